"""Work that comes with the day."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.outer.applications.actions.drafting import forget_drafts, warn_of_drafts
from huizheng.outer.applications.actions.following import erase_own_copies
from huizheng.outer.applications.actions.licensing import remind_of_renewals


@app.periodic(cron="20 3 * * *")
@app.task(name="applications.erase_own_copies", queue="housekeeping", pass_context=False)
def erase_due_copies(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    now = timezone.now()
    erase_own_copies(due_on=timezone.localdate(now), at=now)


@app.periodic(cron="30 8 * * *")
@app.task(name="applications.remind_of_renewals", queue="housekeeping", pass_context=False)
def remind_holders(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    now = timezone.now()
    remind_of_renewals(today=timezone.localdate(now), at=now)


@app.periodic(cron="40 3 * * *")
@app.task(name="applications.forget_drafts", queue="housekeeping", pass_context=False)
def forget_untouched_drafts(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    forget_drafts(at=timezone.now())


@app.periodic(cron="40 8 * * *")
@app.task(name="applications.warn_of_drafts", queue="housekeeping", pass_context=False)
def warn_of_untouched_drafts(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    warn_of_drafts(at=timezone.now())
