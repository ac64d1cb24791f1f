"""Interested parties, hearings, and the clocks around them (行政许可法 arts 36, 42, 43, 46–48, 55)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.clocks.api import clock_of, explain
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.api import seal_for
from huizheng.commons.keys.testing import unseal_as
from huizheng.commons.notices.testing import told
from huizheng.commons.reference.testing import given_places
from huizheng.gate.api import Rejected
from huizheng.gate.contracts import CaseAct, CaseProgressed, StatementMade
from huizheng.gate.testing import deliver, sent
from huizheng.inner.casework.api import (
    Case,
    ChangedMeanwhile,
    Ground,
    Incomplete,
    NotVisible,
    NotYourDuty,
    Staff,
    Unlawful,
    case_for,
    end_procedure,
    extend,
    grant,
    pass_step,
    receive_statement,
    record_statement,
    start_procedure,
    tell_party,
)
from huizheng.inner.casework.rules import Urgency
from huizheng.inner.casework.showing import urgency_of
from huizheng.inner.casework.testing import ORGAN, accepted_case, given_staff, on
from huizheng.inner.items.testing import given_release, starting_document
from huizheng.inner.organs.api import Duty, Official

D = dt.date
INTEREST = "经营场所与住宅共用通道，油烟直排。"
TOWN = "340102100-town-government"


@pytest.fixture(autouse=True)
def kitchen(db: None) -> None:
    given_places()
    given_release("food-business-licence")


@pytest.fixture
def case(clerk: Staff) -> Case:
    """A licence that could be decided today: accepted on Tuesday the 10th, inspected by two."""
    case = accepted_case("2026-03-10", by=clerk, item="food-business-licence")
    pass_step(case, by=clerk, at=on("2026-03-10"), opinion="材料齐全。")
    pass_step(case, by=clerk, at=on("2026-03-10"), opinion="现场符合。", officials=officials(2))
    return case


def officials(count: int) -> list[Official]:
    return [Official.objects.get(pk=given_staff(ORGAN, Duty.CASE_INSPECT).pk) for _ in range(count)]


def due(case: Case, code: str) -> dt.date | None:
    clock = clock_of(("case", case.number), code)
    return None if clock is None or clock.stopped_on else clock.due_on


class TestTellingAParty:
    def test_gives_both_sides_a_numbered_notice_and_five_working_days(self, case: Case, clerk: Staff) -> None:
        party = tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST, contact="13800000001")

        assert due(case, "hearing-request") == D(2026, 3, 18)
        notices = {notice.kind: notice.facts for notice in case.notices.all()}
        assert notices["party_notice"]["party"] == "李邻居"
        assert notices["hearing_rights"]["parties"] == ["李邻居"]
        assert notices["hearing_rights"]["request_by_on"] == "2026-03-18"
        assert "13800000001" not in str(notices)
        message = sent(CaseProgressed)[-1]
        assert message.act is CaseAct.HEARING_OFFERED
        assert unseal_as("outer", message.private)["reasons"] == INTEREST
        clock = clock_of(("case", case.number), "hearing-request")
        assert clock is not None
        assert "第四十七条第一款" in explain(clock)
        assert case.parties.get() == party

    def test_sends_outside_only_what_is_for_the_applicant(self, case: Case, clerk: Staff) -> None:
        tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        deliver_all()
        papers = [
            paper["kind"]
            for message in sent(CaseProgressed)
            if message.act is CaseAct.HEARING_OFFERED
            for paper in unseal_as("outer", message.private).get("notices", ())
        ]
        assert papers == ["hearing_rights"]
        assert case.notices.get(kind="party_notice").file_id

    def test_gives_whoever_is_told_later_the_same_five_days(self, case: Case, clerk: Staff) -> None:
        tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        tell_party(case, by=clerk, at=on("2026-03-13"), name="张邻居", interest=INTEREST)
        assert due(case, "hearing-request") == D(2026, 3, 20)
        with pytest.raises(Unlawful, match="已经告知过"):
            tell_party(case, by=clerk, at=on("2026-03-13"), name="张邻居", interest=INTEREST)

    def test_is_for_licences_only(self) -> None:
        given_release("subsistence-allowance")
        by = given_staff(TOWN)
        allowance = accepted_case("2026-03-10", by=by, item="subsistence-allowance", organ=TOWN, division="340102100")
        with pytest.raises(Unlawful, match="行政许可"):
            tell_party(allowance, by=by, at=on("2026-03-11"), name="李邻居", interest=INTEREST)

    def test_needs_the_interest(self, case: Case, clerk: Staff) -> None:
        with pytest.raises(Unlawful, match="重大利益"):
            tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=" ")


class TestHearing:
    def test_nothing_is_decided_while_a_hearing_may_still_be_asked_for(self, case: Case, clerk: Staff) -> None:
        tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        with pytest.raises(Unlawful, match="2026-03-18"):
            grant(case, by=clerk, at=on("2026-03-18"))
        grant(case, by=clerk, at=on("2026-03-19"))

    def test_asked_for_it_is_held_within_twenty_working_days_before_the_decision(
        self, case: Case, clerk: Staff
    ) -> None:
        party = tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        record_statement(case, by=clerk, at=on("2026-03-12"), party=party, text="反对。", asks_hearing=True)

        assert due(case, "hearing-request") is None
        assert due(case, "hearing-held") == D(2026, 4, 10)  # the 6th of April is a holiday
        assert sent(CaseProgressed)[-1].act is CaseAct.HEARING_REQUESTED
        with pytest.raises(Unlawful, match="须先举行听证"):
            grant(case, by=clerk, at=on("2026-03-19"))

        hearing = {
            "ground": Ground.HEARING, "expected_days": 15, "chair": officials(1)[0], "reasons": "二楼会议室，9时",
        }  # fmt: skip
        with pytest.raises(Unlawful, match="最迟2026-04-10"):
            start_procedure(case, by=clerk, at=on("2026-03-20"), held_on=D(2026, 4, 13), **hearing)
        start_procedure(case, by=clerk, at=on("2026-03-20"), held_on=D(2026, 4, 1), **hearing)
        assert due(case, "hearing-held") == D(2026, 4, 10), "only the decision's clocks stand still"
        assert due(case, "statutory") is None
        end_procedure(case, by=clerk, at=on("2026-04-01"), result="听证笔录见附件。")
        assert due(case, "hearing-held") is None
        grant(case, by=clerk, at=on("2026-04-02"))

    def test_comes_too_late_after_the_five_days_and_without_having_been_told(self, case: Case, clerk: Staff) -> None:
        with pytest.raises(Unlawful, match="先告知"):
            record_statement(case, by=clerk, at=on("2026-03-11"), asks_hearing=True)
        tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        with pytest.raises(Unlawful, match="届满"):
            record_statement(case, by=clerk, at=on("2026-03-19"), asks_hearing=True)

    def test_a_statement_alone_holds_nothing_up(self, case: Case, clerk: Staff) -> None:
        record_statement(case, by=clerk, at=on("2026-03-11"), text="申请人补充说明：已加装油烟净化器。")
        with pytest.raises(Incomplete):
            record_statement(case, by=clerk, at=on("2026-03-11"), text=" ")
        grant(case, by=clerk, at=on("2026-03-11"))
        assert case.statements.get().party is None

    def test_is_handled_on_two_pages_and_stands_on_the_case(self, case: Case, clerk: Staff) -> None:
        browser = Client()
        browser.force_login(Official.objects.get(pk=clerk.pk))
        page = reverse("casework:case", args=[case.number])
        telling = reverse("casework:act", args=[case.number, "tell-party"])
        assert telling in browser.get(page).content.decode()
        press = {"seen": case.version, "token": "6f0f7a52-0c3e-4b6e-9a53-0d7b1f0a6a01"}
        answer = browser.post(telling, {**press, "name": "李邻居", "contact": "13800000001", "interest": INTEREST})
        assert answer.status_code == 302
        case.refresh_from_db()
        saying = reverse("casework:act", args=[case.number, "record-statement"])
        assert "李邻居" in browser.get(saying).content.decode()
        press = {"seen": case.version, "token": "6f0f7a52-0c3e-4b6e-9a53-0d7b1f0a6a02"}
        given = {**press, "party": case.parties.get().pk, "text": "影响采光。"}
        assert browser.post(saying, given).status_code == 302
        html = browser.get(page).content.decode()
        for words in ("利害关系人和陈述申辩", "李邻居", INTEREST, "利害关系人告知书", "影响采光。"):
            assert words in html


class TestInspectionByLaw:
    @pytest.fixture
    def quarantine(self) -> Case:
        """A licence that rests on a quarantine (art 55), promised in ten days, accepted on Tuesday the 10th."""
        document = starting_document("animal-quarantine")
        document["limits"]["promised"]["n"] = 10
        next(clock for clock in document["clocks"] if clock["code"] == "promised")["n"] = 10
        given_release("animal-quarantine", limits=document["limits"], clocks=document["clocks"])
        organ = "340102-agriculture"
        return accepted_case("2026-03-10", by=given_staff(organ), item="animal-quarantine", organ=organ)

    def test_two_officials_are_sent_within_five_working_days(self, quarantine: Case) -> None:
        by = given_staff("340102-agriculture")
        assert due(quarantine, "inspection") == D(2026, 3, 17)
        start_procedure(
            quarantine, by=by, at=on("2026-03-11"), ground=Ground.QUARANTINE, expected_days=3, officials=officials(2)
        )
        assert due(quarantine, "inspection") is None

    def test_is_what_the_office_must_keep_first_while_it_runs(self, quarantine: Case) -> None:
        assert quarantine.promised_due_on == D(2026, 3, 24)
        assert quarantine.due_on == D(2026, 3, 17)
        assert urgency_of(quarantine, D(2026, 3, 17)) is Urgency.WARNING
        assert urgency_of(quarantine, D(2026, 3, 18)) is Urgency.RED


class TestPreReview:
    def test_the_town_reviews_within_twenty_working_days_before_the_county_decides(self) -> None:
        document = starting_document("food-business-licence")
        for step in document["steps"]:
            if step["kind"] in {"accept", "review"}:
                step["organ_kind"] = "town-government"
        given_release("food-business-licence", version=2, steps=document["steps"])
        by = given_staff(TOWN)
        case = accepted_case(
            "2026-03-10", by=by, item="food-business-licence", version=2, organ=ORGAN, division="340102100"
        )
        assert due(case, "pre-review") == D(2026, 4, 8)
        clock = clock_of(("case", case.number), "pre-review")
        assert clock is not None
        assert "第四十三条" in explain(clock)
        pass_step(case, by=by, at=on("2026-03-12"), opinion="初审符合。")
        assert due(case, "pre-review") is None
        assert case.organ_key == ORGAN


class TestJointExtension:
    @pytest.fixture
    def bus(self) -> Case:
        given_release("school-bus-permit")
        organ = "340102-education"
        return accepted_case("2026-03-10", by=given_staff(organ), item="school-bus-permit", organ=organ)

    def test_belongs_to_the_head_of_the_government(self, bus: Case) -> None:
        facts = {"at": on("2026-03-13"), "days": 15, "reasons": "需要会商。"}
        with pytest.raises(NotYourDuty, match="本级人民政府负责人"):
            extend(bus, by=given_staff("340102-education"), **facts)
        government = given_staff("340102-general-office", Duty.CASE_EXTEND)
        extend(case_for(government, number=bus.number), by=government, **facts)
        notice = bus.notices.get(kind="extension")
        assert notice.facts["joint"] is True
        assert notice.facts["days"] == 15
        for code in ("statutory", "promised"):
            clock = clock_of(("case", bus.number), code)
            assert clock is not None
            assert "经本级人民政府负责人批准" in explain(clock)

    def test_lets_the_government_of_the_place_see_the_case_and_no_other(self, bus: Case) -> None:
        with pytest.raises(NotVisible):
            case_for(given_staff("340103-general-office", Duty.CASE_EXTEND), number=bus.number)


def said(case: Case, text: str = "请求听证。", *, at: str = "2026-03-12", asks_hearing: bool = True) -> StatementMade:
    return StatementMade(
        case_number=case.number,
        statement_id=uuid4(),
        asks_hearing=asks_hearing,
        made_at=on(at),
        content=seal_for("inner", {"text": text}),
    )


def last_told(case: Case) -> tuple[CaseAct, dict[str, Any]]:
    message = [each for each in sent(CaseProgressed) if each.case_number == case.number][-1]
    return message.act, unseal_as("outer", message.private)


class TestAskedForOnLine:
    @pytest.fixture
    def offered(self, case: Case, clerk: Staff) -> Case:
        tell_party(case, by=clerk, at=on("2026-03-11"), name="李邻居", interest=INTEREST)
        return case

    def test_the_offer_names_its_last_day(self, offered: Case) -> None:
        act, private = last_told(offered)
        assert act is CaseAct.HEARING_OFFERED
        assert private["hearing"] == {"request_by_on": "2026-03-18"}

    def test_the_twenty_days_run_as_if_an_official_had_recorded_it(self, offered: Case) -> None:
        deliver(said(offered, "油烟与我无关，请求听证。", at="2026-03-12"))
        offered.refresh_from_db()
        assert due(offered, "hearing-request") is None
        assert due(offered, "hearing-held") == offered.hearing_due_on == D(2026, 4, 10)
        statement = offered.statements.get()
        assert (statement.text, statement.asks_hearing, statement.party) == ("油烟与我无关，请求听证。", True, None)
        assert statement.made_on == D(2026, 3, 12)
        act, private = last_told(offered)
        assert act is CaseAct.HEARING_REQUESTED
        assert private["hearing"] == {"held_by_on": "2026-04-10"}

    def test_the_last_day_counts_though_the_message_arrives_after_it(self, offered: Case) -> None:
        receive_statement(said(offered, at="2026-03-18"), at=on("2026-03-20"))
        assert offered.statements.get().asks_hearing
        assert due(offered, "hearing-held") == D(2026, 4, 16)

    def test_too_late_it_is_kept_as_a_statement_and_the_applicant_told_so(self, offered: Case) -> None:
        deliver(said(offered, at="2026-03-19"))
        assert not offered.statements.get().asks_hearing
        assert due(offered, "hearing-held") is None
        act, private = last_told(offered)
        assert act is CaseAct.STATEMENT_RECEIVED
        assert "2026-03-18届满" in private["reasons"]

    def test_beside_a_neighbours_request_it_starts_no_second_clock(self, offered: Case, clerk: Staff) -> None:
        party = offered.parties.get()
        record_statement(offered, by=clerk, at=on("2026-03-12"), party=party, text="反对。", asks_hearing=True)
        deliver(said(offered, at="2026-03-13"))
        assert due(offered, "hearing-held") == D(2026, 4, 10)
        assert offered.statements.filter(asks_hearing=True).count() == 2
        assert last_told(offered)[0] is CaseAct.STATEMENT_RECEIVED

    def test_one_press_is_one_statement(self, offered: Case) -> None:
        message = said(offered)
        deliver(message)
        deliver(message)
        assert offered.statements.count() == 1

    def test_an_open_page_learns_of_it_before_it_decides(self, case: Case, clerk: Staff) -> None:
        seen = case.version
        deliver(said(case, "我已加装净化器。", asks_hearing=False))
        with pytest.raises(ChangedMeanwhile):
            grant(case, by=clerk, at=on("2026-03-12"), seen=seen)

    def test_is_heard_during_an_inspection_too_and_pulls_its_end_forward_only_if_need_be(
        self, offered: Case, clerk: Staff
    ) -> None:
        start_procedure(
            offered,
            by=clerk,
            at=on("2026-03-12"),
            ground=Ground.TESTING,
            expected_days=40,
            officials=officials(2),
        )
        deliver(said(offered, at="2026-03-13"))
        offered.refresh_from_db()
        assert offered.state == "in_procedure"
        assert offered.due_on == offered.hearing_due_on == D(2026, 4, 13)
        end_procedure(offered, by=clerk, at=on("2026-03-16"), result="合格。")
        offered.refresh_from_db()
        assert offered.due_on == D(2026, 3, 19), "the promise leads again"

    def test_comes_too_late_after_the_decision(self, case: Case, clerk: Staff) -> None:
        grant(case, by=clerk, at=on("2026-03-11"))
        with pytest.raises(Rejected, match="too_late"):
            deliver(said(case, asks_hearing=False))

    def test_is_a_to_do_for_whoever_the_case_waits_for(self, offered: Case, clerk: Staff) -> None:
        deliver(said(offered))
        deliver_all()
        official = Official.objects.get(pk=clerk.pk)
        (message,) = told(str(official.as_actor()))
        assert "申请听证" in message.text.title
        assert "2026年4月10日" in message.text.body
        browser = Client()
        browser.force_login(official)
        assert "要求听证" in browser.get(reverse("casework:todo")).content.decode()
        html = browser.get(reverse("casework:case", args=[offered.number])).content.decode()
        for words in ("须在2026年4月10日前组织听证", "请求听证。", "网上提出"):
            assert words in html
        start = browser.get(reverse("casework:act", args=[offered.number, "start-procedure"])).content.decode()
        assert '<option value="hearing" selected>' in start

    def test_its_day_is_told_with_the_chair(self, offered: Case, clerk: Staff) -> None:
        deliver(said(offered))
        chair = officials(1)[0]
        start_procedure(
            offered,
            by=clerk,
            at=on("2026-03-20"),
            ground=Ground.HEARING,
            expected_days=15,
            chair=chair,
            reasons="二楼会议室，9时",
            held_on=D(2026, 4, 1),
        )
        act, private = last_told(offered)
        assert act is CaseAct.PROCEDURE_STARTED
        assert private["hearing"] == {"held_on": "2026-04-01", "chair": chair.display_name}
        assert private["reasons"] == "二楼会议室，9时"
