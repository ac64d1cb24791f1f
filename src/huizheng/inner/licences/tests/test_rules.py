"""What the law says of terms, days and grounds, with dated examples and with any day there is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.calendar.api import WorkingCalendar
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.errors import Incomplete, Unlawful
from huizheng.inner.licences.rules import (
    GROUNDS,
    RENEWAL_DAYS,
    BarGround,
    TermKind,
    barred_until,
    check_ending,
    grounds_of,
    is_in_time,
    last_day_of,
    renew_by,
    term_of,
)
from huizheng.inner.licences.states import ENDINGS, LicenceAct

# The notice of the State Council's office for 2026: days off at the Spring Festival and the make-up workdays beside it.
OFF = [dt.date(2026, 2, day) for day in range(15, 24)] + [dt.date(2026, 1, day) for day in (1, 2, 3)]
MAKE_UP = [dt.date(2026, 1, 4), dt.date(2026, 2, 14), dt.date(2026, 2, 28)]
CALENDAR = WorkingCalendar(
    dict.fromkeys(OFF, False) | dict.fromkeys(MAKE_UP, True),
    frozenset(range(2000, 2100)),
)


class TestTheTermOfALicence:
    @pytest.mark.parametrize(
        ("words", "last"),
        [
            ("5年", "2031-03-09"),
            ("5 年", "2031-03-09"),
            ("三年", "2029-03-09"),
            ("有效期为10年", "2036-03-09"),
            ("6个月", "2026-09-09"),
            ("90日", "2026-06-07"),
        ],
    )
    def test_names_a_last_day(self, words: str, last: str) -> None:
        assert last_day_of(words, dt.date(2026, 3, 10)) == dt.date.fromisoformat(last)

    @pytest.mark.parametrize("words", ["长期", "长期有效", "终身"])
    def test_may_be_long(self, words: str) -> None:
        assert term_of(words).kind is TermKind.LONG
        assert last_day_of(words, dt.date(2026, 3, 10)) is None

    @pytest.mark.parametrize(
        "words",
        ["按许可期限", "5年或15年", "最长5年", "5–10年", "10年（未满16周岁5年）", "2年内开工", "本次", "", "0年"],
    )
    def test_is_left_to_the_official_where_the_words_fix_nothing(self, words: str) -> None:
        assert term_of(words).kind is TermKind.OPEN
        assert last_day_of(words, dt.date(2026, 3, 10)) is None

    def test_that_begins_on_a_leap_day_runs_its_whole_year(self) -> None:
        assert last_day_of("1年", dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
        assert last_day_of("1个月", dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)
        assert last_day_of("1个月", dt.date(2026, 12, 31)) == dt.date(2027, 1, 30)

    @given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 30))
    def test_never_ends_before_it_begins(self, start: dt.date, years: int) -> None:
        last = last_day_of(f"{years}年", start)
        assert last is not None
        assert last.year in (start.year + years, start.year + years - 1)
        assert start < last


class TestTheDayForAskingForRenewal:
    @pytest.mark.parametrize(
        ("until", "day"),
        [
            # 2026-03-09 is the 15th working day after 2026-02-10, with 02-14 and 02-28 worked and 02-15..23 off.
            ("2026-03-09", "2026-01-20"),
            # Thirty working days in an ordinary summer are six weeks.
            ("2026-07-31", "2026-06-21"),
        ],
    )
    def test_lies_thirty_working_days_before_the_expiry(self, until: str, day: str) -> None:
        assert renew_by(dt.date.fromisoformat(until), CALENDAR) == dt.date.fromisoformat(day)

    @given(st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1)))
    def test_is_the_last_one_with_thirty_working_days_left(self, until: dt.date) -> None:
        day = renew_by(until, CALENDAR)
        assert CALENDAR.working_days_between(day, until) == RENEWAL_DAYS
        assert CALENDAR.working_days_between(day + dt.timedelta(days=1), until) < RENEWAL_DAYS
        assert CALENDAR.add_working_days(day, RENEWAL_DAYS) <= until
        assert is_in_time(asked_on=day, valid_until=until, calendar=CALENDAR)
        assert not is_in_time(asked_on=day + dt.timedelta(days=1), valid_until=until, calendar=CALENDAR)

    @given(st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1)), st.sets(st.integers(0, 60), max_size=40))
    def test_is_never_later_when_more_days_are_free(self, until: dt.date, free: set[int]) -> None:
        more = {until - dt.timedelta(days=back): False for back in free}
        fewer = WorkingCalendar(more, frozenset(range(2000, 2100)))
        assert renew_by(until, fewer) <= renew_by(until, WorkingCalendar({}, frozenset(range(2000, 2100))))


class TestTheGrounds:
    def test_of_the_law_are_each_of_one_act_and_one_article(self) -> None:
        assert set(GROUNDS) == set(LicenceGround)
        assert {basis.act for basis in GROUNDS.values()} == set(ENDINGS)
        assert len({(basis.law) for basis in GROUNDS.values()}) == len(GROUNDS) - 1, "two grounds of art 8(2)"

    @pytest.mark.parametrize(
        ("state", "ground", "fits"),
        [
            (LicenceState.EXPIRED, LicenceGround.NOT_RENEWED, True),
            (LicenceState.VALID, LicenceGround.NOT_RENEWED, False),
            (LicenceState.REVOKED, LicenceGround.DECIDED_AWAY, True),
            (LicenceState.REVOKED, LicenceGround.HOLDER_ENDED, False),
            (LicenceState.EXPIRED, LicenceGround.DECIDED_AWAY, False),
            (LicenceState.VALID, LicenceGround.IMPOSSIBLE, True),
        ],
    )
    def test_of_a_cancellation_fit_the_state(self, state: LicenceState, ground: LicenceGround, *, fits: bool) -> None:
        assert (ground in grounds_of(LicenceAct.CANCEL, state)) is fits

    @pytest.mark.parametrize(
        ("act", "ground", "stated", "lacks"),
        [
            (LicenceAct.REVOKE, LicenceGround.LAW_CHANGED, {}, Unlawful),
            (LicenceAct.WITHDRAW, LicenceGround.LAW_CHANGED, {"reasons": " "}, "reasons"),
            (LicenceAct.WITHDRAW, LicenceGround.LAW_CHANGED, {"public_interest": ""}, "public_interest"),
            (LicenceAct.REVOKE, LicenceGround.BEYOND_POWER, {"public_interest": ""}, "public_interest"),
            (LicenceAct.REVOKE, LicenceGround.FRAUD, {"touches_safety": None}, "touches_safety"),
        ],
    )
    def test_ask_for_what_their_article_asks(
        self, act: LicenceAct, ground: LicenceGround, stated: dict, lacks: str | type[Exception]
    ) -> None:
        given_ = {"reasons": "属实。", "public_interest": "无重大损害。", "touches_safety": True, **stated}
        with pytest.raises((Unlawful, Incomplete)) as refusal:
            check_ending(act=act, state=LicenceState.VALID, ground=ground, **given_)
        if isinstance(lacks, str):
            assert refusal.value.field == lacks
        else:
            assert isinstance(refusal.value, lacks)


def test_a_bar_lasts_one_year_after_false_material_and_three_after_fraud() -> None:
    day = dt.date(2026, 3, 10)
    assert barred_until(BarGround.FALSE_MATERIAL, day) == dt.date(2027, 3, 10)
    assert barred_until(BarGround.FRAUD, day) == dt.date(2029, 3, 10)
    assert barred_until(BarGround.FALSE_MATERIAL, dt.date(2028, 2, 29)) == dt.date(2029, 3, 1)
