"""Work that comes with the day."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.outer.applications.actions.following import erase_own_copies


@app.periodic(cron="20 3 * * *")
@app.task(name="applications.erase_own_copies", queue="housekeeping", pass_context=False)
def erase_due_copies(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    now = timezone.now()
    erase_own_copies(due_on=timezone.localdate(now), at=now)
