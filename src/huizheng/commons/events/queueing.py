"""Queueing a job in the transaction of the act that wants it."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

# Always Django's own connection. Inside a worker the task app has another connector with a connection of its own: a job
# deferred through it would be there before the act is committed, and after the act was rolled back.
_queue = JobManager(DjangoConnector())


def enqueue(deferrer: JobDeferrer, **arguments: Any) -> int:
    """This function will queue the job that ``task.configure(…)`` describes, and return its number.

    It exists if and when the act commits, whichever process the act runs in. A database that does not answer is
    raised as Django's ``OperationalError``, like everywhere else in the act.
    """
    try:
        return JobDeferrer(job_manager=_queue, job=deferrer.job).defer(**arguments)
    except ConnectorException as error:
        raise OperationalError("the job could not be queued") from error
