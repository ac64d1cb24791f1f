"""What the stories do by themselves: try again what could not be published, warn before the last day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import record_failure
from huizheng.inner.journeys.models import GrantPublication
from huizheng.inner.journeys.publication_of_grants import publish_grant
from huizheng.inner.journeys.queries import waiting
from huizheng.inner.journeys.states import OPEN
from huizheng.inner.journeys.telling import warn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


@app.periodic(cron="25 * * * *")
@app.task(queue="clocks", name="journeys.watch_grants")
def watch_grants(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return look_after_grants(at=timezone.now())


def look_after_grants(*, at: dt.datetime) -> int:
    """Publish what still waits, then warn of what stays; return how many were looked at. One failure stops no other."""
    done = 0
    for number in waiting().values_list("case_number", flat=True).iterator(chunk_size=200):
        done += _try(partial(publish_grant, number, at=at), number, at=at)
    today = timezone.localdate(at)
    near = GrantPublication.objects.filter(state__in=sorted(OPEN), warn_on__lte=today).order_by("due_on", "id")
    for each in near.iterator(chunk_size=200):
        done += _try(partial(warn, each, at=at), each.case_number, at=at)
    return done


def _try(act: Callable[[], object], number: str, *, at: dt.datetime) -> int:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - the operator sees it, the others go on
        record_failure(source="journeys.watch_grants", summary=f"{number}: {type(error).__name__}", at=at)
        return 0
    return 1
