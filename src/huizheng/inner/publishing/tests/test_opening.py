"""The duty to open: decision, number, twenty working days, force, interpretation."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizheng.inner.publishing.api import Manuscript, pass_review, release, revise, standing_of, submit
from huizheng.inner.publishing.models import CatalogueRecord
from huizheng.inner.publishing.openness import registers
from huizheng.inner.publishing.openness.classes import (
    document_kinds,
    kind_of_number,
    theme_choices,
    theme_path,
    theme_value,
    themes,
)
from huizheng.inner.publishing.openness.clock import due, due_on
from huizheng.inner.publishing.openness.rules import VALIDITIES, decision_faults, index_number, validity
from huizheng.inner.publishing.testing import NOON, given_desk, given_kind
from huizheng.lib.identifiers import check_uscc

DAY = dt.date(2026, 11, 2)


class TestDecision:
    @pytest.mark.parametrize(
        ("openness", "ground", "reason", "kind", "faults"),
        [
            ("open", "", "", "document", 0),
            ("open", "16-internal", "", "document", 1),
            ("closed", "", "", "document", 2),
            ("closed", "14-secret", "依法定密", "document", 0),
            ("closed", "15-third-party", "含企业配方", "document", 0),
            ("on-request", "16-process", "过程稿", "document", 0),
            ("on-request", "14-danger", "危及公共安全", "document", 1),
            ("closed", "16-internal", "内部", "budget", 1),
            ("on-request", "", "", "procurement", 3),
        ],
    )
    def test_open_is_the_rule_and_everything_else_has_an_article_and_a_reason(
        self, openness, ground, reason, kind, faults
    ) -> None:
        assert len(decision_faults(openness=openness, ground=ground, reason=reason, kind=kind)) == faults


class TestClasses:
    def test_fifteen_kinds_and_other_under_their_codes(self) -> None:
        assert [kind.code for kind in document_kinds()] == [*(f"{n:02X}" for n in range(1, 16)), "0Z"]

    def test_twenty_two_themes(self) -> None:
        assert len(themes()) == 22
        assert "电子政务" in next(each for each in themes() if each.name == "综合政务").second

    def test_a_choice_is_a_path_and_back(self) -> None:
        for _, group in theme_choices():
            for value, _ in group:
                assert theme_value(theme_path(value)) == value
        assert theme_value(["没有", "这一类"]) == ""

    @pytest.mark.parametrize(
        ("title", "code"),
        [
            ("关于印发实施方案的通知", "08"),
            ("关于同意设立开发区的批复", "0C"),
            ("第52次常务会议纪要", "0F"),
            ("安徽省政务公开办法", "0Z"),
            ("关于加快发展的意见》", "07"),
        ],
    )
    def test_a_title_tells_its_kind(self, title, code) -> None:
        assert kind_of_number("", title) == code

    def test_an_order_is_known_by_its_number(self) -> None:
        assert kind_of_number("安徽省人民政府令第300号", "安徽省政务公开办法") == "03"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    on=st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
    effective=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
    ends=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
    abolished=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
)
def test_force_is_one_of_five_words_and_what_is_abolished_stays_so(on, effective, ends, abolished) -> None:
    found = validity(on=on, effective_on=effective, ends_on=ends, abolished_on=abolished)
    assert found in VALIDITIES
    if abolished and abolished <= on:
        assert found == "废止"
        assert (
            validity(on=on + dt.timedelta(days=400), effective_on=effective, ends_on=ends, abolished_on=abolished)
            == "废止"
        )


def test_an_index_number_has_five_digits() -> None:
    assert (
        index_number(uscc="1134160073302996XP", on=dt.date(2025, 1, 9), sequence=38)
        == "1134160073302996XP/202501-00038"
    )
    with pytest.raises(ValueError, match="five digits"):
        index_number(uscc="1134160073302996XP", on=DAY, sequence=100_000)


@pytest.mark.django_db
class TestClock:
    @pytest.mark.parametrize(
        ("formed", "last"),
        [(dt.date(2026, 2, 10), dt.date(2026, 3, 16)), (dt.date(2026, 9, 18), dt.date(2026, 10, 22))],
    )
    def test_twenty_working_days_with_holidays(self, formed, last) -> None:
        assert due_on(formed) == last
        assert due(formed, today=last).words == "今天到期"
        assert due(formed, today=last + dt.timedelta(days=1)).is_late
        assert not due(formed, today=formed).is_near

    def test_a_year_without_notice_is_provisional(self) -> None:
        assert due(dt.date(2027, 3, 1), today=dt.date(2027, 3, 2)).provisional


def released(desk, kind="document", at=NOON, **values):
    draft = given_kind(desk, kind, at=at, **values)
    submit(number=draft.number, by=desk.writer.as_actor(), at=at)
    for reviewer in (desk.first, desk.second, desk.chief):
        pass_review(number=draft.number, by=reviewer.as_actor(), at=at)
    release(number=draft.number, by=desk.chief.as_actor(), at=at)
    return Manuscript.objects.get(pk=draft.pk)


@pytest.mark.django_db
class TestRegister:
    def test_a_document_is_numbered_at_its_first_release_and_keeps_its_number(self) -> None:
        desk = given_desk()
        first = released(desk)
        entry = first.current.document["openness"]
        code, _, rest = entry["index_number"].partition("/")
        check_uscc(code)
        assert rest == "202611-00001"
        assert entry["published_on"] == "2026-11-02"
        second = released(desk, document_number="合政办〔2026〕32号")
        assert second.current.document["openness"]["index_number"].endswith("202611-00002")

        later = NOON + dt.timedelta(days=40)
        revise(number=first.number, by=desk.writer.as_actor(), at=later)
        submit(number=first.number, by=desk.writer.as_actor(), at=later)
        for reviewer in (desk.first, desk.second, desk.chief):
            pass_review(number=first.number, by=reviewer.as_actor(), at=later)
        release(number=first.number, by=desk.chief.as_actor(), at=later)
        again = Manuscript.objects.get(pk=first.pk).current
        assert again.version == 2
        assert again.document["openness"]["index_number"] == entry["index_number"]

    def test_what_is_not_opened_in_twenty_working_days_is_late_until_it_is(self) -> None:
        desk = given_desk()
        draft = given_kind(desk, "document", formed_on=dt.date(2026, 9, 18), effective_on=None, ends_on=None)
        standing = standing_of(desk.writer, NOON)
        (row,) = registers.to_open(standing, today=dt.date(2026, 10, 23))
        assert row.manuscript.number == draft.number
        assert row.due.words == "已超过期限1个工作日"

    def test_opened_late_counts_as_late(self) -> None:
        desk = given_desk()
        released(desk, formed_on=dt.date(2026, 9, 18), effective_on=None, ends_on=None)
        released(desk, document_number="合政办〔2026〕33号")
        standing = standing_of(desk.writer, NOON)
        kept = registers.opened_since(standing, since=dt.date(2026, 1, 1))
        assert (kept.total, kept.late, kept.share) == (2, 1, 50)
        assert registers.to_open(standing, today=DAY) == []

    def test_what_stays_closed_is_not_owed(self) -> None:
        desk = given_desk()
        given_kind(desk, "document", openness="closed", ground="15-third-party", ground_note="含企业配方")
        assert not CatalogueRecord.objects.get().is_owed
        assert registers.to_open(standing_of(desk.writer, NOON), today=DAY) == []

    def test_another_organ_sees_nothing_of_it(self) -> None:
        given_kind(given_desk(), "document")
        elsewhere = given_desk("wuhu")
        assert registers.to_open(standing_of(elsewhere.writer, NOON), today=DAY) == []

    def test_a_normative_document_wants_its_interpretation(self) -> None:
        desk = given_desk()
        document = released(desk)
        standing = standing_of(desk.writer, NOON)
        assert [each.number for each in registers.without_interpretation(standing)] == [document.number]
        pair = [{"type": "related", "value": {"role": "interprets", "number": document.number}}]
        released(desk, "article", column="openness/policies/interpretation", related=pair)
        assert list(registers.without_interpretation(standing)) == []
