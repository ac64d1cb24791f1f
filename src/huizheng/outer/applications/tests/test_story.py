"""The applicant's story through the door: draft, submission, the office's acts, correction, result, rating."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from huizheng.commons.files.api import files_of
from huizheng.commons.files.testing import stored_file
from huizheng.commons.notices.testing import told
from huizheng.gate.contracts import (
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CaseAct,
    CaseRated,
    CorrectionSubmitted,
    RatingAnswered,
    ResultReceived,
)
from huizheng.gate.testing import deliver, sent
from huizheng.lib.identifiers import is_case_number
from huizheng.outer.accounts.api import Party, PartyKind
from huizheng.outer.accounts.testing import given_agent, given_enterprise, given_party
from huizheng.outer.applications import api, testing
from huizheng.outer.applications.actions import drafting, following, submitting
from huizheng.outer.applications.materials import owner_of
from huizheng.outer.applications.models import Application, TimelineEntry
from huizheng.outer.applications.queries import open_correction, own_copy, query_code_digest
from huizheng.outer.applications.rules import draft_kept_until
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web.verifying import is_genuine

pytestmark = pytest.mark.django_db
NOW = testing.NOW


class TestDraft:
    def test_keeps_what_was_typed_right_or_wrong(self) -> None:
        application, _ = testing.given_draft()
        api.save_draft(application, answers={"person.mobile": "not a number"}, revision=0, at=NOW)
        application.refresh_from_db()
        assert own_copy(application)["answers"] == {"person.mobile": "not a number"}

    def test_a_newer_save_from_elsewhere_is_never_overwritten(self) -> None:
        application, _ = testing.given_draft()
        api.save_draft(application, answers={"stall.name": "甲"}, revision=0, at=NOW)
        with pytest.raises(api.StaleDraft):
            api.save_draft(application, answers={"stall.name": "乙"}, revision=0, at=NOW)

    def test_is_unreadable_in_the_database(self) -> None:
        application, _ = testing.given_draft()
        assert "王小茶".encode() not in bytes(application.own_copy)

    def test_discarding_erases_content_and_files(self) -> None:
        application, party = testing.given_draft()
        api.discard_draft(application, by=party, at=NOW)
        application.refresh_from_db()
        assert application.own_copy is None
        assert not files_of(owner_of(application)).exists()
        assert not api.mine(party).exists()

    def test_is_deleted_after_a_quarter_in_which_nobody_touched_it(self) -> None:
        application, party = testing.given_draft()
        kept_until = draft_kept_until(application.saved_at)
        left_for = dt.timedelta(days=90)
        assert drafting.forget_drafts(at=application.saved_at + left_for - dt.timedelta(seconds=1)) == 0
        assert drafting.forget_drafts(at=application.saved_at + left_for) == 1

        application.refresh_from_db()
        assert (application.state, application.own_copy) == (ApplicationState.DISCARDED, None)
        assert not files_of(owner_of(application)).exists()
        assert not api.mine(party).exists()
        assert kept_until == timezone.localdate(NOW + left_for)

    def test_is_kept_while_files_are_added(self) -> None:
        application, _ = testing.given_draft()
        later = application.saved_at + dt.timedelta(days=90)
        files_of(owner_of(application)).update(stored_at=later - dt.timedelta(days=1))
        assert drafting.forget_drafts(at=later) == 0

    def test_its_owner_is_told_once_a_fortnight_before(self) -> None:
        application, party = testing.given_draft()
        reader = str(party.account.as_actor())
        left = application.saved_at
        assert drafting.warn_of_drafts(at=left + dt.timedelta(days=75)) == 0
        assert drafting.warn_of_drafts(at=left + dt.timedelta(days=76)) == 1
        drafting.warn_of_drafts(at=left + dt.timedelta(days=77))
        (message,) = [each for each in told(reader) if "草稿将于" in each.text.title]
        assert "继续填写" in message.text.body

        api.save_draft(application, answers={}, revision=0, at=left + dt.timedelta(days=78))
        assert drafting.warn_of_drafts(at=left + dt.timedelta(days=90)) == 0
        assert drafting.forget_drafts(at=left + dt.timedelta(days=90)) == 0

    def test_somebody_elses_does_not_exist(self) -> None:
        application, _ = testing.given_draft()
        with pytest.raises(api.NotVisible):
            api.application_for(given_party(), application.pk)

    def test_any_agent_of_the_enterprise_goes_on_with_it(self) -> None:
        enterprise = given_enterprise()
        first, second = given_agent(enterprise), given_agent(enterprise)
        application, _ = testing.given_draft(party=Party(PartyKind.ENTERPRISE, first, enterprise))
        found = api.application_for(Party(PartyKind.ENTERPRISE, second, enterprise), application.pk)
        assert found == application
        with pytest.raises(api.NotVisible):
            api.application_for(Party(PartyKind.PERSON, first), application.pk)


class TestSubmission:
    def test_gives_number_code_and_a_genuine_receipt(self) -> None:
        application, _ = testing.given_submitted()
        assert is_case_number(application.case_number or "")
        assert application.case_number[:6] == testing.DIVISION
        code = own_copy(application)["query_code"]
        assert api.application_by_code(number=application.case_number, code=code) == application
        receipt = application.receipts.get()
        assert is_genuine(receipt)
        receipt.statement["case_number"] = "340102260302999999"
        assert not is_genuine(receipt)

    def test_sends_everything_sealed_for_the_inner_zone_only(self) -> None:
        application, _ = testing.given_submitted()
        message = sent(ApplicationSubmitted)[0]
        assert message.case_number == application.case_number
        inside = testing.opened_inside(message.content)
        assert inside["answers"]["stall.name"] == "清风茶摊"
        origins = {entry["key"]: entry["origin"] for entry in inside["materials"]}
        assert origins == {"form": "form", "plan": "upload", "id": "shared", "site": "upload"}
        assert {each.sm3 for each in message.files} == {
            file["sm3"] for entry in inside["materials"] for file in entry["files"]
        }

    def test_leaves_no_file_outside(self) -> None:
        application, _ = testing.given_submitted()
        assert not files_of(owner_of(application)).exists()
        assert [each["name"] for each in own_copy(application)["materials"]] == ["plan.pdf", "site.pdf"]

    def test_a_second_click_finds_what_the_first_one_did(self) -> None:
        application, party = testing.given_draft()
        content = testing.content_of(application, party)
        once = submitting.submit(application, service=content.service, content=content, channel="2", by=party, at=NOW)
        again = submitting.submit(application, service=content.service, content=content, channel="2", by=party, at=NOW)
        assert once.case_number == again.case_number
        assert len(sent(ApplicationSubmitted)) == 1

    def test_names_everything_that_is_missing_at_once(self) -> None:
        application, party = testing.given_draft(
            answers=testing.good_answers(**{"stall.rented": "yes", "stall.name": ""})
        )
        content = testing.content_of(application, party)
        with pytest.raises(api.Incomplete) as caught:
            submitting.submit(application, service=content.service, content=content, channel="2", by=party, at=NOW)
        assert set(caught.value.errors) == {"stall.name", "stall.rent"}
        assert set(caught.value.materials) == {"lease"}
        assert sent(ApplicationSubmitted) == []

    def test_a_promise_stands_for_a_material_that_allows_it(self) -> None:
        application, party = testing.given_draft()
        for stored in files_of(owner_of(application), purpose="site"):
            drafting.remove_material(application, file=stored.pk, by=party, at=NOW)
        missing = testing.content_of(application, party).missing_materials()
        assert set(missing) == {"site"}
        drafting.promise_material(application, key="site", promised=True, by=party, at=NOW)
        assert testing.content_of(application, party, promised={"site"}).missing_materials() == {}
        assert testing.content_of(application, party, promised={"plan"}).missing_materials().keys() == {"site"}

    def test_a_wrong_code_is_as_unknown_as_a_wrong_number(self) -> None:
        application, _ = testing.given_submitted()
        right = own_copy(application)["query_code"]
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        for number, code in ((application.case_number, wrong), ("3401022603020000017", right), ("nonsense", right)):
            with pytest.raises(api.NotVisible):
                api.application_by_code(number=number, code=code)
        assert right not in application.query_code_digest
        assert application.query_code_digest == query_code_digest(application.case_number, right)


class TestTheOfficesActs:
    def test_show_state_days_and_explanation(self) -> None:
        application, _ = testing.given_submitted()
        due = testing.NOW.date() + dt.timedelta(days=7)
        deliver(
            testing.progressed(
                application,
                CaseAct.ACCEPTED,
                private={"text": "材料齐全。"},
                promised_due_on=due,
                clock_note="自受理次日起算。",
            )
        )
        application.refresh_from_db()
        assert application.state == ApplicationState.ACCEPTED
        assert application.promised_due_on == due
        assert application.clock_note == "自受理次日起算。"

    def test_are_shown_once_however_often_they_arrive(self) -> None:
        application, _ = testing.given_submitted()
        message = testing.progressed(application, CaseAct.ACCEPTED)
        envelope = deliver(message)
        following.note_progress(message, envelope_id=envelope.env_id)
        assert application.timeline.filter(act=CaseAct.ACCEPTED).count() == 1

    def test_the_applicant_sees_which_office_read_the_data_and_what_for(self, client: Client) -> None:
        application, party = testing.given_submitted()
        accepted = testing.progressed(application, CaseAct.ACCEPTED, private={"text": "已受理"})
        deliver(accepted)
        deliver(replace(accepted, private=testing.seal_as_inner({"notices": []})))  # its papers read nothing anew
        deliver(testing.progressed(application, CaseAct.CLOCK_RECOMPUTED))

        client.force_login(party.account)
        page = client.get("/account/accesses/").content.decode()
        assert page.count("审查申请内容和材料，决定受理") == 1
        assert application.organ_name in page
        assert application.case_number in page

    def test_private_words_lie_under_the_applicants_key(self) -> None:
        application, _ = testing.given_submitted()
        deliver(testing.progressed(application, CaseAct.REFUSED_ACCEPTANCE, private={"reasons": "不属于本机关职权。"}))
        entry = TimelineEntry.objects.get(act=CaseAct.REFUSED_ACCEPTANCE)
        assert "职权".encode() not in bytes(entry.private)

    def test_a_correction_opens_only_what_was_marked(self) -> None:
        application, party = testing.given_submitted()
        asked = {
            "note": "请补正",
            "fields": [{"key": "stall.name", "reason": "名称与他人相同"}],
            "materials": [{"key": "plan", "reason": "看不清"}],
        }
        deliver(testing.progressed(application, CaseAct.CORRECTION_REQUESTED, private={"correction": asked}))
        application.refresh_from_db()
        assert open_correction(application) == asked
        paper = {"notices": [{"kind": "correction", "number": "补1号", "title": "补正材料通知书"}]}
        deliver(testing.progressed(application, CaseAct.CORRECTION_REQUESTED, private=paper))
        assert open_correction(application) == asked, "the paper that follows takes nothing back"
        content = testing.content_of(application, party, editable={"stall.name"}, marked_materials={"plan"})
        with pytest.raises(api.Incomplete) as caught:
            api.correct(application, content=content, by=party, at=NOW)
        assert set(caught.value.materials) == {"plan"}

        rule = next(each.files for each in content.service.materials if each.key == "plan")
        upload = SimpleUploadedFile("clear.pdf", testing.PDF, "application/pdf")
        drafting.attach_material(application, key="plan", upload=upload, rule=rule, by=party, at=NOW)
        corrected = own_copy(application)["answers"] | {"stall.name": "明月茶摊"}
        content = testing.content_of(
            application, party, answers=corrected, editable={"stall.name"}, marked_materials={"plan"}
        )
        api.correct(application, content=content, by=party, at=NOW)
        inside = testing.opened_inside(sent(CorrectionSubmitted)[0].content)
        assert inside["answers"]["stall.name"] == "明月茶摊"
        application.refresh_from_db()
        assert application.state == ApplicationState.CORRECTION_SUBMITTED
        with pytest.raises(api.NotNow):
            api.correct(application, content=content, by=party, at=NOW)


def test_papers_that_come_late_never_take_the_state_back() -> None:
    application, _ = testing.given_submitted()
    accepted = testing.progressed(application, CaseAct.ACCEPTED, private={"text": "已受理"})
    deliver(accepted)
    deliver(testing.progressed(application, CaseAct.GRANTED, private={"result": {"name": "茶摊证"}}))
    paper = {"notices": [{"kind": "acceptance", "number": "受1号", "title": "受理通知书"}]}
    deliver(testing.progressed(application, CaseAct.ACCEPTED, private=paper, at=accepted.at))
    application.refresh_from_db()
    assert application.state == ApplicationState.GRANTED
    assert application.timeline.filter(act="accepted").count() == 2


class TestAfterTheResult:
    def granted(self) -> tuple[Application, Party]:
        application, party = testing.given_submitted()
        deliver(testing.progressed(application, CaseAct.GRANTED, private={"result": {"name": "茶摊证"}}))
        application.refresh_from_db()
        return application, party

    def test_the_result_is_confirmed_once(self) -> None:
        application, party = self.granted()
        api.confirm_result(application, by=party, at=NOW)
        api.confirm_result(application, by=party, at=NOW)
        assert len(sent(ResultReceived)) == 1

    def test_nothing_can_be_withdrawn_any_more(self) -> None:
        application, party = self.granted()
        with pytest.raises(api.NotNow):
            api.withdraw(application, reason="不办了", by=party, at=NOW)
        assert sent(ApplicationWithdrawn) == []

    def test_it_is_rated_once_and_again_only_after_an_answer(self) -> None:
        application, party = self.granted()
        give = {"indicators": ["guide"], "text": "太慢", "anonymous": False, "channel": "1", "by": party, "at": NOW}
        api.rate(application, level=5, **give)
        with pytest.raises(api.AlreadyRated):
            api.rate(application, level=1, **give)
        deliver(
            RatingAnswered(
                case_number=application.case_number, at=NOW, content=testing.seal_as_inner({"text": "已整改"})
            )
        )
        assert api.rate(application, level=2, **give).times == 2
        assert [message.level for message in sent(CaseRated)] == [5, 2]

    def test_the_own_copy_is_erased_when_its_time_has_come(self) -> None:
        application, _ = self.granted()
        erase_on = application.own_copy_erase_on
        assert api.erase_own_copies(due_on=erase_on - dt.timedelta(days=1), at=NOW) == 0
        assert api.erase_own_copies(due_on=erase_on, at=NOW) == 1
        application.refresh_from_db()
        assert application.own_copy is None
        assert not application.timeline.exclude(private=None).exists()
        assert application.receipts.exists()

    def test_with_it_goes_what_was_uploaded_and_never_handed_in(self) -> None:
        application, _ = self.granted()
        stored_file(owner=owner_of(application), purpose="plan")
        assert api.erase_own_copies(due_on=application.own_copy_erase_on, at=NOW) == 1
        assert not files_of(owner_of(application)).exists()
