"""What publishing does by itself: release what is due this minute, take down what has expired."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import record_failure
from huizheng.inner.publishing.actions.placing import end_placement
from huizheng.inner.publishing.actions.releasing import release_bundle
from huizheng.inner.publishing.actions.withdrawing import withdraw
from huizheng.inner.publishing.models import Manuscript, Placement
from huizheng.inner.publishing.states import PlacementState, State, Withdrawal
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Callable


@app.periodic(cron="* * * * *")
@app.task(queue="clocks", name="publishing.keep_the_minute")
def keep_the_minute(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return keep_schedule(at=timezone.now())


def keep_schedule(*, at: dt.datetime) -> int:
    """Release what was to appear by now, withdraw what has expired, end placements; return how many.

    What is due in one minute on one site appears as one bundle; a text that cannot go holds back no other site.
    """
    done = 0
    due: dict[str, list[int]] = defaultdict(list)
    passed = Manuscript.objects.filter(state=State.APPROVED, appears_at__lte=at).order_by("number")
    for number, site in passed.values_list("number", "site"):
        due[site].append(number)
    for numbers in due.values():
        done += _try(partial(_release, numbers, at=at), at=at)
    expired = Manuscript.objects.filter(current__isnull=False, expires_at__lte=at).order_by("number")
    for number in expired.values_list("number", flat=True):
        done += _try(partial(_expire, number, at=at), at=at)
    over = Placement.objects.filter(state=PlacementState.ACCEPTED, shown_until__lte=at).values_list("key", flat=True)
    for key in over:
        done += _try(partial(_end, key, at=at), at=at)
    return done


def _release(numbers: list[int], *, at: dt.datetime) -> int:
    return len(release_bundle(numbers=numbers, by=SYSTEM, at=at))


def _expire(number: int, *, at: dt.datetime) -> int:
    withdraw(number=number, how=Withdrawal.EXPIRED, reason="到了作者设定的到期时间", by=SYSTEM, at=at)
    return 1


def _end(key: uuid.UUID, *, at: dt.datetime) -> int:
    end_placement(key=key, reason="到了停止展示的时间", by=SYSTEM, at=at)
    return 1


def _try(act: Callable[[], int], *, at: dt.datetime) -> int:
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - the operator sees it, the others go on
        record_failure(
            source="publishing.keep_the_minute", summary=type(error).__name__, detail=str(error)[:400], at=at
        )
        return 0
