"""Why a background job failed, in words that name no person: the kind of error and the place in our code."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.db.models.functions import Now

from huizheng.commons.telemetry.logs import logger
from huizheng.commons.telemetry.models import JobFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate import JobContext
    from procrastinate.worker import Worker

_FRAMES = 3


def where(error: BaseException) -> str:
    """Return an error's kind and where it came from; its text is left out, for it may name a person."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    path = " ← ".join(f"{Path(frame.filename).stem}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} @ {path}"


def tell_why_it_failed(call_next: Callable[[], Any], context: JobContext, _: Worker) -> Any:
    """Run a job for the worker; when it raises, keep why; when a later try succeeds, keep nothing."""
    try:
        result = call_next()
    except Exception as error:
        if context.job.id is not None:
            _keep(context.job.id, error, str(context.job.task_kwargs.get("request_id", "")))
        raise
    if context.job.id is not None and context.job.attempts:
        JobFault.objects.filter(job_id=context.job.id).delete()
    return result


def _keep(job_id: int, error: Exception, request_id: str) -> None:
    # The database's clock, which times the job's own events too.
    facts = {"reason": where(error)[:300], "request_id": request_id[:64], "happened_at": Now()}
    try:
        JobFault.objects.update_or_create(job_id=job_id, defaults=facts)
    except DatabaseError:  # what failed the job may be the database itself: the job's own error goes on
        logger("telemetry").exception("job.fault_not_kept", job=job_id)
