"""A licence outside: how it stands for its holder and for anybody, the reminder, and asking for its renewal."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.files.testing import sealed
from huizheng.commons.notices.testing import told
from huizheng.gate.contracts import (
    ApplicationSubmitted,
    CaseAct,
    LicenceGround,
    LicenceStanding,
    LicenceState,
    ServiceReleased,
)
from huizheng.gate.testing import deliver, lay_blob, sent
from huizheng.lib.canonical import canonical
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import api, testing
from huizheng.outer.applications.actions import submitting
from huizheng.outer.applications.actions.licensing import remind_of_renewals
from huizheng.outer.applications.models import Application, HeldLicence, IssuedPaper
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.services import offered_service

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
UNTIL = TODAY + dt.timedelta(days=120)
ASK_BY = TODAY + dt.timedelta(days=20)
CODE = "1234567890123456"


def standing(application: Application, state: LicenceState = LicenceState.VALID, **more) -> LicenceStanding:
    facts = {
        "case_number": application.case_number,
        "number": "庐阳市监证〔2021〕7号",
        "name": "茶摊证",
        "organ_key": application.organ_key,
        "organ_name": application.organ_name,
        "state": state,
        "valid_from": UNTIL - dt.timedelta(days=1825),
        "valid_until": UNTIL,
        "validity": "5年",
        "renew_by_on": ASK_BY,
        "provisional": False,
        "since_on": TODAY,
        "ground": None,
        "barred_until": None,
        "renewing_case": "",
        "at": timezone.now(),
    }
    return LicenceStanding(**(facts | more))


def renewable_service() -> None:
    """Release the tea stall anew: its licence runs out, and its form asks what for and which licence."""
    testing.given_service()
    release = testing.sample_release(version=2)
    release["result"] |= {"validity": "5年", "licence": "tea-licence"}
    release["form"]["sections"][1]["fields"][:0] = [
        {
            "key": "stall.mode",
            "type": "choice",
            "label": "申请类型",
            "required": True,
            "options": [{"value": "新办", "label": "新办"}, {"value": "延续", "label": "延续"}],
        },
        {"key": "stall.old", "type": "text", "label": "原证编号", "prefill": "licence:tea-licence.编号"},
    ]
    deliver(
        ServiceReleased(
            slug="tea-stall",
            version=2,
            sm3=hashlib.new("sm3", canonical(release)).hexdigest(),
            release=release,
            released_at=testing.NOW,
        )
    )


@pytest.fixture
def holder() -> tuple[Application, Party]:
    renewable_service()
    answers = testing.good_answers(**{"stall.mode": "新办"})
    application, party = testing.given_draft(answers=answers)
    content = testing.content_of(application, party)
    submitting.submit(application, service=content.service, content=content, channel="2", by=party, at=testing.NOW)
    application.refresh_from_db()
    deliver(testing.progressed(application, CaseAct.GRANTED, private={"text": "准予"}))
    deliver(standing(application))
    application.refresh_from_db()
    return application, party


@pytest.fixture
def browser(holder: tuple[Application, Party]) -> Client:
    client = Client()
    client.force_login(holder[1].account)
    return client


def follow(browser: Client, application: Application) -> str:
    return browser.get(reverse("applications:follow", args=[application.pk])).content.decode()


def paper_arrives(application: Application, **told_as) -> None:
    """Let the certificate of the case arrive, as the office sends it after the act."""
    content, file_key = sealed(testing.PDF)
    laid = lay_blob(content)
    notice = {
        "kind": "certificate", "number": "庐阳市监证〔2021〕7号", "title": "结果证照", "sm3": laid.sm3,
        "file_key": file_key, "plain_sm3": "0" * 64, "verification": CODE,
    }  # fmt: skip
    deliver(testing.progressed(application, CaseAct.GRANTED, private={"notices": [notice]}, files=(laid,), **told_as))


class TestItsHolder:
    def test_reads_until_when_it_is_valid_and_by_when_to_ask(self, holder, browser: Client) -> None:
        application, _ = holder
        page = follow(browser, application)
        for words in ("庐阳市监证〔2021〕7号", "有效", "三十个工作日", "第五十条", "视为准予延续", "申请延续"):
            assert words in page, words
        listed = browser.get("/applications/").content.decode()
        assert "最迟" in listed
        assert "申请延续" in listed

    def test_reads_it_all_in_english(self, holder, browser: Client) -> None:
        application, _ = holder
        address = reverse("applications:follow", args=[application.pk])
        page = browser.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
        for words in ("In force", "Apply for renewal", "thirty working days before the expiry", "deemed granted"):
            assert words in page, words

    def test_who_is_late_is_told_what_is_lost(self, holder, browser: Client) -> None:
        application, _ = holder
        deliver(standing(application, renew_by_on=TODAY - dt.timedelta(days=1)))
        page = follow(browser, application)
        assert "现在已经晚于这一天" in page
        assert "不视为准予延续" in page
        assert "申请延续" in page

    def test_is_told_of_a_revocation_with_ground_day_paper_and_bar(self, holder, browser: Client) -> None:
        application, party = holder
        content, file_key = sealed(testing.PDF)
        laid = lay_blob(content)
        at = timezone.now()
        revoked = {
            "state": LicenceState.REVOKED, "ground": LicenceGround.FRAUD, "at": at,
            "barred_until": TODAY + dt.timedelta(days=1095),
        }  # fmt: skip
        private = {"text": "撤销。", "reasons": "合同系伪造。", "remedy": "可以申请行政复议或者提起行政诉讼。"}
        deliver(standing(application, private=testing.seal_as_inner(private), **revoked))
        notice = {
            "kind": "licence_ending", "number": "庐阳市监撤销〔2026〕1号", "title": "撤销行政许可决定书",
            "sm3": laid.sm3, "file_key": file_key, "plain_sm3": "1" * 64, "verification": "6543210987654321",
        }  # fmt: skip
        deliver(standing(application, private=testing.seal_as_inner({"notices": [notice]}), files=(laid,), **revoked))
        deliver_all()
        page = follow(browser, application)
        for words in ("已撤销", "第六十九条第二款", "合同系伪造", "行政复议", "撤销行政许可决定书", "不得再次申请"):
            assert words in page, words
        assert reverse("applications:renew", args=[application.pk]) not in page
        assert sum("已撤销" in message.text.title for message in told(str(party.account.as_actor()))) == 1
        assert application.timeline.filter(act="licence_revoked").count() == 2

    def test_keeps_its_words_only_as_long_as_the_papers_of_a_decision(self, holder) -> None:
        application, _ = holder
        api.erase_own_copies(due_on=application.own_copy_erase_on, at=timezone.now())
        deliver(
            standing(
                application,
                LicenceState.REVOKED,
                ground=LicenceGround.FRAUD,
                private=testing.seal_as_inner({"text": "撤销。"}),
            )
        )
        application.refresh_from_db()
        assert application.own_copy is None
        assert application.own_copy_erase_on is not None
        assert api.erase_own_copies(due_on=application.own_copy_erase_on, at=timezone.now()) == 1
        assert not application.timeline.exclude(private=None).exists()


class TestAnybody:
    def test_who_is_shown_the_paper_learns_whether_it_counts(self, holder, client: Client) -> None:
        application, _ = holder
        paper_arrives(application)
        address = reverse("applications:verify_code", args=[CODE])
        page = client.get(address).content.decode()
        assert "证件现在的状态：有效。" in page
        deliver(standing(application, LicenceState.REVOKED, ground=LicenceGround.FRAUD))
        page = client.get(address).content.decode()
        for words in ("已撤销", "不再有效", "第六十九条第二款", f"{TODAY.year}年"):
            assert words in page, words
        deliver(standing(application, LicenceState.CANCELLED, ground=LicenceGround.DECIDED_AWAY))
        assert "已注销" in client.get(address).content.decode()

    def test_a_refusal_speaks_of_no_licence(self, client: Client) -> None:
        application, _ = testing.given_submitted()
        IssuedPaper.objects.create(
            application=application, code=CODE, kind="refusal", number="1", title="不予决定书",
            organ_name=application.organ_name, issued_on=TODAY, sm3="0" * 64,
        )  # fmt: skip
        assert "证件现在的状态" not in client.get(reverse("applications:verify_code", args=[CODE])).content.decode()

    def test_an_old_message_does_not_bring_a_licence_back(self, holder) -> None:
        application, _ = holder
        earlier = timezone.now() - dt.timedelta(hours=1)
        deliver(standing(application, LicenceState.REVOKED, ground=LicenceGround.FRAUD))
        deliver(standing(application, at=earlier))
        assert HeldLicence.objects.get().state == LicenceState.REVOKED


class TestTheReminder:
    def test_is_sent_once_before_the_day(self, holder) -> None:
        application, party = holder
        reader = str(party.account.as_actor())
        at = timezone.now()
        assert remind_of_renewals(today=ASK_BY - dt.timedelta(days=31), at=at) == 0
        assert remind_of_renewals(today=ASK_BY - dt.timedelta(days=30), at=at) == 1
        assert remind_of_renewals(today=ASK_BY, at=at) == 0
        (message,) = [each for each in told(reader) if "请按时申请延续" in each.text.title]
        assert message.link == reverse("applications:follow", args=[application.pk])
        assert "第五十条" in message.text.body

    def test_is_not_sent_to_whoever_has_asked_already(self, holder) -> None:
        application, _ = holder
        deliver(standing(application, renewing_case="3401022603100000019"))
        assert remind_of_renewals(today=TODAY, at=timezone.now()) == 0


class TestAskingForRenewal:
    def test_begins_a_draft_filled_in_from_the_earlier_one(self, holder, browser: Client) -> None:
        application, party = holder
        press = reverse("applications:renew", args=[application.pk])
        answer = browser.post(press, follow=True)
        draft = Application.objects.get(renews=application)
        assert answer.request["PATH_INFO"].startswith(reverse("applications:fill", args=[draft.pk]))
        answers = own_copy(api.application_for(party, draft.pk))["answers"]
        assert answers["stall.name"] == "清风茶摊"
        assert (answers["stall.mode"], answers["stall.old"]) == ("延续", "庐阳市监证〔2021〕7号")
        assert "decl.true" not in answers, "a declaration is made anew"
        browser.post(press)
        assert Application.objects.filter(renews=application).count() == 1
        assert "继续填写延续申请" in follow(browser, application)

    def test_may_reuse_a_copy_that_the_holder_has_kept(self, holder, browser: Client) -> None:
        application, _ = holder
        long = {"valid_until": TODAY + dt.timedelta(days=900), "renew_by_on": TODAY + dt.timedelta(days=850)}
        deliver(standing(application, **long))
        keep = reverse("applications:keep_copy", args=[application.pk])
        assert keep in follow(browser, application)
        browser.post(keep)
        application.refresh_from_db()
        assert application.own_copy_erase_on == TODAY + dt.timedelta(days=990)
        assert keep not in follow(browser, application)
        api.erase_own_copies(due_on=TODAY + dt.timedelta(days=989), at=timezone.now())
        assert own_copy(Application.objects.get(pk=application.pk))["answers"]["stall.name"] == "清风茶摊"
        api.erase_own_copies(due_on=TODAY + dt.timedelta(days=990), at=timezone.now())
        assert "已按期删除" in browser.post(keep, follow=True).content.decode()

    def test_carries_the_number_of_the_licence_inside(self, holder, browser: Client) -> None:
        application, party = holder
        browser.post(reverse("applications:renew", args=[application.pk]))
        draft = api.application_for(party, Application.objects.get(renews=application).pk)
        service = offered_service("tea-stall")
        assert service is not None
        content = testing.content_of(
            draft, party, answers=own_copy(draft)["answers"] | {"decl.true": "yes"}, promised={"site"},
            marked_materials=set(),
        )  # fmt: skip
        draft = submitting.submit(draft, service=service, content=content, channel="2", by=party, at=testing.NOW)
        assert [message.renews for message in sent(ApplicationSubmitted)] == ["", "庐阳市监证〔2021〕7号"]
        deliver(standing(application, renewing_case=draft.case_number or ""))
        page = follow(browser, application)
        assert "延续申请正在办理" in page
        assert reverse("applications:renew", args=[application.pk]) not in page

    @pytest.mark.parametrize("state", [LicenceState.REVOKED, LicenceState.RENEWED, LicenceState.CANCELLED])
    def test_is_not_possible_for_one_that_is_no_more(self, holder, browser: Client, state: LicenceState) -> None:
        application, _ = holder
        ground = LicenceGround.FRAUD if state is not LicenceState.RENEWED else None
        deliver(standing(application, state, ground=ground))
        answer = browser.post(reverse("applications:renew", args=[application.pk]), follow=True)
        assert "现在不能申请延续" in answer.content.decode()
        assert not Application.objects.filter(renews=application).exists()

    def test_of_somebody_elses_licence_finds_nothing(self, holder) -> None:
        from huizheng.outer.accounts.testing import given_account

        other = Client()
        other.force_login(given_account())
        assert other.post(reverse("applications:renew", args=[holder[0].pk])).status_code == 404
