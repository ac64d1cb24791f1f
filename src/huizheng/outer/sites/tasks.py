"""Work that comes with the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.outer.sites.actions.views import forget_old_counts, tell_views


@app.periodic(cron="*/10 * * * *")
@app.task(name="sites.tell_views", queue="housekeeping", pass_context=False)
def tell_how_often_pages_are_read(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    tell_views(at=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="sites.forget_old_counts", queue="housekeeping", pass_context=False)
def forget_what_is_old(timestamp: int) -> None:  # noqa: ARG001 - the moment procrastinate planned
    forget_old_counts(at=timezone.now())
