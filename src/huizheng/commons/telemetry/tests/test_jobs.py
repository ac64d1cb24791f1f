from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from huizheng.commons.telemetry.api import (
    NoSuchJob,
    failed_jobs,
    job_figures,
    resources,
    retry_job,
    tell_why_it_failed,
)

pytestmark = pytest.mark.django_db


def given_job(status: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('events', 'events.deliver', '{\"secret\": 1}', 'todo', 0) RETURNING id",
        )
        job = cursor.fetchone()[0]
        for step in {"todo": (), "doing": ("doing",), "failed": ("doing", "failed")}[status]:
            cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [step, job])
    return job


def test_the_figures_count_what_waits_runs_and_has_failed() -> None:
    for status in ("todo", "todo", "doing", "failed"):
        given_job(status)
    found = job_figures(at=timezone.now() + dt.timedelta(seconds=90))

    assert (found.todo, found.doing, found.failed) == (2, 1, 1)
    assert 90 <= found.oldest_todo < 100


def test_a_failed_job_is_listed_without_its_arguments_and_tried_again_once() -> None:
    job = given_job("failed")

    [found] = failed_jobs()
    assert (found.id, found.task, found.queue) == (job, "events.deliver", "events")
    assert found.failed_at is not None
    assert "secret" not in repr(found)

    retry_job(job, at=timezone.now())
    assert failed_jobs() == []
    with pytest.raises(NoSuchJob):
        retry_job(job, at=timezone.now())


def test_the_resources_are_those_of_this_machine() -> None:
    found = resources()

    assert 0 < found["disk_free"] <= found["disk_total"]
    assert found["database_size"] > 1_000_000


class TestWhyAJobFailed:
    @staticmethod
    def run(job: int, task: Callable[[], object], *, attempts: int = 0) -> object:
        kwargs = {"request_id": "request-0042", "secret": "340100199001010011"}
        facts = Job(id=job, queue="events", lock=None, queueing_lock=None, task_name="events.deliver",
                    task_kwargs=kwargs, attempts=attempts)  # fmt: skip
        return tell_why_it_failed(task, SimpleNamespace(job=facts), None)  # type: ignore[arg-type]

    def test_the_kind_and_place_are_kept_and_none_of_the_facts(self) -> None:
        job = given_job("failed")

        def task() -> None:
            raise KeyError("王小明 340100199001010011")

        with pytest.raises(KeyError):
            self.run(job, task)
        [found] = failed_jobs()
        assert found.reason.startswith("KeyError @ test_jobs:")
        assert "340100199001010011" not in repr(found)
        assert "王小明" not in repr(found)
        assert found.request_id == "request-0042"

    def test_the_latest_reason_replaces_the_one_before_and_a_success_ends_it(self) -> None:
        job = given_job("failed")
        for error in (KeyError, ValueError):

            def task(error: type[Exception] = error) -> None:
                raise error

            with pytest.raises(error):
                self.run(job, task)
        assert failed_jobs()[0].reason.startswith("ValueError")

        assert self.run(job, lambda: 7, attempts=2) == 7
        assert failed_jobs()[0].reason == ""

    def test_a_job_that_will_be_tried_again_is_listed_after_those_that_gave_up(self) -> None:
        trying, given_up = given_job("todo"), given_job("failed")
        for job in (trying, given_up):
            with pytest.raises(ZeroDivisionError):
                self.run(job, lambda: 1 // 0)
        assert [(each.id, each.is_retrying) for each in failed_jobs()] == [(given_up, False), (trying, True)]

    def test_every_worker_keeps_it(self) -> None:
        assert tell_why_it_failed in app.worker_defaults["task_middleware"]
