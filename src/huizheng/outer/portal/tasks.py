"""Work that comes with the clock."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.outer.portal.patrol import patrol


@app.periodic(cron="20 4 * * *")
@app.task(name="portal.patrol", queue="housekeeping", pass_context=False)
def patrol_links(timestamp: int) -> int:  # noqa: ARG001 - the moment procrastinate planned
    """Look up what every page refers to, in the quiet hours, and tell the office."""
    return sum(len(each.broken) + each.more for each in patrol(at=timezone.now()))
