"""What assessment does by itself: look at the limits of waiting cases and raise cards."""

from __future__ import annotations

from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.assessment.cards import cases_in_danger, levels_raised
from huizheng.inner.assessment.rules import level_of
from huizheng.inner.assessment.supervising import raise_card

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from huizheng.inner.casework.api import Case

BATCH = 500


@app.periodic(cron="20 * * * *")
@app.task(queue="clocks", name="assessment.watch_limits")
def watch_limits(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return raise_cards(at=timezone.now())


def raise_cards(*, at: dt.datetime) -> int:
    """Raise every card that is due and return how many were new. One failure stops no other.

    Cases whose card is known are passed over by the batch, so that a backlog costs no question a case.
    """
    today = timezone.localdate(at)
    return one_by_one(
        _cases_without_their_card(today),
        lambda case: raise_card(case, at=at) is not None,
        source="assessment.watch_limits",
        name=attrgetter("number"),
        at=at,
    )


def _cases_without_their_card(today: dt.date) -> Iterator[Case]:
    waiting = cases_in_danger(today).iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        known = levels_raised(case.number for case in batch)
        yield from (case for case in batch if (case.number, level_of(case, today=today)) not in known)
