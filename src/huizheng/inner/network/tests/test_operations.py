from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.telemetry.api import failures, record_failure
from huizheng.gate.api import DeadLetter, DeadLetterState
from huizheng.gate.contracts import (
    OperatorAct,
    OperatorDecided,
    ReportedFailure,
    ReportedJob,
    ReportedLetter,
    ZoneReported,
)
from huizheng.gate.events import MessageAnswered
from huizheng.gate.testing import deliver, sent
from huizheng.inner.network.api import (
    CannotDo,
    NotAnOperator,
    Operations,
    discard_letter,
    open_matters,
    operations_for,
    propose_discard,
    redrive_letter,
    retry_job,
    settle_failure,
)
from huizheng.inner.network.models import Decision
from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.lib.actors import Actor

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
HALL = "340102-market-regulation"


@pytest.fixture
def operator() -> Official:
    return given_official(HALL, Duty.OPERATIONS)


@pytest.fixture
def by(operator: Official) -> Actor:
    return operator.as_actor()


@pytest.fixture
def colleague() -> Actor:
    return given_official(HALL, Duty.OPERATIONS).as_actor()


@pytest.fixture
def desk(by: Actor) -> Operations:
    return operations_for(by, at=NOW)


def given_report(*, at: dt.datetime = NOW, **more: object) -> None:
    facts: dict[str, object] = {
        "gate": {"unsent": 2, "oldest_unsent": 700.0, "unapplied": 0, "oldest_unapplied": 0.0},
        "jobs": {"todo": 1, "doing": 0, "failed": 1, "oldest_todo": 0.0},
        "resources": {
            "disk_free": 5 * 1024**3, "disk_total": 100 * 1024**3, "memory_available": 1024**3,
            "memory_total": 2 * 1024**3, "load": 0.5, "cores": 2, "database_size": 30 * 1024**2,
        },
        "failures": (ReportedFailure(7, "notices", "短信网关无应答", "Timeout", "request-0007", NOW, 3),),
        "letters": (
            ReportedLetter(
                9, "in", "failing", "cases.progressed", "applications.340102", "340102-1", "request-0009",
                "KeyError @ views:12", 1, NOW,
            ),
        ),
        "failed_jobs": (ReportedJob(5, "notices.send", "notices", 10, NOW, "Timeout @ mail:30 send", "request-0005"),),
        **more,
    }  # fmt: skip
    deliver(ZoneReported(at=at, **facts), at=NOW)


def given_letter() -> DeadLetter:
    return DeadLetter.objects.create(
        direction="in", fingerprint="f" * 64, reason="unreadable", envelope="{}", opened_at=NOW,
    )  # fmt: skip


def answer(decision: Decision, *, is_refused: bool = False, text: str = "") -> None:
    from django.db import transaction

    from huizheng.commons.events.api import publish

    with transaction.atomic():
        publish(
            MessageAnswered(
                env_id=decision.env_id, message=OperatorDecided.NAME, business_number="", is_refused=is_refused,
                code="X" if is_refused else "", text=text, at=NOW + dt.timedelta(seconds=1),
            ),
        )  # fmt: skip
    deliver_all()


class TestAdmission:
    def test_only_whoever_has_the_duty_sees_anything(self, client: Client) -> None:
        clerk = given_official(HALL, Duty.CASE_ACCEPT)
        with pytest.raises(NotAnOperator):
            operations_for(clerk.as_actor(), at=NOW)
        client.force_login(clerk)

        for page in ("", "channels/", "letters/", "failures/", "jobs/", "envelopes/", "letters/inner/1/"):
            assert client.get(f"/operations/{page}").status_code == 404
        assert client.post("/operations/failures/inner/1/settle/").status_code == 404

    def test_only_whoever_has_the_duty_does_anything(self) -> None:
        clerk = given_official(HALL, Duty.CASE_ACCEPT).as_actor()
        for act in (
            lambda: redrive_letter("inner", 1, by=clerk, at=NOW),
            lambda: propose_discard("outer", 1, reason="x", by=clerk, at=NOW),
            lambda: discard_letter("outer", 1, by=clerk, at=NOW),
            lambda: settle_failure("inner", 1, by=clerk, at=NOW),
            lambda: retry_job("outer", 1, by=clerk, at=NOW),
        ):
            with pytest.raises(NotAnOperator):
                act()


class TestSeeing:
    def test_a_job_that_is_still_being_tried_is_seen_and_waits_for_nobody(self, client: Client, by: Actor) -> None:
        tried = ReportedJob(6, "paper.write", "paper", 2, NOW, "OSError @ rendering:8 draw", "request-0006", True)
        before = open_matters()
        given_report(failures=(), letters=(), failed_jobs=(tried,))
        assert open_matters() == before
        client.force_login(Official.objects.get(pk=by.id))
        html = client.get("/operations/jobs/").content.decode()
        assert "系统将自动重试" in html
        assert "OSError @ rendering:8 draw" in html
        assert "/operations/jobs/outer/6/retry/" not in html

    def test_the_failures_of_both_zones_stand_in_one_list(self, desk: Operations) -> None:
        record_failure(source="casework", summary="文书生成失败", at=NOW - dt.timedelta(hours=1))
        given_report()

        assert [(each.zone, each.summary) for each in desk.failures()] == [
            ("outer", "短信网关无应答"), ("inner", "文书生成失败"),
        ]  # fmt: skip

    def test_a_newer_report_replaces_the_one_before(self, desk: Operations) -> None:
        given_report()
        given_report(at=NOW + dt.timedelta(minutes=5), failures=(), letters=(), failed_jobs=())

        assert desk.failures() == []
        assert desk.outside().heard_at == NOW + dt.timedelta(minutes=5)

    def test_a_zone_that_does_not_report_is_called_silent(self, by: Actor) -> None:
        assert operations_for(by, at=NOW).outside() is None
        given_report()

        assert not operations_for(by, at=NOW + dt.timedelta(minutes=10)).outside().is_silent
        assert operations_for(by, at=NOW + dt.timedelta(minutes=20)).outside().is_silent

    def test_letters_are_found_in_both_zones(self, desk: Operations) -> None:
        given_report()
        given_letter()

        assert len(desk.letters()) == 2
        assert [each.zone for each in desk.letters(search="340102-1")] == ["outer"]
        assert [each.zone for each in desk.letters(reason="unreadable")] == ["inner"]

    def test_what_waits_is_counted_for_the_navigation(self, desk: Operations) -> None:
        assert open_matters() == 0
        given_report()
        given_letter()

        assert open_matters() == 4

    def test_a_matter_is_traced_through_the_gate(self, desk: Operations) -> None:
        given_report()
        sent_from_here, came = desk.crossed("test-request-0001")

        assert sent_from_here == []
        assert [each.entry.message for each in came] == ["operations.reported"]
        assert [receipt.rung for receipt in came[0].receipts] == ["R4"]


def part(pid: int | None, **more: object) -> dict[str, object]:
    """A process as the supervisor writes it down."""
    return {"pid": pid, "alive": pid is not None, "restarts": 0, "last_exit": None, "given_up": False, **more}


class TestProcesses:
    @pytest.fixture
    def written(self, tmp_path: Path, settings: object) -> Path:
        settings.VAR = tmp_path
        (tmp_path / "run").mkdir()
        return tmp_path / "run" / "state.json"

    def test_one_that_was_given_up_is_first_in_the_list_and_counted(self, written: Path, desk: Operations) -> None:
        before = open_matters()
        worker = part(None, restarts=4, last_exit=-9, given_up=True)
        written.write_text(json.dumps({"inner-web": part(os.getpid()), "inner-worker": worker}))

        assert [(each.name, each.state) for each in desk.processes()] == [
            ("inner-worker", "given_up"), ("inner-web", "running"),
        ]  # fmt: skip
        assert open_matters() == before + 1

    def test_one_that_is_being_started_again_waits_for_nobody(self, written: Path, desk: Operations) -> None:
        before = open_matters()
        written.write_text(json.dumps({"inner-web": part(os.getpid()), "outer-gate": part(None, last_exit=1)}))

        assert [each.state for each in desk.processes()] == ["restarting", "running"]
        assert open_matters() == before

    def test_one_that_is_said_to_run_and_does_not_is_gone(self, written: Path, desk: Operations) -> None:
        written.write_text(json.dumps({"inner-web": part(os.getpid()), "nats": part(2**22 + 1)}))

        assert next((each.name, each.state) for each in desk.processes()) == ("nats", "gone")

    def test_those_of_a_supervisor_that_has_stopped_are_not_shown(self, written: Path, desk: Operations) -> None:
        written.write_text(json.dumps({"inner-web": part(2**22 + 1, alive=False)}))

        assert desk.processes() == []

    def test_the_page_names_the_dead_one_and_where_its_words_are(
        self, written: Path, client: Client, operator: Official
    ) -> None:
        worker = part(None, restarts=4, last_exit=1, given_up=True)
        written.write_text(json.dumps({"inner-web": part(os.getpid()), "inner-worker": worker}))
        client.force_login(operator)
        html = client.get("/operations/").content.decode()

        assert "进程没有运行：inner-worker" in html
        assert "退出码 1，日志 log/inner-worker.log" in html


class TestActingInside:
    def test_a_failure_is_settled_once(self, by: Actor) -> None:
        record_failure(source="casework", summary="文书生成失败", at=NOW)
        number = failures()[0].pk
        settle_failure("inner", number, by=by, at=NOW)

        assert list(failures()) == []
        assert AuditLine.objects.filter(action="network:inner:settle_failure").count() == 1
        with pytest.raises(CannotDo, match="已经了结"):
            settle_failure("inner", number, by=by, at=NOW)

    def test_a_letter_is_discarded_by_two(self, by: Actor, colleague: Actor) -> None:
        letter = given_letter()
        with pytest.raises(CannotDo, match="理由"):
            discard_letter("inner", letter.pk, by=by, at=NOW)
        propose_discard("inner", letter.pk, reason="测试件", by=by, at=NOW)
        with pytest.raises(CannotDo, match="另一名"):
            discard_letter("inner", letter.pk, by=by, at=NOW)
        discard_letter("inner", letter.pk, by=colleague, at=NOW)

        letter.refresh_from_db()
        assert letter.state == DeadLetterState.DISCARDED

    def test_what_cannot_be_redriven_says_what_to_do(self, by: Actor) -> None:
        with pytest.raises(CannotDo, match="公钥"):
            redrive_letter("inner", given_letter().pk, by=by, at=NOW)


class TestActingOutside:
    def test_a_decision_crosses_the_gate_and_its_subject_leaves_the_list(self, by: Actor, desk: Operations) -> None:
        given_report()
        redrive_letter("outer", 9, by=by, at=NOW)

        [message] = sent(OperatorDecided)
        assert (message.act, message.subject, message.by) == (OperatorAct.REDRIVE, 9, str(by))
        assert desk.letters() == []
        with pytest.raises(CannotDo, match="已经下达"):
            redrive_letter("outer", 9, by=by, at=NOW)

    def test_the_answer_is_shown_and_a_refused_one_brings_the_subject_back(self, by: Actor, desk: Operations) -> None:
        given_report()
        redrive_letter("outer", 9, by=by, at=NOW)
        answer(Decision.objects.get(), is_refused=True, text="签名仍然无法确认")

        decision = Decision.objects.get()
        assert (decision.state, decision.answer) == ("refused", "签名仍然无法确认")
        assert [each.id for each in desk.letters()] == [9]

    def test_a_done_one_stays_away_until_the_next_report_says_so_too(self, by: Actor, desk: Operations) -> None:
        given_report()
        settle_failure("outer", 7, by=by, at=NOW)
        answer(Decision.objects.get())

        assert desk.failures() == []

    def test_discarding_takes_a_second_operator_here(self, by: Actor, colleague: Actor, desk: Operations) -> None:
        given_report()
        propose_discard("outer", 9, reason="重复件", by=by, at=NOW)
        assert desk.letter("outer", 9).proposed_by == str(by)
        assert sent(OperatorDecided) == []
        with pytest.raises(CannotDo, match="另一名"):
            discard_letter("outer", 9, by=by, at=NOW)
        discard_letter("outer", 9, by=colleague, at=NOW)

        [message] = sent(OperatorDecided)
        assert (message.by, message.second, message.reason) == (str(by), str(colleague), "重复件")


class TestPages:
    @pytest.fixture
    def signed_in(self, client: Client, operator: Official) -> Client:
        client.force_login(operator)
        return client

    def test_show_both_zones(self, signed_in: Client) -> None:
        given_report(at=timezone.now())
        page = signed_in.get("/operations/").content.decode()

        assert "外网" in page
        assert "12 分钟" in page
        assert "没有报告" not in page

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("channels/", "operations"), ("letters/", "多次处理失败"),
            ("letters/?q=340102-1&reason=failing", "340102-1"),
            ("letters/outer/9/", "KeyError @ views:12"), ("failures/", "短信网关无应答"),
            ("jobs/", "Timeout @ mail:30 send"),
            ("envelopes/?q=test-request-0001", "operations.reported"),
        ],
    )  # fmt: skip
    def test_show_what_there_is(self, signed_in: Client, path: str, words: str) -> None:
        given_report()
        answer = signed_in.get(f"/operations/{path}")

        assert answer.status_code == 200
        assert words in answer.content.decode()

    def test_act_by_post_and_say_what_happened(self, signed_in: Client) -> None:
        given_report()
        record_failure(source="casework", summary="文书生成失败", at=NOW)
        number = failures()[0].pk

        page = signed_in.post(f"/operations/failures/inner/{number}/settle/", follow=True).content.decode()
        assert "已了结" in page
        page = signed_in.post(f"/operations/failures/inner/{number}/settle/", follow=True).content.decode()
        assert "已经了结" in page
        for path in ("letters/outer/9/redrive/", "jobs/outer/5/retry/", "letters/outer/9/propose-discard/"):
            assert signed_in.get(f"/operations/{path}").status_code == 405

    def test_a_letter_is_proposed_on_its_page(self, signed_in: Client) -> None:
        letter = given_letter()
        path = f"/operations/letters/inner/{letter.pk}/propose-discard/"
        assert "请写明废弃的理由" in signed_in.post(path, {"reason": " "}, follow=True).content.decode()

        assert "您已提出废弃" in signed_in.post(path, {"reason": "测试件"}, follow=True).content.decode()

    def test_the_list_asks_the_database_a_fixed_number_of_times(
        self, signed_in: Client, django_assert_max_num_queries: object
    ) -> None:
        given_report()
        for number in range(30):
            record_failure(source="casework", summary=f"失败{number}", at=NOW)

        with django_assert_max_num_queries(24):
            signed_in.get("/operations/failures/")
