"""Steps, decision, result and delivery; and the two early ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.api import seal_for
from huizheng.commons.keys.testing import unseal_as
from huizheng.commons.reference.testing import given_places
from huizheng.gate.api import Rejected
from huizheng.gate.contracts import ApplicationWithdrawn, CaseAct, CaseProgressed, ResultReceived
from huizheng.gate.testing import deliver as arrive
from huizheng.gate.testing import sent
from huizheng.inner.casework.api import (
    DeliveryWay,
    Ground,
    Incomplete,
    NotNow,
    NotYourDuty,
    Staff,
    State,
    accept,
    decline,
    deliver,
    grant,
    mark_rated,
    pass_step,
    return_step,
    start_procedure,
    terminate,
)
from huizheng.inner.casework.errors import DecisionAwaited, NotAnEarlierStep, NotTheLastStep
from huizheng.inner.casework.models import Case, Decision
from huizheng.inner.casework.testing import (
    accepted_case,
    deciding_case,
    declined_case,
    given_staff,
    granted_case,
    on,
    received_case,
    returned_once_case,
)
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty, Official

pytestmark = pytest.mark.usefixtures("shop")


class TestSteps:
    def test_a_return_needs_an_earlier_step_and_a_reason(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        with pytest.raises(NotAnEarlierStep):
            return_step(case, by=clerk, at=on("2026-03-10"), to="approve", reasons="重审")
        with pytest.raises(Incomplete):
            return_step(case, by=clerk, at=on("2026-03-10"), to="review", reasons="")
        case = returned_once_case("2026-03-10", by=clerk)
        assert case.step_key == "review"
        assert case.waiting_duty == "case_review"

    def test_only_the_deciding_step_decides_and_it_cannot_be_passed(self, clerk: Staff) -> None:
        case = accepted_case("2026-03-10", by=clerk)
        with pytest.raises(NotTheLastStep):
            grant(case, by=clerk, at=on("2026-03-10"))
        pass_step(case, by=clerk, at=on("2026-03-10"), opinion="符合")
        with pytest.raises(DecisionAwaited):
            pass_step(case, by=clerk, at=on("2026-03-10"), opinion="符合")

    def test_a_step_belongs_to_whoever_holds_its_duty(self, clerk: Staff) -> None:
        reviewer, approver = (
            given_staff("340102-market-regulation", Duty.CASE_REVIEW),
            given_staff(
                "340102-market-regulation",
                Duty.CASE_APPROVE,
            ),
        )
        case = accepted_case("2026-03-10", by=clerk)
        with pytest.raises(NotYourDuty):
            pass_step(case, by=approver, at=on("2026-03-10"), opinion="符合")
        pass_step(case, by=reviewer, at=on("2026-03-10"), opinion="符合")
        with pytest.raises(NotYourDuty):
            grant(case, by=reviewer, at=on("2026-03-10"))
        grant(case, by=approver, at=on("2026-03-10"))

    def test_the_journal_says_who_did_what_from_when_to_when(self, clerk: Staff) -> None:
        case = accepted_case("2026-03-10", by=clerk)
        pass_step(case, by=clerk, at=on("2026-03-12"), opinion="材料齐全。")
        entry = case.entries.get(act="pass_step")
        assert (entry.step_name, entry.official_name, entry.opinion) == ("审核", clerk.name, "材料齐全。")
        assert entry.started_at == on("2026-03-10")
        assert entry.ended_at == on("2026-03-12")
        assert [line.position for line in case.entries.all()] == [1, 2, 3]


class TestTownAndCounty:
    def test_a_case_moves_from_the_town_to_the_county_and_both_see_it(self) -> None:
        given_places("340102")
        given_release("subsistence-allowance")
        county, town = "340102-civil-affairs", "340102100-town-government"
        town_clerk, county_clerk = given_staff(town), given_staff(county)
        case = received_case("2026-03-10", item="subsistence-allowance", organ=county)
        assert case.waiting_organ == town
        with pytest.raises(NotYourDuty):
            accept(case, by=county_clerk, at=on("2026-03-10"))
        accept(case, by=town_clerk, at=on("2026-03-10"))
        visitors = [Official.objects.get(pk=staff.pk) for staff in (town_clerk, given_staff(town))]
        handlers = {town: town_clerk, county: county_clerk}
        seen = [case.waiting_organ]
        while case.step_index is not None and case.state == State.IN_STEP:
            try:
                pass_step(
                    case,
                    by=handlers[case.waiting_organ],
                    at=on("2026-03-11"),
                    opinion="符合条件。",
                    officials=visitors,
                )
            except DecisionAwaited:
                break
            seen.append(case.waiting_organ)
        assert town in seen
        assert case.waiting_organ == county
        grant(case, by=county_clerk, at=on("2026-03-12"))
        case.refresh_from_db()
        assert set(case.organ_keys) >= {town, county}
        assert case.decided_on == dt.date(2026, 3, 12)


class TestDecision:
    def test_a_grant_makes_the_certificate_and_waits_for_delivery(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        assert case.state == State.CONCLUDED
        assert [notice.kind for notice in case.notices.all()] == ["acceptance", "grant", "certificate"]
        decision = Decision.objects.get(case=case)
        assert decision.result_number.endswith("号")
        assert decision.valid_until is None

    def test_the_paper_of_a_licence_bears_its_number_and_no_other_has_it(self, clerk: Staff) -> None:
        cases = [granted_case("2026-03-10", by=clerk) for _ in range(2)]
        numbers = [Decision.objects.get(case=case).result_number for case in cases]
        assert [case.notices.get(kind="certificate").number for case in cases] == numbers
        assert len(set(numbers)) == 2

    def test_an_answer_that_does_not_fit_its_field_holds_up_no_decision(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk, answers={"in.address": "no address at all", "in.name": "徽州小店"})
        fields = case.notices.get(kind="certificate").facts["fields"]
        assert [field["value"] for field in fields] == ["徽州小店"]

    def test_a_refusal_needs_reasons_and_tells_the_remedies(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        with pytest.raises(Incomplete):
            decline(case, by=clerk, at=on("2026-03-10"), reasons=" ")
        case = declined_case("2026-03-10", by=clerk)
        private = unseal_as("outer", sent(CaseProgressed)[-1].private)
        assert sent(CaseProgressed)[-1].act is CaseAct.DECLINED
        assert private["reasons"] == "经营场所不符合规定。"
        assert "复议" in private["remedy"]
        assert case.notices.get(kind="refusal").facts["remedy"] == private["remedy"]

    def test_a_refusal_without_remedies_cannot_even_be_stored(self, clerk: Staff) -> None:
        case = declined_case("2026-03-10", by=clerk)
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(case=case).update(remedy="")

    def test_the_papers_follow_in_a_message_of_the_same_act_and_moment(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        told = {(message.act, message.at) for message in sent(CaseProgressed)}
        deliver_all()
        papers = [message for message in sent(CaseProgressed) if message.files]
        assert len(papers) == 3
        assert {(message.act, message.at) for message in papers} <= told
        private = unseal_as("outer", papers[-1].private)
        assert private["notices"][0]["number"] == case.notices.get(kind="certificate").number
        assert private["notices"][0]["sm3"] == papers[-1].files[0].sm3

    def test_writing_out_twice_sends_once(self, clerk: Staff) -> None:
        from huizheng.inner.casework.actions.writing_out import write_out

        case = granted_case("2026-03-10", by=clerk)
        deliver_all()
        before = len(sent(CaseProgressed))
        for notice in case.notices.all():
            write_out(notice.pk, at=on("2026-03-11"))
        assert len(sent(CaseProgressed)) == before

    def test_everything_is_in_the_audit_chain(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        lines = AuditLine.objects.filter(target_id=case.number, action__startswith="casework:")
        assert set(lines.values_list("action", flat=True)) == {
            f"casework:case:{act}" for act in ("register", "accept", "pass_step", "grant", "conclude")
        }


class TestDelivery:
    def test_opening_the_result_on_line_is_its_delivery(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        arrive(ResultReceived(case_number=case.number, at=on("2026-03-11")), at=on("2026-03-11"))
        arrive(ResultReceived(case_number=case.number, at=on("2026-03-11")), at=on("2026-03-11"))
        case.refresh_from_db()
        assert case.state == State.DELIVERED
        assert case.delivery.way == DeliveryWay.ONLINE

    def test_a_window_needs_a_signature_and_a_letter_its_number(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        with pytest.raises(Incomplete):
            deliver(case, by=clerk, at=on("2026-03-11"), way=DeliveryWay.WINDOW)
        with pytest.raises(Incomplete):
            deliver(case, by=clerk, at=on("2026-03-11"), way=DeliveryWay.POST)
        deliver(case, by=clerk, at=on("2026-03-11"), way=DeliveryWay.POST, tracking_number="1099001122334")
        assert case.notices.get(kind="delivery_receipt").facts["method"] == "邮寄送达"

    def test_a_rating_is_noted_once(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        mark_rated(case, at=on("2026-03-12"))
        assert mark_rated(case, at=on("2026-03-13")).rated_at == on("2026-03-12")


def withdrawal(case: Case, day: str) -> ApplicationWithdrawn:
    return ApplicationWithdrawn(
        case_number=case.number,
        at=on(day),
        content=seal_for("inner", {"reason": "不想办了"}),
    )


class TestEarlyEnds:
    def test_the_applicant_may_withdraw_before_the_decision(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        start_procedure(case, by=clerk, at=on("2026-03-10"), ground=Ground.APPRAISAL, expected_days=3)
        arrive(withdrawal(case, "2026-03-11"), at=on("2026-03-11"))
        case.refresh_from_db()
        assert case.state == State.WITHDRAWN
        assert case.waiting_duty == ""
        assert not case.procedures.filter(ended_on__isnull=True).exists()
        assert case.notices.get(kind="termination").facts["cause"] == "withdrawn"

    def test_a_withdrawal_after_the_decision_is_refused_at_the_gate(self, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk)
        with pytest.raises(Rejected, match="too_late"):
            arrive(withdrawal(case, "2026-03-11"), at=on("2026-03-11"))
        case.refresh_from_db()
        assert case.state == State.CONCLUDED

    def test_the_office_ends_a_case_with_reasons_and_remedies(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        with pytest.raises(Incomplete):
            terminate(case, by=clerk, at=on("2026-03-11"), reasons="")
        terminate(case, by=clerk, at=on("2026-03-11"), reasons="申请人已注销。")
        assert case.state == State.TERMINATED
        assert "复议" in unseal_as("outer", sent(CaseProgressed)[-1].private)["remedy"]
        with pytest.raises(NotNow):
            grant(case, by=clerk, at=on("2026-03-11"))
