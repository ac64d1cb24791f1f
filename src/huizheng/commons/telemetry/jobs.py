"""Background jobs as the operator sees them: how many wait, which have failed for good, and trying one again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    import datetime as dt

# A job's arguments may hold facts about a person, so they are never read here.
_FIGURES = """
SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       min(e.at) FILTER (WHERE status = 'todo' AND coalesce(j.scheduled_at, %(at)s) <= %(at)s)
FROM procrastinate_jobs j
LEFT JOIN LATERAL (
    SELECT at FROM procrastinate_events WHERE job_id = j.id AND type IN ('deferred', 'deferred_for_retry')
    ORDER BY id DESC LIMIT 1) e ON true
WHERE status IN ('todo', 'doing', 'failed')
"""
_FAILED = """
SELECT j.id, j.task_name, j.queue_name, j.attempts,
       (SELECT max(at) FROM procrastinate_events WHERE job_id = j.id AND type = 'failed'),
       coalesce(f.reason, ''), coalesce(f.request_id, ''), false
FROM procrastinate_jobs j LEFT JOIN telemetry_jobfault f ON f.job_id = j.id
WHERE j.status = 'failed'
UNION ALL
SELECT j.id, j.task_name, j.queue_name, j.attempts, f.happened_at, f.reason, f.request_id, true
FROM telemetry_jobfault f JOIN procrastinate_jobs j ON j.id = f.job_id
WHERE j.status IN ('todo', 'doing')
ORDER BY 8, 1 DESC LIMIT %s
"""
_AGAIN = """
SELECT procrastinate_retry_job_v2(id, %s, NULL, NULL, NULL) FROM procrastinate_jobs
WHERE id = %s AND status = 'failed'
"""


class NoSuchJob(LookupError):
    """No failed job has that number, or somebody has had it tried again already."""


@dataclass(frozen=True)
class JobFigures:
    """How many jobs there are, and for how long the oldest one that could run has been waiting."""

    todo: int
    doing: int
    failed: int
    oldest_todo: float


@dataclass(frozen=True)
class FailedJob:
    """A job that was tried as often as it may be, or one that failed and will be tried again by itself."""

    id: int
    task: str
    queue: str
    attempts: int
    failed_at: dt.datetime | None
    reason: str = ""
    request_id: str = ""
    is_retrying: bool = False


def job_figures(*, at: dt.datetime) -> JobFigures:
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"at": at})
        todo, doing, failed, oldest = cursor.fetchone()
    return JobFigures(todo, doing, failed, round((at - oldest).total_seconds(), 1) if oldest else 0.0)


def failed_jobs(*, limit: int = 100) -> list[FailedJob]:
    """Return the jobs that have failed for good, the newest first, then those that are still being tried."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [limit])
        return [FailedJob(*row) for row in cursor.fetchall()]


def retry_job(job_id: int, *, at: dt.datetime) -> None:
    """This function will have a failed job tried once more; raises ``NoSuchJob``."""
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [at, job_id])
        if not cursor.fetchall():
            raise NoSuchJob(job_id)
