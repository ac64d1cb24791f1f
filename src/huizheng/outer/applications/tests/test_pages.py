"""The pages: a resident goes from the first button to the rating without JavaScript."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huizheng.commons.files.testing import sealed
from huizheng.gate.contracts import ApplicationSubmitted, CaseAct, CaseRated
from huizheng.gate.testing import deliver, lay_blob, sent
from huizheng.outer.accounts.testing import given_account
from huizheng.outer.applications import testing
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.vaulted import lock

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident() -> Client:
    client = Client()
    client.force_login(given_account())
    return client


def page(application: Application, name: str, *more: object) -> str:
    return reverse(f"applications:{name}", args=[application.pk, *more])


def fields_of(html: str) -> dict[str, str]:
    """Return the names of the controls on the page, by the field they belong to."""
    return dict.fromkeys(re.findall(r'name="([^"]+)"', html), "")


class TestFromStartToNumber:
    def test_without_javascript(self, resident: Client) -> None:
        testing.given_service()
        start = reverse("applications:start", args=["tea-stall"])
        assert "茶摊方案" in resident.get(start).content.decode()
        assert resident.post(start, {"division": ""}).status_code == 422

        answer = resident.post(start, {"division": testing.DIVISION}, follow=True)
        application = Application.objects.get()
        html = answer.content.decode()
        assert 'value="测试' in html, "the name is filled in from the account"
        names = fields_of(html)
        mobile = next(name for name in names if "mobile" in name)
        person = next(name for name in names if "person" in name and "name" in name)

        first = answer.request["PATH_INFO"]
        wrong = resident.post(first, {person: "王小茶", mobile: "12", "version": "0"})
        assert wrong.status_code == 422
        application.refresh_from_db()
        assert own_copy(application)["answers"]["person.mobile"] == "12", "what was typed is kept"
        right = resident.post(
            first, {person: "王小茶", mobile: "13800000001", "version": str(application.revision)}, follow=True
        )
        html = right.content.decode()
        assert "摊位名称" in html

        names = [name for name in fields_of(html) if name not in {"version", "section", "csrfmiddlewaretoken"}]
        application.refresh_from_db()
        values = {"version": str(application.revision)}
        for name in names:
            values |= {name: "清风茶摊"} if "stall" in name and "name" in name else {}
            values |= {name: "no"} if "rented" in name else {}
            values |= {name: "yes"} if "decl" in name else {}
        materials = resident.post(right.request["PATH_INFO"], values, follow=True)
        assert materials.request["PATH_INFO"] == page(application, "materials"), materials.content.decode()[:3000]

        lacking = resident.post(page(application, "materials"), {"next": "1"})
        assert lacking.status_code == 422
        assert "请上传：茶摊方案" in lacking.content.decode()
        upload = SimpleUploadedFile("plan.pdf", testing.PDF, "application/pdf")
        resident.post(page(application, "materials"), {"material-plan": upload})
        resident.post(page(application, "materials"), {"promise": "site"})
        check = resident.post(page(application, "materials"), {"next": "1"}, follow=True)
        assert "plan.pdf" in check.content.decode()
        assert "您已书面承诺" in check.content.decode()

        done = resident.post(page(application, "check"), follow=True)
        application.refresh_from_db()
        assert application.case_number in done.content.decode()
        assert own_copy(application)["query_code"] in done.content.decode()
        resident.post(page(application, "check"))
        assert len(sent(ApplicationSubmitted)) == 1

    def test_autosave_tells_of_a_newer_save(self, resident: Client) -> None:
        testing.given_service()
        resident.post(reverse("applications:start", args=["tea-stall"]), {"division": testing.DIVISION})
        application = Application.objects.get()
        saved = resident.post(page(application, "autosave"), {"section": "stall", "version": "0"})
        assert saved.json()["version"] == "1"
        assert resident.post(page(application, "autosave"), {"section": "stall", "version": "0"}).status_code == 409

    def test_one_page_saves_again_and_again_without_meeting_itself(self, resident: Client) -> None:
        testing.given_service()
        resident.post(reverse("applications:start", args=["tea-stall"]), {"division": testing.DIVISION})
        save = page(Application.objects.get(), "autosave")
        # The scripts keep the form's own mark current; the page's first version stands beside it unchanged.
        for number in range(3):
            sent_along = {"section": "stall", "version": "0", "__version": str(number)}
            assert resident.post(save, sent_along).json()["version"] == str(number + 1)

    def test_an_answer_of_its_authority_is_not_changed_by_a_made_up_post(self, resident: Client) -> None:
        testing.given_service()
        resident.post(reverse("applications:start", args=["tea-stall"]), {"division": testing.DIVISION})
        application = Application.objects.get()
        copy = own_copy(application)
        told = {"value": "王小茶", "source": "实名认证", "fetched_at": "2026-03-02T12:00:00+08:00", "locked": True}
        copy = {**copy, "answers": {**copy["answers"], "person.name": "王小茶"}, "provenance": {"person.name": told}}
        application.own_copy = lock(application.account, copy)
        application.save(update_fields=["own_copy"])
        section = next(iter(testing.sample_release()["form"]["sections"]))["key"]
        posted = {"person.name": "别人", "person.mobile": "13800000009"}
        resident.post(page(application, "fill_section", section), posted)
        resident.post(page(application, "autosave"), {"section": section, **posted})
        application.refresh_from_db()
        assert own_copy(application)["answers"]["person.name"] == "王小茶"
        assert own_copy(application)["answers"]["person.mobile"] == "13800000009"

    def test_a_virus_is_refused_with_a_reason(self, resident: Client) -> None:
        testing.given_service()
        resident.post(reverse("applications:start", args=["tea-stall"]), {"division": testing.DIVISION})
        application = Application.objects.get()
        eicar = r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
        upload = SimpleUploadedFile("plan.pdf", testing.PDF + eicar.encode(), "application/pdf")
        answer = resident.post(page(application, "materials"), {"material-plan": upload})
        assert answer.status_code == 422
        assert "病毒" in answer.content.decode()


class TestFollowing:
    @pytest.fixture
    def mine(self, resident: Client) -> tuple[Client, Application]:
        application, party = testing.given_submitted()
        client = Client()
        client.force_login(party.account)
        return client, application

    def test_shows_number_timeline_and_own_copy(self, mine: tuple[Client, Application]) -> None:
        client, application = mine
        html = client.get(page(application, "follow")).content.decode()
        for words in (application.case_number, "清风茶摊", "plan.pdf", "已提交，等待受理"):
            assert words in html

    def test_prints_with_its_number_on_top_and_without_what_only_a_screen_can_do(
        self, mine: tuple[Client, Application]
    ) -> None:
        client, application = mine
        html = client.get(page(application, "follow")).content.decode()
        assert "data-hz-print" in html
        assert html.index(f"办理进度 {application.case_number}") < html.index("清风茶摊")
        before, _, rest = html.partition('<div class="hz-no-print">')
        left_out, _, after = rest.partition("</aside>")
        on_paper = before + after
        assert "清风茶摊" in on_paper
        assert "撤回申请" in left_out
        assert "撤回申请" not in on_paper

    def test_nobody_else_sees_any_page_of_it(self, mine: tuple[Client, Application], resident: Client) -> None:
        _, application = mine
        receipt = application.receipts.get()
        for name in ("follow", "fill", "materials", "check", "submitted", "correct", "withdraw", "rate", "discard"):
            assert resident.get(page(application, name)).status_code == 404, name
        assert resident.get(page(application, "receipt", receipt.code)).status_code == 404
        assert resident.get(page(application, "receipt_file", receipt.code)).status_code == 404
        assert resident.post(page(application, "confirm")).status_code == 404

    def test_the_receipt_is_a_pdf_that_can_be_verified_by_anybody(self, mine: tuple[Client, Application]) -> None:
        client, application = mine
        receipt = application.receipts.get()
        pdf = client.get(page(application, "receipt", receipt.code))
        assert pdf.content.startswith(b"%PDF")
        html = Client().get(reverse("applications:verify_code", args=[receipt.code])).content.decode()
        assert "回执真实有效" in html
        assert "王小茶" not in html
        assert Client().get(reverse("applications:verify_code", args=["A" * 16])).status_code == 404

    def test_progress_by_number_and_code_names_nobody(self, mine: tuple[Client, Application]) -> None:
        _, application = mine
        deliver(testing.progressed(application, CaseAct.ACCEPTED, private={"text": "只给申请人看的话"}))
        code = own_copy(application)["query_code"]
        answer = Client().post(reverse("applications:query"), {"number": application.case_number, "code": code})
        html = answer.content.decode()
        assert "予以受理" in html
        assert "只给申请人看的话" not in html
        assert "清风茶摊" not in html

    def test_a_query_code_is_not_guessed_by_typing_the_number_in_other_ways(
        self, mine: tuple[Client, Application]
    ) -> None:
        _, application = mine
        number, code = str(application.case_number), own_copy(application)["query_code"]
        for place in range(1, 6):
            typed = f"{number[:place]}-{number[place:]}"
            wrong = Client().post(reverse("applications:query"), {"number": typed, "code": "x"})
            assert wrong.status_code == 404
        locked = Client().post(reverse("applications:query"), {"number": f"{number[:9]} {number[9:]}", "code": code})
        assert locked.status_code == 429

    def test_a_correction_is_made_in_place(self, mine: tuple[Client, Application]) -> None:
        client, application = mine
        asked = {"note": "请改名称", "fields": [{"key": "stall.name", "reason": "重名"}], "materials": []}
        deliver(testing.progressed(application, CaseAct.CORRECTION_REQUESTED, private={"correction": asked}))
        html = client.get(page(application, "correct")).content.decode()
        assert "重名" in html
        assert 'href="#id_stall-name"' in html
        assert 'id="id_stall-name"' in html
        name = next(each for each in fields_of(html) if "stall" in each and "name" in each)
        application.refresh_from_db()
        values = {name: "明月茶摊", "version": str(application.revision), "submit": "1"}
        answer = client.post(page(application, "correct"), values, follow=True)
        assert "补正已提交" in answer.content.decode()
        application.refresh_from_db()
        assert application.state == ApplicationState.CORRECTION_SUBMITTED
        assert own_copy(application)["answers"]["person.mobile"] == "13800000001"

    def test_the_sealed_result_opens_for_the_applicant_only(
        self, mine: tuple[Client, Application], resident: Client
    ) -> None:
        client, application = mine
        travelling, file_key = sealed(b"%PDF-1.7 the licence")
        blob = lay_blob(travelling)
        notice = {
            "kind": "grant", "number": "瑶市监许准〔2026〕1号", "title": "准予行政许可决定书",
            "sm3": blob.sm3, "file_key": file_key,
        }  # fmt: skip
        deliver(
            testing.progressed(
                application, CaseAct.GRANTED, private={"notices": [notice], "result": {"name": "茶摊证"}}, files=(blob,)
            )
        )
        entry = application.timeline.get(act=CaseAct.GRANTED)
        address = page(application, "notice", entry.pk, 0)
        assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7 the licence"
        assert resident.get(address).status_code == 404
        assert "茶摊证" in client.get(page(application, "follow")).content.decode()

    def test_a_paper_is_checked_by_its_code_and_by_its_file(self, mine: tuple[Client, Application]) -> None:
        _, application = mine
        pdf = b"%PDF-1.7 the licence"
        notice = {
            "kind": "grant", "number": "瑶市监许准〔2026〕1号", "title": "准予行政许可决定书",
            "sm3": "", "file_key": "", "verification": "1234567890123456",
            "plain_sm3": hashlib.new("sm3", pdf).hexdigest(),
        }  # fmt: skip
        deliver(testing.progressed(application, CaseAct.GRANTED, private={"notices": [notice]}))
        address = reverse("applications:verify_code", args=["1234567890123456"])
        html = Client().get(address).content.decode()
        assert "瑶市监许准〔2026〕1号" in html
        assert "清风茶摊" not in html
        same = Client().post(address, {"file": SimpleUploadedFile("a.pdf", pdf)}).content.decode()
        assert "完全一致" in same
        other = Client().post(address, {"file": SimpleUploadedFile("a.pdf", pdf + b" ")}).content.decode()
        assert "不一致" in other

    def test_a_rating_is_given_on_one_page(self, mine: tuple[Client, Application]) -> None:
        client, application = mine
        deliver(testing.progressed(application, CaseAct.GRANTED, private={"result": {"name": "茶摊证"}}))
        assert client.post(page(application, "rate"), {}).status_code == 422
        client.post(page(application, "rate"), {"level": "4", "indicators": ["guide"], "text": "指南不清楚"})
        message = sent(CaseRated)[0]
        assert message.level == 4
        assert testing.opened_inside(message.content)["text"] == "指南不清楚"
        assert client.get(page(application, "rate")).status_code == 302


class TestMyApplications:
    def test_costs_the_same_for_one_and_for_many(self, django_assert_max_num_queries) -> None:
        application, party = testing.given_submitted()
        client = Client()
        client.force_login(party.account)
        for _ in range(3):
            testing.given_draft(party=party)
        client.get(reverse("applications:mine"))  # a process reads the sites once
        with django_assert_max_num_queries(7):
            html = client.get(reverse("applications:mine")).content.decode()
        assert application.case_number in html

    def test_is_empty_in_words(self, resident: Client) -> None:
        assert "还没有申请" in resident.get(reverse("applications:mine")).content.decode()
