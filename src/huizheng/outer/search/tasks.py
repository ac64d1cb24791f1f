"""Jobs of the public network's worker, the one process that writes the index."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Final

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from huizheng.commons.events.api import enqueue
from huizheng.outer.search import actions

_LOCK: Final = "search"
_KEPT: Final = dt.timedelta(days=7)


# No lock of the queue: a job that waits for one is only looked at every five seconds. The writer itself sees to it
# that one writes at a time, and nobody waits for it.
@app.task(queue="search", queueing_lock=_LOCK, name="search.write_changes")
def write_changes() -> None:
    """Write what waits. However many changes come, one more job at most is queued."""
    actions.catch_up(at=timezone.now(), make=make_aside)


@app.periodic(cron="* * * * *")
@app.task(queue="search", name="search.look_after")
def look_after(timestamp: int) -> None:  # noqa: ARG001 - how procrastinate calls a periodic task
    """Write what no event has told of: after a crash, or where there is no index yet."""
    now = timezone.now()
    actions.catch_up(at=now, make=make_aside)
    actions.forget_old(before=now - _KEPT)


def make_aside(at: dt.datetime) -> int:  # noqa: ARG001 - the process looks at its own clock
    """Make the missing index in a process of its own, with which the memory of making it goes.

    Raises ``CalledProcessError`` where that process fails; it has said why in its log.
    """
    subprocess.run([sys.executable, "-m", "huizheng", "outer", "search", "make", "--skip-checks"], check=True)
    return 0


def write_soon() -> None:
    """Queue the writing; a job that waits already will do."""
    try:
        with transaction.atomic():  # so that a refusal leaves the caller's transaction whole
            enqueue(write_changes.configure())
    except AlreadyEnqueued:
        return
