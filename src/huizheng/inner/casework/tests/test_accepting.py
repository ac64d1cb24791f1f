"""From receipt to acceptance, by 行政许可法 art 32, with dated examples."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from huizheng.commons.clocks.api import clock_of, explain
from huizheng.commons.keys.api import seal_for
from huizheng.commons.keys.testing import unseal_as
from huizheng.gate.contracts import CaseAct, CaseProgressed, CorrectionSubmitted
from huizheng.gate.testing import deliver as arrive
from huizheng.gate.testing import sent
from huizheng.inner.casework.api import (
    Incomplete,
    NotNow,
    Staff,
    State,
    Unlawful,
    accept,
    declare_not_needed,
    deem_accepted,
    refuse_acceptance,
    request_correction,
)
from huizheng.inner.casework.models import Case, Correction
from huizheng.inner.casework.queries import hand_ins
from huizheng.inner.casework.tasks import deem_overdue
from huizheng.inner.casework.testing import application, on, received_case

pytestmark = pytest.mark.usefixtures("shop")
FIELDS = [{"key": "in.address", "label": "经营场所", "reason": "地址缺门牌号。"}]
MATERIALS = [{"key": "m2", "label": "经营者居民身份证", "reason": "照片不清晰。"}]


def ask_for_correction(case: Case, by: Staff, day: str) -> Correction:
    return request_correction(case, by=by, at=on(day), fields=FIELDS, materials=MATERIALS, note="请重新上传。")


def correct(case: Case, day: str, **answers) -> None:
    content = {"applicant": {"name": "王小明"}, "answers": answers, "materials": [], "delivery": {}}
    arrive(
        CorrectionSubmitted(case_number=case.number, submitted_at=on(day), content=seal_for("inner", content)),
        at=on(day),
    )
    case.refresh_from_db()


class TestReceipt:
    def test_starts_five_working_days_across_a_holiday(self) -> None:
        # 2026-02-15 to 02-23 are the Spring Festival; Saturday 02-14 and 02-28 are worked.
        case = received_case("2026-02-13")
        assert case.received_on == dt.date(2026, 2, 13)
        assert case.due_on == dt.date(2026, 2, 27)
        assert case.waiting_duty == "case_accept"

    def test_the_same_application_makes_one_case(self) -> None:
        message = application(submitted_at=on("2026-03-10"))
        arrive(message, at=on("2026-03-10"))
        arrive(message, at=on("2026-03-10"))
        assert Case.objects.count() == 1
        assert [told.act for told in sent(CaseProgressed)] == [CaseAct.RECEIVED]

    def test_the_content_lies_encrypted_and_opens_only_where_it_belongs(self) -> None:
        case = received_case("2026-03-10", answers={"in.name": "徽州小店"})
        content = case.contents.get()
        assert "徽州小店".encode() not in bytes(content.sealed_body)
        assert "王小明".encode() not in bytes(content.sealed_body)
        assert hand_ins(case)[0].answers == {"in.name": "徽州小店"}
        other = received_case("2026-03-10")
        moved = other.contents.get()
        moved.sealed_body = content.sealed_body
        moved.save()
        with pytest.raises(ValueError):
            hand_ins(other)

    def test_only_the_masked_certificate_stands_in_the_row(self) -> None:
        case = received_case("2026-03-10")
        assert "19900101" not in case.applicant_certificate
        assert case.applicant_certificate.startswith("3401")


class TestAccept:
    def test_starts_both_clocks_on_the_day_of_acceptance(self, clerk: Staff) -> None:
        case = accept(received_case("2026-03-10"), by=clerk, at=on("2026-03-12"))
        assert case.accepted_on == dt.date(2026, 3, 12)
        assert case.statutory_due_on == dt.date(2026, 3, 17)
        assert case.promised_due_on == dt.date(2026, 3, 12)
        assert not case.deemed_accepted
        told = sent(CaseProgressed)[-1]
        assert told.act is CaseAct.ACCEPTED
        assert told.statutory_due_on == dt.date(2026, 3, 17)
        assert "2026年3月17日" in told.clock_note

    def test_gives_a_numbered_notice_without_gaps(self, clerk: Staff) -> None:
        cases = [received_case("2026-03-10") for _ in range(3)]
        with pytest.raises(Incomplete):
            refuse_acceptance(cases[0], by=clerk, at=on("2026-03-10"), reasons=" ")
        for case in cases:
            accept(case, by=clerk, at=on("2026-03-10"))
        numbers = [case.notices.get().number for case in cases]
        assert [number.partition("〕")[2] for number in numbers] == ["1号", "2号", "3号"]

    def test_after_the_five_days_counts_from_the_receipt(self, clerk: Staff) -> None:
        case = accept(received_case("2026-03-10"), by=clerk, at=on("2026-03-19"))
        assert case.deemed_accepted
        assert case.accepted_on == dt.date(2026, 3, 10)
        assert case.statutory_due_on == dt.date(2026, 3, 13)


class TestDeemedAcceptance:
    def test_waits_for_the_last_day_to_pass(self) -> None:
        case = received_case("2026-03-10")
        with pytest.raises(NotNow):
            deem_accepted(case, at=on("2026-03-17", dt.time(23, 59)))

    def test_counts_from_the_day_of_receipt(self) -> None:
        case = received_case("2026-03-10")
        assert deem_overdue(at=on("2026-03-17")) == 0
        assert deem_overdue(at=on("2026-03-18", dt.time(0, 10))) == 1
        case.refresh_from_db()
        assert case.state == State.IN_STEP
        assert case.deemed_accepted
        assert case.accepted_on == dt.date(2026, 3, 10)
        assert case.statutory_due_on == dt.date(2026, 3, 13)
        assert sent(CaseProgressed)[-1].act is CaseAct.DEEMED_ACCEPTED
        assert sent(CaseProgressed)[-1].legal_on == dt.date(2026, 3, 10)

    def test_makes_a_late_correction_notice_unlawful(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        with pytest.raises(Unlawful, match="即为受理"):
            ask_for_correction(case, clerk, "2026-03-18")

    def test_leaves_a_case_that_waits_for_the_applicant_alone(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        ask_for_correction(case, clerk, "2026-03-16")
        assert deem_overdue(at=on("2026-04-30")) == 0
        case.refresh_from_db()
        assert case.state == State.CORRECTION_REQUESTED


class TestCorrection:
    def test_is_told_once_with_every_field_and_reason(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        ask_for_correction(case, clerk, "2026-03-16")
        assert case.waiting_duty == ""
        told = sent(CaseProgressed)[-1]
        private = unseal_as("outer", told.private)
        assert private["correction"] == {
            "note": "请重新上传。",
            "fields": [{"key": "in.address", "reason": "地址缺门牌号。"}],
            "materials": [{"key": "m2", "reason": "照片不清晰。"}],
        }
        assert case.notices.get().facts["fields"] == [{"name": "经营场所", "reason": "地址缺门牌号。"}]

    def test_restarts_the_five_days_when_the_applicant_has_answered(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        ask_for_correction(case, clerk, "2026-03-16")
        correct(case, "2026-04-20", **{"in.address": "长江路1号"})
        assert case.state == State.CORRECTION_RECEIVED
        assert case.correction_received_on == dt.date(2026, 4, 20)
        assert case.due_on == dt.date(2026, 4, 27)
        versions = hand_ins(case)
        assert [version.answers.get("in.address") for version in versions] == [None, "长江路1号"]
        assert deem_overdue(at=on("2026-04-28")) == 1
        case.refresh_from_db()
        assert case.accepted_on == dt.date(2026, 4, 20)

    def test_cannot_be_told_a_second_time(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        ask_for_correction(case, clerk, "2026-03-16")
        correct(case, "2026-03-20")
        with pytest.raises(NotNow):
            ask_for_correction(case, clerk, "2026-03-20")
        entry = case.entries.last()
        with pytest.raises(IntegrityError):
            Correction.objects.create(case=case, entry=entry, requested_on=dt.date(2026, 3, 20))

    def test_each_line_needs_its_reason(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        with pytest.raises(Incomplete) as caught:
            request_correction(
                case,
                by=clerk,
                at=on("2026-03-11"),
                materials=[],
                fields=[{"key": "in.name", "label": "字号名称", "reason": " "}],
            )
        assert caught.value.field == "in.name"
        case.refresh_from_db()
        assert case.state == State.RECEIVED

    def test_a_correction_nobody_asked_for_is_refused_at_the_gate(self) -> None:
        from huizheng.gate.api import Rejected

        case = received_case("2026-03-10")
        with pytest.raises(Rejected, match="not_awaited"):
            correct(case, "2026-03-11")
        assert case.contents.count() == 1

    def test_the_explanation_says_that_the_days_began_anew(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        ask_for_correction(case, clerk, "2026-03-16")
        correct(case, "2026-03-20")
        clock = clock_of(("case", case.number), "acceptance")
        assert clock is not None
        assert "补正" in explain(clock)
        assert "2026年3月27日" in explain(clock)


class TestRefusal:
    def test_names_the_right_organ_and_the_remedies(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        refuse_acceptance(
            case,
            by=clerk,
            at=on("2026-03-10"),
            reasons="不属于本机关职权范围。",
            right_organ="合肥市庐阳区市场监督管理局",
        )
        assert case.state == State.REFUSED_ACCEPTANCE
        assert case.closed_at is not None
        private = unseal_as("outer", sent(CaseProgressed)[-1].private)
        assert private["right_organ"] == "合肥市庐阳区市场监督管理局"
        assert "复议" in private["remedy"]
        assert "诉讼" in private["remedy"]
        notice = case.notices.get()
        assert notice.facts["ground"] == "wrong_organ"
        assert notice.facts["right_organ"] == "合肥市庐阳区市场监督管理局"

    def test_a_matter_that_needs_no_licence_is_told_at_once(self, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        declare_not_needed(case, by=clerk, at=on("2026-03-10"), reasons="销售农副产品等零星小额交易不需登记。")
        assert case.state == State.NOT_NEEDED
        assert case.notices.get().kind == "not_needed"
