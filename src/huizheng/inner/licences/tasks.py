"""What licences do by themselves: those whose last day has passed expire."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.licences.actions.nightly import expire, expiring_today

if TYPE_CHECKING:
    import datetime as dt


@app.periodic(cron="40 0 * * *")
@app.task(queue="clocks", name="licences.expire_past")
def expire_past(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return expire_all(at=timezone.now())


def expire_all(*, at: dt.datetime) -> int:
    """Hold expired every licence whose last day has passed; return how many. One failure stops no other."""
    return one_by_one(
        expiring_today(timezone.localdate(at)),
        partial(expire, at=at),
        source="licences.expire_past",
        name=attrgetter("pk"),
        at=at,
    )
