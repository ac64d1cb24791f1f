"""Renewal: decided before the licence expires, or deemed granted; and who may not apply again (arts 50, 78, 79)."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.clocks.api import clock_of
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.testing import unseal_as
from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import CaseAct, CaseProgressed, LicenceStanding, LicenceState
from huizheng.gate.testing import sent
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.api import (
    Ground,
    NotNow,
    Staff,
    State,
    accept,
    decline,
    deem_renewed,
    extend,
    grant,
    refuse_acceptance,
    request_correction,
    start_procedure,
)
from huizheng.inner.casework.errors import Incomplete
from huizheng.inner.casework.models import Case, Decision
from huizheng.inner.casework.rules import Unlawful
from huizheng.inner.casework.tasks import deem_renewals, write_missing
from huizheng.inner.casework.testing import deciding_case, granted_case, on, received_case
from huizheng.inner.items.testing import given_release, starting_document
from huizheng.inner.licences.api import Licence, licence_of_case, renewal_of
from huizheng.inner.licences.tasks import expire_all
from huizheng.inner.organs.api import Official

ITEM = "food-business-licence"
# The clearest of the dated examples: good to Monday 2026-03-09, so that renewal is asked for by Tuesday 2026-01-20,
# with the make-up workdays 02-14 and 02-28 counted and the Spring Festival left out.
FIRST, LAST, DAY_AFTER, ASK_BY = "2021-03-10", dt.date(2026, 3, 9), "2026-03-10", "2026-01-20"


@pytest.fixture(autouse=True)
def _kitchen(db: None) -> None:
    given_places()
    steps = [each for each in starting_document(ITEM)["steps"] if each["key"] != "inspect"]
    given_release(ITEM, steps=steps)


@pytest.fixture
def licence(clerk: Staff) -> Licence:
    case = granted_case(FIRST, by=clerk, item=ITEM)
    found = licence_of_case(case.number)
    assert found is not None
    return found


def asking(licence: Licence, day: str = ASK_BY, **more) -> Case:
    return received_case(day, item=ITEM, renews=licence.number, **more)


class TestAGrantedCase:
    def test_leaves_a_licence_behind(self, licence: Licence) -> None:
        assert (licence.state, licence.valid_until) == (LicenceState.VALID, LAST)
        assert licence.number == Decision.objects.get().result_number
        assert licence.holder_name == "王小明"
        (told,) = sent(LicenceStanding)
        assert told.renew_by_on == dt.date.fromisoformat(ASK_BY)

    def test_ends_on_the_day_that_the_official_states_where_the_release_leaves_it_open(self, clerk: Staff) -> None:
        result = starting_document("individual-registration")["result"]
        given_release("individual-registration", result={**result, "validity": "按批准期限"})
        case = deciding_case("2026-03-10", by=clerk)
        with pytest.raises(Incomplete):
            grant(case, by=clerk, at=on("2026-03-10"), valid_until=dt.date(2026, 3, 10))
        grant(case, by=clerk, at=on("2026-03-10"), valid_until=dt.date(2027, 8, 31))
        found = licence_of_case(case.number)
        assert found is not None
        assert found.valid_until == dt.date(2027, 8, 31)
        unstated = deciding_case("2026-03-11", by=clerk)
        grant(unstated, by=clerk, at=on("2026-03-11"))
        facts = unstated.notices.get(kind="certificate").facts
        assert facts["validity"] == "按批准期限"
        assert "long_term" not in facts

    def test_takes_no_day_where_the_release_has_one(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk, item=ITEM)
        with pytest.raises(Incomplete) as lack:
            grant(case, by=clerk, at=on("2026-03-10"), valid_until=dt.date(2027, 8, 31))
        assert lack.value.field == "valid_until"

    def test_of_another_kind_leaves_none(self, clerk: Staff) -> None:
        given_release("individual-registration", item_type={"code": "07", "name": "行政确认"})
        case = granted_case("2026-03-10", by=clerk)
        assert case.decided_on is not None
        assert licence_of_case(case.number) is None


class TestARenewal:
    def test_in_time_ends_its_clock_with_the_licence(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence, "2026-01-19"), by=clerk, at=on("2026-02-11"))
        clock = clock_of(clockwork.subject_of(case), clockwork.RENEWAL)
        assert clock is not None
        assert clock.due_on == LAST
        assert case.statutory_due_on is not None
        assert case.statutory_due_on <= LAST
        assert "第五十条第二款" in clockwork.note(case)

    def test_is_not_held_up_by_a_special_procedure(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-21"))
        start_procedure(
            case, by=clerk, at=on("2026-02-10"), ground=Ground.EXPERT_REVIEW, expected_days=30, reasons="评审"
        )
        case.refresh_from_db()
        assert case.due_on == LAST

    def test_is_not_extended_beyond_the_licence(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-27"))
        with pytest.raises(Unlawful, match="第五十条"):
            extend(case, by=clerk, at=on("2026-02-10"), days=10, reasons="需要核实。")
        extension = extend(case, by=clerk, at=on("2026-02-10"), days=3, reasons="需要核实。")
        assert extension.due_after_on < LAST

    def test_that_came_late_has_no_such_clock(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence, "2026-01-21"), by=clerk, at=on("2026-01-22"))
        assert clock_of(clockwork.subject_of(case), clockwork.RENEWAL) is None
        renewal = renewal_of(case.number)
        assert renewal is not None
        assert not renewal.in_time

    def test_of_a_licence_that_is_not_ones_own_is_an_ordinary_case(self, licence: Licence, clerk: Staff) -> None:
        case = received_case(ASK_BY, item=ITEM, renews="庐阳市监证〔1999〕1号")
        assert renewal_of(case.number) is None
        assert case.entries.get().facts["renewal"] == "unknown"
        assert licence.renewals.count() == 0

    def test_that_is_granted_succeeds_the_licence(self, licence: Licence, clerk: Staff) -> None:
        case = deciding_case(ASK_BY, by=clerk, item=ITEM, renews=licence.number)
        grant(case, by=clerk, at=on("2026-02-10"))
        licence.refresh_from_db()
        assert licence.state == LicenceState.RENEWED
        after = licence_of_case(case.number)
        assert after is not None
        assert (after.succeeds, after.valid_until) == (licence, dt.date(2031, 2, 9))

    def test_that_is_declined_lets_the_licence_run_out(self, licence: Licence, clerk: Staff) -> None:
        case = deciding_case(ASK_BY, by=clerk, item=ITEM, renews=licence.number)
        decline(case, by=clerk, at=on("2026-02-10"), reasons="不再符合条件。")
        deliver_all()
        assert expire_all(at=on(DAY_AFTER)) == 1


class TestTheNight:
    def test_deems_renewed_on_the_day_after_the_last_one(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-21"))
        assert deem_renewals(at=on("2026-03-09", dt.time(23, 59))) == 0
        assert deem_renewals(at=on(DAY_AFTER, dt.time(0, 15))) == 1
        case.refresh_from_db()
        assert case.state == State.CONCLUDED
        decision = Decision.objects.get(case=case)
        assert (decision.decided_by, decision.decided_on) == (None, dt.date(2026, 3, 10))
        assert (decision.valid_from, decision.valid_until) == (dt.date(2026, 3, 10), dt.date(2031, 3, 9))
        licence.refresh_from_db()
        assert licence.state == LicenceState.RENEWED
        after = licence_of_case(case.number)
        assert after is not None
        assert after.succeeds == licence
        assert expire_all(at=on(DAY_AFTER, dt.time(0, 40))) == 0
        assert deem_renewals(at=on("2026-03-11")) == 0

    def test_that_came_late_holds_it_renewed_from_its_day_all_the_same(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-21"))
        deem_renewals(at=on("2026-03-13"))
        decision = Decision.objects.get(case=case)
        assert (decision.decided_on, decision.valid_from) == (dt.date(2026, 3, 10), dt.date(2026, 3, 10))

    def test_deems_renewed_during_a_special_procedure_too(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-21"))
        start_procedure(
            case, by=clerk, at=on("2026-02-10"), ground=Ground.EXPERT_REVIEW, expected_days=30, reasons="评审"
        )
        assert deem_renewals(at=on(DAY_AFTER)) == 1
        assert not case.procedures.filter(ended_on__isnull=True).exists()

    def test_tells_the_applicant_with_a_numbered_notice(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence), by=clerk, at=on("2026-01-21"))
        deem_renewals(at=on(DAY_AFTER))
        deliver_all()
        told = [each for each in sent(CaseProgressed) if each.act is CaseAct.DEEMED_RENEWED]
        assert "视为准予延续" in unseal_as("outer", told[0].private)["text"]
        papers = [paper for each in told for paper in unseal_as("outer", each.private).get("notices", [])]
        assert {paper["title"] for paper in papers} == {"视为准予延续告知书", "结果证照"}
        assert all(each.at == told[0].at for each in told)
        assert AuditLine.objects.filter(action="casework:case:deem_renewed", target_id=case.number).count() == 1

    def test_deems_nothing_that_came_late(self, licence: Licence, clerk: Staff) -> None:
        case = accept(asking(licence, "2026-01-21"), by=clerk, at=on("2026-01-22"))
        assert deem_renewals(at=on(DAY_AFTER)) == 0
        with pytest.raises(NotNow):
            deem_renewed(case, at=on(DAY_AFTER))
        assert expire_all(at=on(DAY_AFTER)) == 1

    def test_deems_nothing_that_waits_for_the_applicant(self, licence: Licence, clerk: Staff) -> None:
        case = asking(licence)
        request_correction(
            case,
            by=clerk,
            at=on("2026-01-21"),
            fields=[{"key": "corp.name", "label": "单位名称", "reason": "与证照不一致"}],
            materials=[],
        )
        assert deem_renewals(at=on(DAY_AFTER)) == 0
        assert expire_all(at=on(DAY_AFTER)) == 1
        licence.refresh_from_db()
        assert licence.state == LicenceState.EXPIRED


class TestCasesOfBefore:
    def test_get_their_licences_in_the_night(self, licence: Licence, clerk: Staff) -> None:
        granted_case("2026-03-10", by=clerk, item=ITEM)
        for each in Licence.objects.all():
            each.entries.all().delete()
            each.delete()
        assert write_missing(at=on("2026-03-11")) == 2
        found = Licence.objects.get(case_number=licence.case_number)
        assert (found.number, found.valid_until, found.holder_digest) == (licence.number, LAST, licence.holder_digest)
        assert write_missing(at=on("2026-03-12")) == 0


class TestFalseMaterial:
    def test_bars_for_a_year_where_the_official_says_so(self, clerk: Staff) -> None:
        case = received_case("2026-03-10", item=ITEM)
        refuse_acceptance(
            case,
            by=clerk,
            at=on("2026-03-11"),
            reasons="身份材料系伪造。",
            false_material=True,
            touches_safety=True,
        )
        told = unseal_as("outer", sent(CaseProgressed)[-1].private)
        assert "第七十八条" in told["reasons"]
        assert "2027年3月11日以前不得再次申请" in told["reasons"]
        again = received_case("2026-04-10", item=ITEM)
        assert [bar.case_number for bar in bars(again)] == [case.number]
        assert bars(received_case("2027-03-11", item=ITEM)) == []

    def test_is_judged_case_by_case(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk, item=ITEM)
        with pytest.raises(Incomplete) as lack:
            decline(case, by=clerk, at=on("2026-03-11"), reasons="材料虚假。", false_material=True)
        assert lack.value.field == "touches_safety"
        decline(case, by=clerk, at=on("2026-03-11"), reasons="材料虚假。", false_material=True, touches_safety=False)
        reasons = Decision.objects.get(case=case).reasons
        assert "给予警告" in reasons
        assert "不得再次申请" not in reasons
        assert bars(received_case("2026-04-10", item=ITEM)) == []


class TestThePageOfACase:
    @pytest.fixture
    def browser(self, clerk: Staff) -> Client:
        client = Client()
        client.force_login(Official.objects.get(pk=clerk.official_id))
        return client

    def test_says_what_it_renews_and_by_when_to_decide(self, licence: Licence, browser: Client) -> None:
        page = browser.get(reverse("casework:case", args=[asking(licence).number])).content.decode()
        for words in (
            licence.number,
            "2026年3月9日",
            "逾期视为准予延续",
            reverse("licences:licence", args=[licence.pk]),
        ):
            assert words in page, words
        late = browser.get(reverse("casework:case", args=[asking(licence, "2026-01-21").number])).content.decode()
        assert "不视为准予延续" in late
        unknown = received_case(ASK_BY, item=ITEM, renews="庐阳市监证〔1999〕1号")
        assert "没有找到该申请人名下" in browser.get(reverse("casework:case", args=[unknown.number])).content.decode()

    def test_shows_the_bar_and_offers_the_refusal_with_its_article(self, clerk: Staff, browser: Client) -> None:
        first = received_case("2026-03-10", item=ITEM)
        address = reverse("casework:act", args=[first.number, "refuse-acceptance"])
        press = {"seen": first.version, "token": str(uuid.uuid4()), "reasons": "身份材料系伪造。"}
        lacking = browser.post(address, {**press, "false_material": "on"})
        assert "第七十八条" in lacking.content.decode()
        assert lacking.status_code == 200
        browser.post(address, {**press, "false_material": "on", "touches_safety": "yes"})
        first.refresh_from_db()
        assert first.state == State.REFUSED_ACCEPTANCE
        again = received_case("2026-12-01", item=ITEM)
        page = browser.get(reverse("casework:case", args=[again.number])).content.decode()
        assert "申请人在限制期内" in page
        assert first.number in page
        form = browser.get(reverse("casework:act", args=[again.number, "refuse-acceptance"])).content.decode()
        assert f"第七十八条，认定办件{first.number}" in form


def bars(case: Case):
    from huizheng.inner.casework.licensing import applicant_of, bars_on
    from huizheng.inner.casework.releases import plan_for

    return bars_on(case, plan_for(case), applicant_of(case))
