"""What publishing does by itself: release what is due this minute, take down what has expired."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.publishing.actions.placing import end_placement
from huizheng.inner.publishing.actions.releasing import release_bundle
from huizheng.inner.publishing.actions.withdrawing import withdraw
from huizheng.inner.publishing.models import Manuscript, Placement
from huizheng.inner.publishing.states import PlacementState, State, Withdrawal
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    import uuid


@app.periodic(cron="* * * * *")
@app.task(queue="clocks", name="publishing.keep_the_minute")
def keep_the_minute(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return keep_schedule(at=timezone.now())


def keep_schedule(*, at: dt.datetime) -> int:
    """Release what was to appear by now, withdraw what has expired, end placements; return how many of these acts.

    What is due in one minute on one site appears as one bundle; a text that cannot go holds back no other site.
    """
    each = partial(one_by_one, source="publishing.keep_the_minute", at=at)
    due: dict[str, list[int]] = defaultdict(list)
    passed = Manuscript.objects.filter(state=State.APPROVED, appears_at__lte=at).order_by("number")
    for number, site in passed.values_list("number", "site"):
        due[site].append(number)
    released = each(due, lambda site: release_bundle(numbers=due[site], by=SYSTEM, at=at), name=str)
    expired = Manuscript.objects.filter(current__isnull=False, expires_at__lte=at).order_by("number")
    withdrawn = each(expired.values_list("number", flat=True), partial(_expire, at=at), name=str)
    over = Placement.objects.filter(state=PlacementState.ACCEPTED, shown_until__lte=at).order_by("pk")
    return released + withdrawn + each(over.values_list("key", flat=True), partial(_end, at=at), name=str)


def _expire(number: int, *, at: dt.datetime) -> None:
    withdraw(number=number, how=Withdrawal.EXPIRED, reason="到了作者设定的到期时间", by=SYSTEM, at=at)


def _end(key: uuid.UUID, *, at: dt.datetime) -> None:
    end_placement(key=key, reason="到了停止展示的时间", by=SYSTEM, at=at)
