"""What comes with the day: licences expire (art 50), and the last days for asking follow the calendar (art 82)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.events.api import publish
from huizheng.inner.licences.events import LicenceEnded
from huizheng.inner.licences.history import locked, move
from huizheng.inner.licences.models import Licence, RenewalRequest
from huizheng.inner.licences.rules import renew_by
from huizheng.inner.licences.states import LicenceAct, LicenceState
from huizheng.inner.licences.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = dt.timedelta(days=1)


def expiring_today(today: dt.date) -> Iterator[Licence]:
    """Yield the licences whose last day has passed, but those whose renewal was asked for in time and is not decided.

    Those are deemed renewed by the cases themselves (art 50(2)).
    """
    waiting = RenewalRequest.objects.filter(
        licence=OuterRef("pk"), in_time=True, lapsed_on__isnull=True, closed_on__isnull=True
    )
    past = Licence.objects.filter(state=LicenceState.VALID, valid_until__lt=today).exclude(Exists(waiting))
    yield from past.order_by("valid_until", "id").iterator(chunk_size=200)


def expire(licence: Licence, *, at: dt.datetime) -> bool:
    """This function will hold a licence expired on the day after its last one; return whether it did.

    The last day itself is still good. Nothing happens to one that is no longer in force.
    """
    with transaction.atomic():
        row = locked(licence)
        if row.state != LicenceState.VALID or row.valid_until is None or row.valid_until >= timezone.localdate(at):
            return False
        # The state holds from the day after the last one, however late the night's work ran.
        move(row, LicenceAct.EXPIRE, at=at, legal_on=row.valid_until + _DAY)
        tell(row, at=at)
        publish(
            LicenceEnded(
                licence_id=row.pk, state=str(row.state), organ_key=row.organ_key, legal_on=row.since_on, at=at
            ),
        )
    return True


def follow_calendar(year: int, *, at: dt.datetime) -> int:
    """This function will count the last days for asking anew after a year's holidays were announced (art 82).

    Return how many moved. What was asked for in time by the old count stays in time.
    """
    moved = 0
    calendar = working_calendar()
    touched = Licence.objects.filter(state=LicenceState.VALID, valid_until__year__in=(year, year + 1)).order_by("id")
    for each in touched.iterator(chunk_size=200):
        with transaction.atomic():
            row = locked(each)
            assert row.valid_until is not None, "the filter asked for it"
            day = renew_by(row.valid_until, calendar)
            moved += day != row.renew_by_on
            row.renew_by_on = day
            row.save(update_fields=["renew_by_on"])
            tell(row, at=at)  # that the day no longer moves is news, too
    return moved
