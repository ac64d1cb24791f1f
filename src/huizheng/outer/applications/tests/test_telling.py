"""What applicants are told: in the site, by a real mail server and by SMS, in their own language, once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.policy
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.notices.testing import deliver_waiting, told
from huizheng.gate.contracts import CaseAct, RatingAnswered
from huizheng.gate.testing import deliver
from huizheng.outer.accounts.api import Party, PartyKind
from huizheng.outer.accounts.testing import given_account
from huizheng.outer.applications import api, testing
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.telling import TEMPLATES, tell_of_progress

pytestmark = pytest.mark.django_db


class Post:
    """Keeps every mail that a real SMTP server on a loopback port receives."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def state(tmp_path: Path, settings) -> Path:
    """A state folder of the test's own, so that only its SMS lie there."""
    (tmp_path / "secrets").symlink_to(settings.VAR / "secrets")
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def post(state: Path, settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"smtp://127.0.0.1:{port}?from=service@huizheng.example"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail_url=url)
    keeper = Post()
    server = Controller(keeper, hostname="127.0.0.1", port=port)
    server.start()
    yield keeper
    server.stop()


def submitted(*, language: str = "zh-hans") -> tuple[Application, str]:
    account = given_account(language=language)
    application, _ = testing.given_submitted(party=Party(PartyKind.PERSON, account))
    return application, str(account.as_actor())


def report(application: Application, act: CaseAct, **more) -> None:
    deliver(testing.progressed(application, act, **more))
    deliver_all()


class TestSubmission:
    def test_is_confirmed_in_the_site_by_mail_and_by_sms(self, post: Post, state: Path) -> None:
        application, reader = submitted()
        deliver_all()
        assert deliver_waiting(at=timezone.now()) == 2
        (shown,) = told(reader)
        assert application.case_number in shown.text.body
        assert shown.link == reverse("applications:follow", args=[application.pk])
        (mail,) = post.mails
        assert "摆茶摊" in mail["Subject"]
        assert application.case_number in mail.get_content()
        assert "请登录" in mail.get_content()
        sms = "".join(path.read_text() for path in state.rglob("*.jsonl"))
        assert application.case_number in sms

    def test_says_nothing_personal(self, post: Post) -> None:
        _application, _reader = submitted()
        deliver_all()
        deliver_waiting(at=timezone.now())
        text = str(post.mails[0]["Subject"]) + post.mails[0].get_content()
        for personal in ("测试", "清风茶摊", "王小茶", "13800000001"):
            assert personal not in text

    def test_speaks_english_to_whoever_reads_it(self, post: Post) -> None:
        application, _reader = submitted(language="en")
        deliver_all()
        deliver_waiting(at=timezone.now())
        assert post.mails[0]["Subject"] == "We have received your application: Tea stall"
        report(application, CaseAct.PROCEDURE_STARTED)
        deliver_waiting(at=timezone.now())
        assert "Tea stall" in post.mails[1].get_content()
        said = post.mails[1].get_content()
        assert "hearing, inspection or the like" in said
        assert not any("\u4e00" <= char <= "\u9fff" for char in said)


class TestProgress:
    @pytest.mark.parametrize("act", CaseAct)
    def test_every_act_that_matters_is_told_in_words(self, act: CaseAct) -> None:
        application, reader = submitted()
        deliver_all()
        due = timezone.localdate() + dt.timedelta(days=9)
        report(application, act, promised_due_on=due, statutory_due_on=due)
        shown = told(reader)
        assert len(shown) == (2 if act in TEMPLATES else 1)
        assert all(application.case_number in message.text.body for message in shown)

    def test_is_told_once_though_papers_follow_or_the_event_comes_twice(self) -> None:
        application, reader = submitted()
        deliver_all()
        moment = timezone.now()
        report(application, CaseAct.ACCEPTED, at=moment)
        report(application, CaseAct.ACCEPTED, at=moment, private={"notices": []})
        tell_of_progress(application.pk, act=CaseAct.ACCEPTED, acted_at=moment, at=timezone.now())
        assert len(told(reader)) == 2

    def test_a_new_last_day_is_told_only_when_there_is_one(self) -> None:
        application, reader = submitted()
        deliver_all()
        report(application, CaseAct.CLOCK_RECOMPUTED)
        assert len(told(reader)) == 1
        report(application, CaseAct.EXTENDED, statutory_due_on=dt.date(2027, 3, 1))
        assert "2027年3月1日" in told(reader)[0].text.body

    def test_a_closed_account_is_told_nothing(self) -> None:
        application, reader = submitted()
        deliver_all()
        application.account.is_active = False
        application.account.save()
        report(application, CaseAct.ACCEPTED)
        assert len(told(reader)) == 1

    def test_the_answer_to_a_bad_rating_is_told(self) -> None:
        application, reader = submitted()
        report(application, CaseAct.GRANTED)
        application.refresh_from_db()
        api.rate(
            application,
            level=5,
            indicators=[],
            text="",
            anonymous=False,
            channel="1",
            by=Party(PartyKind.PERSON, application.account),
            at=timezone.now(),
        )
        answer = testing.seal_as_inner({"text": "已整改"})
        deliver(RatingAnswered(case_number=application.case_number or "", at=timezone.now(), content=answer))
        deliver_all()
        assert "评价已答复" in told(reader)[0].text.title
        assert "已整改" not in told(reader)[0].text.body


def test_the_menu_leads_to_the_inbox_and_says_how_much_is_unread() -> None:
    application, _reader = submitted()
    deliver_all()
    browser = Client()
    browser.force_login(application.account)
    page = browser.get(reverse("applications:mine")).content.decode()
    assert reverse("notices:inbox") in page
    assert '我的消息<span class="hz-count">1</span>' in page
    inbox = browser.get(reverse("notices:inbox")).content.decode()
    assert application.case_number in inbox
