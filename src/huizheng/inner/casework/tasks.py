"""What casework does by itself: hold applications accepted whose five days have passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import record_failure
from huizheng.inner.casework.actions.accepting import deem_accepted
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.states import State

if TYPE_CHECKING:
    import datetime as dt


@app.periodic(cron="10 * * * *")
@app.task(queue="clocks", name="casework.deem_overdue_accepted")
def deem_overdue_accepted(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return deem_overdue(at=timezone.now())


def deem_overdue(*, at: dt.datetime) -> int:
    """Hold accepted every case whose days of art 32(1)(4) have passed; return how many. One failure stops no other."""
    late = Case.objects.filter(
        state__in=[State.RECEIVED, State.CORRECTION_RECEIVED],
        due_on__lt=timezone.localdate(at),
    ).order_by("due_on", "id")
    done = 0
    for case in late.iterator(chunk_size=200):
        try:
            deem_accepted(case, at=at)
            done += 1
        except Exception as error:  # noqa: BLE001 - the operator sees it, the others go on
            record_failure(
                source="casework.deem_overdue_accepted",
                summary=f"{case.number}: {type(error).__name__}",
                at=at,
            )
    return done
