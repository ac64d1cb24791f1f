"""Every clock of the licence procedure, with dated examples (行政许可法 arts 32, 42, 44, 45, 48, 55, 82)."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.calendar.testing import load_imagined
from huizheng.commons.clocks.api import clock_of, explain
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.testing import unseal_as
from huizheng.gate.contracts import CaseAct, CaseProgressed
from huizheng.gate.testing import sent
from huizheng.inner.casework.api import (
    Case,
    Ground,
    Incomplete,
    NotNow,
    NotYourDuty,
    Staff,
    State,
    Unlawful,
    decline,
    end_procedure,
    extend,
    grant,
    pass_step,
    start_procedure,
)
from huizheng.inner.casework.models import Extension
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.rules import Urgency
from huizheng.inner.casework.showing import urgency_of
from huizheng.inner.casework.testing import ORGAN, accepted_case, deciding_case, given_staff, on, received_case
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty, Official

D = dt.date
PLACE = "3月20日9时，二楼会议室"


@pytest.fixture
def kitchen(shop: None) -> None:
    """A licence of twenty working days, promised in five, with an inspection on the spot."""
    given_release("food-business-licence")


def food_case(day: str, by: Staff) -> Case:
    return accepted_case(day, by=by, item="food-business-licence")


def inspectors(count: int) -> list[Official]:
    return [Official.objects.get(pk=given_staff(ORGAN, Duty.CASE_INSPECT).pk) for _ in range(count)]


@pytest.mark.usefixtures("kitchen")
class TestDecisionClock:
    @pytest.mark.parametrize(
        ("accepted", "statutory", "promised"),
        [
            ("2026-02-10", D(2026, 3, 16), D(2026, 2, 24)),
            ("2026-09-18", D(2026, 10, 22), D(2026, 9, 24)),
            ("2026-03-10", D(2026, 4, 8), D(2026, 3, 17)),
        ],
    )
    def test_runs_twenty_working_days_from_acceptance(
        self,
        clerk: Staff,
        accepted: str,
        statutory: dt.date,
        promised: dt.date,
    ) -> None:
        case = food_case(accepted, clerk)
        assert case.statutory_due_on == statutory
        assert case.promised_due_on == promised
        assert case.due_on == promised

    def test_warns_when_four_fifths_are_used(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        assert case.warn_on == D(2026, 3, 16)

    def test_explains_itself_with_the_article(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        clock = clock_of(("case", case.number), "statutory")
        assert clock is not None
        words = explain(clock)
        assert "第四十二条" in words
        assert "2026年4月8日" in words

    def test_stops_with_the_decision_and_delivery_begins(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        grant(case, by=clerk, at=on("2026-03-12"))
        case.refresh_from_db()
        statutory = clock_of(("case", case.number), "statutory")
        assert statutory is not None
        assert statutory.stopped_on == D(2026, 3, 12)
        assert case.due_on == D(2026, 3, 26)
        assert case.waiting_duty == "case_deliver"

    def test_after_the_decision_only_the_ten_days_of_delivery_are_urgent(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        grant(case, by=clerk, at=on("2026-03-12"))
        case.refresh_from_db()
        assert case.statutory_due_on == D(2026, 3, 13)
        assert urgency_of(case, D(2026, 3, 18)) is Urgency.CALM
        assert urgency_of(case, D(2026, 3, 26)) is Urgency.WARNING
        assert urgency_of(case, D(2026, 3, 27)) is Urgency.RED

    def test_before_acceptance_the_five_days_of_the_law_are_urgent(self) -> None:
        case = received_case("2026-03-10")
        assert case.due_on is not None
        assert urgency_of(case, case.due_on) is Urgency.WARNING
        assert urgency_of(case, case.due_on + dt.timedelta(days=1)) is Urgency.RED

    def test_a_new_holiday_notice_moves_the_days_and_tells_the_applicant(self, clerk: Staff) -> None:
        case = food_case("2026-12-25", clerk)
        before = case.statutory_due_on
        assert before is not None
        load_imagined(2027, at=on("2026-12-28"), off=("01-04", "01-05"))
        deliver_all()
        case.refresh_from_db()
        assert case.statutory_due_on is not None
        assert case.statutory_due_on > before
        told = [message for message in sent(CaseProgressed) if message.act is CaseAct.CLOCK_RECOMPUTED]
        assert len(told) == 1
        assert told[0].statutory_due_on == case.statutory_due_on
        assert case.entries.filter(act="follow_calendar").count() == 1


@pytest.mark.usefixtures("kitchen")
class TestExtension:
    def test_adds_ten_working_days_once_and_tells_the_reasons(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        extension = extend(case, by=clerk, at=on("2026-03-13"), days=10, reasons="需要会商有关部门。")
        assert extension.due_before_on == D(2026, 4, 8)
        assert extension.due_after_on == D(2026, 4, 22)
        assert case.statutory_due_on == D(2026, 4, 22)
        assert case.promised_due_on == D(2026, 3, 31)
        told = sent(CaseProgressed)[-1]
        assert told.act is CaseAct.EXTENDED
        assert unseal_as("outer", told.private)["reasons"] == "需要会商有关部门。"
        assert case.notices.get(kind="extension").facts["days"] == 10
        with pytest.raises(Unlawful, match="已延长过一次"):
            extend(case, by=clerk, at=on("2026-03-16"), days=1, reasons="再延长")
        assert Extension.objects.count() == 1

    def test_belongs_to_the_head_of_the_organ(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        reviewer = given_staff(ORGAN, Duty.CASE_REVIEW)
        with pytest.raises(NotYourDuty, match="负责人"):
            extend(case, by=reviewer, at=on("2026-03-13"), days=10, reasons="需要会商。")

    def test_comes_too_late_when_the_period_has_run_out(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        with pytest.raises(Unlawful, match="届满"):
            extend(case, by=clerk, at=on("2026-04-09"), days=10, reasons="需要会商。")
        case.refresh_from_db()
        assert case.statutory_due_on == D(2026, 4, 8)

    def test_leaves_a_broken_promise_broken(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        extend(case, by=clerk, at=on("2026-03-20"), days=10, reasons="需要会商。")
        assert case.promised_due_on == D(2026, 3, 17)
        assert case.statutory_due_on == D(2026, 4, 22)


@pytest.mark.usefixtures("kitchen")
class TestSpecialProcedure:
    def test_stops_both_clocks_and_tells_the_time_in_writing(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        start_procedure(
            case,
            by=clerk,
            at=on("2026-03-11"),
            ground=Ground.INSPECTION,
            expected_days=5,
            officials=inspectors(2),
        )
        assert case.state == State.IN_PROCEDURE
        assert case.statutory_due_on is None
        assert case.due_on == D(2026, 3, 18)
        told = sent(CaseProgressed)[-1]
        assert told.act is CaseAct.PROCEDURE_STARTED
        assert "暂停计算" in told.clock_note
        notice = case.notices.get(kind="special_procedure")
        assert notice.facts["days"] == 5
        assert notice.facts["procedure"] == "检验"
        end_procedure(case, by=clerk, at=on("2026-03-18"), result="检验合格。")
        assert case.state == State.IN_STEP
        # 2026-03-11 to 03-17 are five working days that are not counted.
        assert case.statutory_due_on == D(2026, 4, 15)
        assert case.promised_due_on == D(2026, 3, 24)
        assert case.due_on == D(2026, 3, 24)

    def test_needs_two_officials_for_an_inspection(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        with pytest.raises(Unlawful, match="两名以上"):
            start_procedure(
                case,
                by=clerk,
                at=on("2026-03-11"),
                ground=Ground.INSPECTION,
                expected_days=5,
                officials=inspectors(1) * 2,
            )

    def test_takes_the_law_of_an_on_site_check_from_the_release(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        check = {"ground": Ground.ON_SITE_CHECK, "expected_days": 5, "officials": inspectors(2)}
        assert not plan_for(case).step(case.step_index).stops_clock
        with pytest.raises(Unlawful, match="法律依据"):
            start_procedure(case, by=clerk, at=on("2026-03-11"), **check)
        pass_step(case, by=clerk, at=on("2026-03-11"), opinion="材料齐全。")
        assert plan_for(case).step(case.step_index).stops_clock
        procedure = start_procedure(case, by=clerk, at=on("2026-03-11"), **check)
        assert "行政许可法" in procedure.law

    def test_an_inspected_step_passes_only_with_two_names(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        pass_step(case, by=clerk, at=on("2026-03-11"), opinion="材料齐全。")
        with pytest.raises(Incomplete) as caught:
            pass_step(case, by=clerk, at=on("2026-03-11"), opinion="现场符合。")
        assert caught.value.field == "officials"
        start_procedure(
            case,
            by=clerk,
            at=on("2026-03-11"),
            ground=Ground.ON_SITE_CHECK,
            expected_days=5,
            officials=inspectors(2),
        )
        end_procedure(case, by=clerk, at=on("2026-03-13"), result="现场符合规范。")
        pass_step(case, by=clerk, at=on("2026-03-13"), opinion="现场符合。")
        assert case.step_index == plan_for(case).deciding.index
        assert len(case.entries.last().facts["officials"]) == 2

    def test_a_hearing_is_chaired_by_somebody_who_did_not_review(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        reviewer = Official.objects.get(pk=clerk.pk)
        hearing = {"ground": Ground.HEARING, "expected_days": 15, "held_on": D(2026, 3, 20), "reasons": PLACE}
        with pytest.raises(Unlawful, match="第四十八条"):
            start_procedure(case, by=clerk, at=on("2026-03-11"), chair=reviewer, **hearing)
        with pytest.raises(Incomplete):
            start_procedure(case, by=clerk, at=on("2026-03-11"), **hearing)
        start_procedure(case, by=clerk, at=on("2026-03-11"), chair=inspectors(1)[0], **hearing)
        assert case.state == State.IN_PROCEDURE
        told = case.notices.get(kind="special_procedure").facts
        assert PLACE in told["ground"]
        assert "2026年3月20日" in told["procedure_note"]
        assert "有权申请回避" in told["procedure_note"]

    def test_a_hearing_is_told_with_its_place_seven_working_days_ahead(self, clerk: Staff) -> None:
        case = food_case("2026-03-10", clerk)
        hearing = {"ground": Ground.HEARING, "expected_days": 15, "chair": inspectors(1)[0]}
        with pytest.raises(Unlawful, match="七个工作日"):  # seven days of the calendar are five of the law
            start_procedure(case, by=clerk, at=on("2026-03-11"), held_on=D(2026, 3, 18), reasons=PLACE, **hearing)
        with pytest.raises(Incomplete):
            start_procedure(case, by=clerk, at=on("2026-03-11"), held_on=D(2026, 3, 20), **hearing)

    def test_nothing_is_decided_while_it_runs(self, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        start_procedure(case, by=clerk, at=on("2026-03-10"), ground=Ground.EXPERT_REVIEW, expected_days=10)
        with pytest.raises(NotNow):
            grant(case, by=clerk, at=on("2026-03-11"))
        with pytest.raises(NotNow):
            decline(case, by=clerk, at=on("2026-03-11"), reasons="不符合")
