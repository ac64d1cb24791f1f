from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.policy
import json
import logging
import os
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from procrastinate.contrib.django import app

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.notices import testing
from huizheng.commons.notices.actions import attempt_delivery
from huizheng.commons.notices.api import (
    Channel,
    FactsMissing,
    Message,
    NotVisible,
    Recipient,
    UnknownTemplate,
    inbox,
    mark_all_read,
    mark_read,
    notify,
    unread_count,
)
from huizheng.commons.notices.models import Attempt, Delivery
from huizheng.commons.notices.rules import MAX_ATTEMPTS
from huizheng.commons.notices.states import DeliveryState
from huizheng.commons.notices.texts import newest_version, text_of
from huizheng.commons.notices.web.views import Inbox, OpenMessage, ReadAllMessages
from huizheng.commons.telemetry.api import checks, failures
from huizheng.lib.actors import Actor, ActorKind

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MEI = Actor(ActorKind.RESIDENT, "mei")
ADDRESS, MOBILE = "mei.secret@example.cn", "13800138000"
REACHABLE = Recipient("resident", "mei", email=ADDRESS, mobile=MOBILE)
FACTS = {
    "item_name": "食品经营许可",
    "case_number": "340100260302000017",
    "organ_name": "合肥市市场监督管理局",
    "legal_on": "2026-03-02",
    "promised_due_on": "2026-03-16",
}
TEMPLATES = sorted(
    path.name.split(".")[0] for path in (Path(__file__).parents[1] / "templates" / "notices").glob("*.v1.zh.txt")
)


def tell(recipient: Recipient = REACHABLE, template: str = "application_accepted", **more):
    with transaction.atomic():
        return notify(recipient=recipient, template=template, at=AT, **({"facts": FACTS} | more))


class Reader:
    """A signed-in person of no particular room: these tests know neither room of accounts."""

    pk = "mei"
    is_authenticated = True


ME = Recipient("resident" if os.environ["DJANGO_SETTINGS_MODULE"].endswith("outer") else "official", "mei")


class Post:
    """Keeps every mail a real SMTP server on a loopback port receives; refuses addresses that start with ``gone``."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if address.startswith("gone"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_port(settings) -> int:
    port = free_port()
    url = f"smtp://127.0.0.1:{port}?from=service@huizheng.example"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail_url=url)
    return port


@pytest.fixture
def post(mail_port: int):
    keeper = Post()
    server = Controller(keeper, hostname="127.0.0.1", port=mail_port)
    server.start()
    yield keeper
    server.stop()


@pytest.mark.django_db
class TestInTheSite:
    def test_the_message_stands_in_the_inbox_at_once_in_the_readers_language(self) -> None:
        tell(link="/applications/1/")

        (message,) = inbox("resident:mei").messages
        assert message.text.title == "已受理：食品经营许可"
        assert "2026年3月2日受理。承诺于2026年3月16日前办结。" in message.text.body
        assert (message.link, message.read) == ("/applications/1/", False)
        (message,) = inbox("resident:mei", language="en").messages
        assert "on 2 March 2026. We undertake to decide by 16 March 2026." in message.text.body

    def test_only_the_recipient_sees_it(self) -> None:
        message = tell()

        assert inbox("resident:li").messages == ()
        assert unread_count("official:mei") == 0
        with pytest.raises(NotVisible):
            mark_read("resident:li", message.pk, by=MEI, at=AT)

    def test_reading_counts_once_and_is_written_down(self) -> None:
        message = tell()
        assert unread_count("resident:mei") == 1

        mark_read("resident:mei", message.pk, by=MEI, at=AT)
        again = mark_read("resident:mei", message.pk, by=MEI, at=AT + dt.timedelta(hours=1))
        assert (again.read_at, unread_count("resident:mei")) == (AT, 0)
        assert AuditLine.objects.filter(action="notices:message:read").count() == 1

    def test_everything_can_be_read_at_once(self) -> None:
        for _ in range(3):
            tell()
        assert mark_all_read("resident:mei", by=MEI, at=AT) == 3
        assert mark_all_read("resident:mei", by=MEI, at=AT) == 0

    def test_pages_neither_repeat_nor_skip_while_new_ones_come(self) -> None:
        ids = [tell().pk for _ in range(5)]
        first = inbox("resident:mei", limit=2)
        tell()
        second = inbox("resident:mei", limit=2, before=first.older)
        third = inbox("resident:mei", limit=2, before=second.older)

        assert [message.id for page in (first, second, third) for message in page.messages] == ids[::-1]
        assert third.older is None

    def test_the_inbox_takes_one_query(self, django_assert_num_queries) -> None:
        for _ in range(5):
            tell()
        with django_assert_num_queries(1):
            inbox("resident:mei")

    def test_the_same_key_tells_once(self) -> None:
        first, second = tell(once="accepted:1"), tell(once="accepted:1")
        other = tell(Recipient("resident", "li"), once="accepted:1")

        assert first == second != other
        assert Delivery.objects.count() == 2
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.create(
                recipient="resident:mei", once="accepted:1", template="x", version=1, facts={}, sent_at=AT
            )

    def test_a_code_is_sent_but_neither_shown_nor_kept(self, state: Path) -> None:
        facts = {"purpose": "重置密码", "code": "482913", "minutes": 10}
        message = tell(template="verification_code", facts=facts, in_site=False)

        assert inbox("resident:mei").messages == ()
        assert message.facts == {}
        assert "482913" not in "".join(Delivery.objects.values_list("locked_letter", flat=True))
        testing.deliver_waiting(at=AT)
        assert "482913" in (state / "sms" / f"{_zone()}.jsonl").read_text()


@pytest.mark.django_db(transaction=True)
def test_a_message_without_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        notify(recipient=REACHABLE, template="application_accepted", facts=FACTS, at=AT)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_tells_nobody(post: Post) -> None:
    def act() -> None:
        with transaction.atomic():
            notify(recipient=REACHABLE, template="application_accepted", facts=FACTS, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert testing.deliver_waiting(at=AT) == 0
    assert (Message.objects.count(), post.mails) == (0, [])


@pytest.mark.django_db
class TestByMail:
    def test_a_real_server_receives_it_whole(self, post: Post) -> None:
        tell()
        assert post.mails == []
        testing.deliver_waiting(at=AT)

        (mail,) = post.mails
        assert (mail["To"], mail["From"], mail["Subject"]) == (
            ADDRESS,
            "service@huizheng.example",
            "已受理：食品经营许可",
        )
        assert "承诺于2026年3月16日前办结" in mail.get_content()
        assert mail["Message-ID"] == f"<{Delivery.objects.get(channel=Channel.EMAIL).pk}@huizheng>"
        assert mail["Auto-Submitted"] == "auto-generated"

    def test_a_server_that_is_down_and_up_again_delivers_once(self, mail_port: int) -> None:
        tell(dataclasses.replace(REACHABLE, mobile=""))
        assert testing.deliver_waiting(at=AT) == 0
        assert testing.deliver_waiting(at=AT + dt.timedelta(seconds=4)) == 0

        keeper = Post()
        server = Controller(keeper, hostname="127.0.0.1", port=mail_port)
        server.start()
        try:
            assert testing.deliver_waiting(at=AT + dt.timedelta(seconds=20)) == 1
            assert testing.deliver_waiting(at=AT + dt.timedelta(seconds=90)) == 0
        finally:
            server.stop()

        assert len(keeper.mails) == 1
        reasons = list(Attempt.objects.order_by("number").values_list("number", "reason"))
        assert reasons == [(1, "ConnectionRefusedError"), (2, "ConnectionRefusedError"), (3, "")]

    def test_a_job_that_runs_twice_sends_once(self, post: Post) -> None:
        tell(dataclasses.replace(REACHABLE, mobile=""))
        delivery = Delivery.objects.get()
        assert attempt_delivery(delivery.pk, at=AT) is True
        assert attempt_delivery(delivery.pk, at=AT) is True

        assert len(post.mails) == 1

    def test_a_mailbox_that_is_gone_is_not_tried_again_and_shown_to_the_operator(self, post: Post) -> None:
        tell(Recipient("resident", "mei", email="gone@example.cn"))
        assert testing.deliver_waiting(at=AT) == 1

        assert Delivery.objects.get().state == DeliveryState.FAILED
        (failure,) = failures()
        assert failure.summary == "电子邮件未送达：SMTP 550"
        assert "gone@" not in failure.detail

    def test_after_the_last_attempt_it_is_given_up_and_shown(self, mail_port: int) -> None:
        tell(dataclasses.replace(REACHABLE, mobile=""))
        delivery = Delivery.objects.get().pk
        answers = [attempt_delivery(delivery, at=AT) for _ in range(MAX_ATTEMPTS)]

        assert answers == [False] * (MAX_ATTEMPTS - 1) + [True]
        assert failures().get().summary == "电子邮件未送达：ConnectionRefusedError"
        assert checks()["notices"].figures == {"waiting": 0, "failed": 1}

    def test_without_a_server_mails_lie_in_a_folder(self, state: Path) -> None:
        tell()
        testing.deliver_waiting(at=AT)

        (path,) = (state / "mail" / _zone()).iterdir()
        assert ADDRESS in path.read_text()
        assert path.parent.stat().st_mode & 0o077 == 0

    def test_a_name_cannot_write_headers(self, post: Post) -> None:
        tell(facts=FACTS | {"item_name": "许可\r\nBcc: other@example.cn"})
        testing.deliver_waiting(at=AT)

        (mail,) = post.mails
        assert mail["Bcc"] is None
        assert mail["Subject"] == "已受理：许可 Bcc: other@example.cn"


@pytest.mark.django_db
class TestBySms:
    def test_the_file_adapter_writes_one_line_an_sms_for_its_owner_only(self, state: Path) -> None:
        tell()
        tell()
        testing.deliver_waiting(at=AT)

        path = state / "sms" / f"{_zone()}.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        assert [line["to"] for line in lines] == [MOBILE, MOBILE]
        assert lines[0]["text"] == "您的申请340100260302000017已受理。"
        assert len({line["reference"] for line in lines}) == 2
        assert path.stat().st_mode & 0o077 == 0

    def test_a_text_without_an_sms_sends_none(self) -> None:
        tell(template="case_due_soon", facts=FACTS | {"due_on": "2026-03-09"})
        assert list(Delivery.objects.values_list("channel", flat=True)) == ["email"]

    def test_only_agreed_channels_are_used(self) -> None:
        tell(dataclasses.replace(REACHABLE, channels=(Channel.SMS,)))
        tell(dataclasses.replace(REACHABLE, channels=()))
        assert list(Delivery.objects.values_list("channel", flat=True)) == ["sms"]


@pytest.mark.django_db
class TestPersonalData:
    def test_addresses_lie_encrypted_and_are_forgotten_once_settled(self, post: Post) -> None:
        tell()
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(t::text, '') FROM notices_delivery t")
            lying = cursor.fetchone()[0]
            cursor.execute("SELECT string_agg(args::text, '') FROM procrastinate_jobs")
            lying += cursor.fetchone()[0]
        assert ADDRESS not in lying
        assert MOBILE not in lying

        testing.deliver_waiting(at=AT)
        assert set(Delivery.objects.values_list("locked_letter", flat=True)) == {""}

    def test_addresses_never_reach_the_logs(self, mail_port: int, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        tell()
        testing.deliver_waiting(at=AT)

        assert "delivery postponed" in caplog.text
        assert ADDRESS not in caplog.text
        assert MOBILE not in caplog.text


class TestTexts:
    FACTS = FACTS | {
        "received_at": "2026-03-02T09:30:00+08:00",
        "reply_due_on": "2026-03-09",
        "reply_by_on": "2026-04-02",
        "right_organ": "包河区市场监督管理局",
        "procedure": "现场核查",
        "statutory_due_on": "2026-03-30",
        "new_due_on": "2026-04-14",
        "due_on": "2026-03-09",
        "held_on": "2026-04-01",
        "step_name": "审查",
        "level_name": "不满意",
        "purpose": "重置密码",
        "code": "482913",
        "minutes": 10,
        "changed_at": "2026-03-02T09:30:00+08:00",
    }

    @pytest.mark.parametrize("template", TEMPLATES)
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_template_says_something_whole(self, template: str, language: str) -> None:
        text = text_of(template, newest_version(template), self.FACTS, language=language)

        assert text.title
        assert text.body
        for part in (text.title, text.body, text.sms):
            assert not {"{", "}", "None"} & set(part.split())
            assert "{" not in part

    def test_a_fact_the_template_needs_is_not_left_blank(self) -> None:
        with pytest.raises(FactsMissing, match="organ_name"):
            text_of(
                "application_accepted",
                1,
                {"item_name": "x", "case_number": "1", "legal_on": "2026-03-02"},
                language="zh",
            )

    @pytest.mark.parametrize(("template", "version"), [("no_such", 1), ("application_accepted", 99), ("../secret", 1)])
    def test_an_unknown_one_is_named(self, template: str, version: int) -> None:
        with pytest.raises(UnknownTemplate):
            text_of(template, version, {}, language="zh")


def test_the_worker_knows_the_delivery_task_and_waits_longer_each_time() -> None:
    task = app.tasks["notices.deliver"]
    assert task.queue == "notices"
    assert task.retry_strategy.exponential_wait == 4


@pytest.fixture
def ask(settings):
    """Ask a view as the reader; the frame's own parts, which know the zone's accounts, stay out."""
    frame = {"design", "auth"}
    (engine,) = settings.TEMPLATES
    processors = [name for name in engine["OPTIONS"]["context_processors"] if not frame & set(name.split("."))]
    own = {"context_processors": processors, "string_if_invalid": ""}
    settings.TEMPLATES = [engine | {"OPTIONS": engine["OPTIONS"] | own}]

    def answer(view: type, method: str, query: str = "", **arguments):
        request = getattr(RequestFactory(), method)(f"/messages/{query}")
        request.user, request.session = Reader(), {}
        request._messages = FallbackStorage(request)
        return view.as_view()(request, **arguments)

    return answer


@pytest.mark.django_db
class TestPages:
    def test_send_strangers_to_sign_in(self, client: Client) -> None:
        for answer in (client.get("/messages/"), client.post("/messages/read/"), client.post("/messages/1/open/")):
            assert answer.status_code == 302
            assert "/account/sign-in/" in answer["Location"]

    def test_show_the_inbox_and_note_what_is_read(self, ask) -> None:
        inside = tell(ME, link="/somewhere/")
        outside = tell(ME, link="https://elsewhere.example/", facts=FACTS | {"item_name": "<b>许可</b>"})

        page = ask(Inbox, "get").content.decode()
        assert "已受理：食品经营许可" in page
        assert "&lt;b&gt;许可&lt;/b&gt;" in page
        assert ask(OpenMessage, "post", message=inside.pk)["Location"] == "/somewhere/"
        assert ask(OpenMessage, "post", message=outside.pk)["Location"] == "/messages/"
        assert unread_count(str(ME)) == 0
        assert ask(OpenMessage, "get", message=inside.pk).status_code == 405

    def test_of_another_person_are_not_found(self, ask) -> None:
        with pytest.raises(Http404):
            ask(OpenMessage, "post", message=tell(Recipient("resident", "li")).pk)

    def test_mark_everything_read(self, ask) -> None:
        tell(ME)
        assert ask(ReadAllMessages, "post")["Location"] == "/messages/"
        assert unread_count(str(ME)) == 0
        assert "还没有消息" in ask(Inbox, "get", "?show=unread").content.decode()


def _zone() -> str:
    from django.conf import settings

    return str(settings.ZONE)
