"""What the stories do by themselves: try again what could not be published, warn before the last day."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.journeys.models import GrantPublication
from huizheng.inner.journeys.publication_of_grants import publish_grant
from huizheng.inner.journeys.queries import waiting
from huizheng.inner.journeys.states import OPEN
from huizheng.inner.journeys.telling import warn

if TYPE_CHECKING:
    import datetime as dt


@app.periodic(cron="25 * * * *")
@app.task(queue="clocks", name="journeys.watch_grants")
def watch_grants(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return look_after_grants(at=timezone.now())


def look_after_grants(*, at: dt.datetime) -> int:
    """Publish what still waits, then warn of what stays; return how many were looked at. One failure stops no other."""
    each = partial(one_by_one, source="journeys.watch_grants", at=at)
    numbers = waiting().values_list("case_number", flat=True).iterator(chunk_size=200)
    done = each(numbers, partial(publish_grant, at=at), name=str)
    today = timezone.localdate(at)
    near = GrantPublication.objects.filter(state__in=sorted(OPEN), warn_on__lte=today).order_by("due_on", "id")
    return done + each(near.iterator(chunk_size=200), partial(warn, at=at), name=attrgetter("case_number"))
