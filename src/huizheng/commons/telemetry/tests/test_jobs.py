from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from huizheng.commons.telemetry.api import NoSuchJob, failed_jobs, job_figures, resources, retry_job

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
