"""Forgetting quiet keys, once a night, by the zone's worker."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.throttle.actions import forget

# Longer than the longest lock, so that nobody's doubling is forgotten early.
QUIET = dt.timedelta(days=30)


@app.periodic(cron="23 3 * * *")
@app.task(queue="maintenance", pass_context=False, name="throttle.forget", queueing_lock="throttle.forget")
def forget_quiet_keys(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    forget(before=timezone.now() - QUIET)
