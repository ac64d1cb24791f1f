"""The anchor of every hour, run by the zone's worker."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.audit.actions import anchor


@app.periodic(cron="7 * * * *")
@app.task(queue="maintenance", pass_context=False, name="audit.anchor", queueing_lock="audit.anchor")
def anchor_hourly(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    anchor(at=timezone.now())
