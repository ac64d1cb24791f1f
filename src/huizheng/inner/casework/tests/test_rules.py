from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.inner.casework.rules import (
    ARTICLE_45,
    Ground,
    Unlawful,
    Urgency,
    check_correction,
    check_extension,
    check_procedure,
    days_before_warning,
    urgency,
)

DAY = dt.date(2026, 3, 10)


class TestUrgency:
    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            (dt.date(2026, 3, 10), Urgency.CALM),
            (dt.date(2026, 3, 13), Urgency.WARNING),
            (dt.date(2026, 3, 16), Urgency.WARNING),
            (dt.date(2026, 3, 17), Urgency.YELLOW),
            (dt.date(2026, 3, 31), Urgency.YELLOW),
            (dt.date(2026, 4, 1), Urgency.RED),
        ],
    )
    def test_warns_then_turns_yellow_past_the_promise_and_red_past_the_law(
        self,
        today: dt.date,
        expected: Urgency,
    ) -> None:
        assert (
            urgency(
                today=today,
                warn_on=dt.date(2026, 3, 13),
                due_on=dt.date(2026, 3, 16),
                statutory_due_on=dt.date(2026, 3, 31),
            )
            is expected
        )

    @given(st.integers(1, 200))
    def test_the_warning_never_comes_after_the_limit(self, limit: int) -> None:
        assert 1 <= days_before_warning(limit) <= limit


class TestExtension:
    def test_ten_days_with_reasons_are_lawful(self) -> None:
        check_extension(days=10, joint=False, licence=True, extended_before=False, reasons="需要补充调查")

    @pytest.mark.parametrize(
        ("change", "law"),
        [
            ({"days": 11}, "第四十二条第一款"),
            ({"days": 0}, "第四十二条第一款"),
            ({"reasons": "  "}, "第四十二条"),
            ({"extended_before": True}, "第四十二条"),
            ({"licence": False}, "第四十二条"),
            ({"joint": True, "days": 16}, "第四十二条第二款"),
        ],
    )
    def test_anything_else_is_refused_with_the_article(self, change: dict, law: str) -> None:
        lawful = {"days": 10, "joint": False, "licence": True, "extended_before": False, "reasons": "需要补充调查"}
        with pytest.raises(Unlawful) as caught:
            check_extension(**{**lawful, **change})
        assert law in str(caught.value)

    def test_joint_handling_may_be_extended_by_fifteen_days(self) -> None:
        check_extension(days=15, joint=True, licence=True, extended_before=False, reasons="两部门会商")


LAWFUL = {
    "ground": Ground.INSPECTION,
    "law": "",
    "officials": 2,
    "expected_days": 5,
    "started_on": DAY,
    "told_on": None,
    "held_on": None,
    "earliest_hearing_on": None,
    "hearing_due_on": None,
    "chair_reviewed": False,
}
# Told on Tuesday the 10th of March: seven working days later is Thursday the 19th (arts 48, 82).
HEARING = {
    "ground": Ground.HEARING,
    "told_on": DAY,
    "held_on": dt.date(2026, 3, 19),
    "earliest_hearing_on": dt.date(2026, 3, 19),
}


class TestProcedure:
    def test_an_inspection_by_two_officials_is_lawful(self) -> None:
        check_procedure(**LAWFUL)

    @pytest.mark.parametrize("ground", sorted(ARTICLE_45 - {Ground.HEARING}))
    def test_the_grounds_of_article_45_need_no_other_law(self, ground: Ground) -> None:
        check_procedure(**{**LAWFUL, "ground": ground})

    @pytest.mark.parametrize(
        "change",
        [
            {"officials": 1},
            {"expected_days": 0},
            {"ground": Ground.ON_SITE_CHECK},
            {"ground": Ground.PUBLICITY, "officials": 0},
            {"ground": Ground.HEARING},
            {**HEARING, "held_on": dt.date(2026, 3, 18)},
            {**HEARING, "told_on": None},
            {**HEARING, "chair_reviewed": True},
            {**HEARING, "hearing_due_on": dt.date(2026, 3, 18)},
            {**HEARING, "earliest_hearing_on": DAY, "held_on": dt.date(2026, 3, 9)},
        ],
    )
    def test_what_the_law_does_not_allow_is_refused(self, change: dict) -> None:
        with pytest.raises(Unlawful):
            check_procedure(**{**LAWFUL, **change})

    def test_a_hearing_told_seven_days_ahead_is_lawful(self) -> None:
        check_procedure(**{**LAWFUL, **HEARING})

    def test_an_on_site_check_pauses_the_clock_where_the_release_cites_its_law(self) -> None:
        check_procedure(**{**LAWFUL, "ground": Ground.ON_SITE_CHECK, "law": "食品安全法第三十五条"})


class TestCorrection:
    def test_a_second_notice_is_unlawful(self) -> None:
        with pytest.raises(Unlawful, match="一次性"):
            check_correction(fields=1, materials=0, requested_before=True)

    def test_an_empty_notice_is_unlawful(self) -> None:
        with pytest.raises(Unlawful, match="至少勾选一项"):
            check_correction(fields=0, materials=0, requested_before=False)
