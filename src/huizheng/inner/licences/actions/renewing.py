"""Requests for renewal: noted when the case is registered, closed when it ends otherwise (art 50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.calendar.api import working_calendar
from huizheng.inner.licences.history import locked
from huizheng.inner.licences.models import Licence, RenewalRequest
from huizheng.inner.licences.rules import is_in_time, renew_by
from huizheng.inner.licences.states import LicenceAct, LicenceState, is_possible
from huizheng.inner.licences.telling import tell
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.identities import Holder


def ask_renewal(
    *, number: str, item_slug: str, holder: Holder, case_number: str, asked_on: dt.date, at: dt.datetime
) -> RenewalRequest | None:
    """This function will note that a case asks for a licence's renewal, and whether in time (art 50(1)).

    Return nothing when there is no such licence of this holder that can be renewed: the case then goes on as any other,
    and the official sees that the named licence was not found. Noting twice changes nothing.
    """
    with transaction.atomic():
        known = RenewalRequest.objects.filter(case_number=case_number).first()
        if known is not None:
            return known
        found = (
            Licence.objects.select_for_update()
            .filter(item_slug=item_slug, number=number.strip(), holder_digest=holder.digest, valid_until__isnull=False)
            .exclude(holder_digest="")
            .order_by("id")
            .last()
        )
        if found is None or found.valid_until is None or not is_possible(LicenceAct.RENEW, LicenceState(found.state)):
            return None
        calendar = working_calendar()
        request = RenewalRequest.objects.create(
            licence=found,
            case_number=case_number,
            asked_on=asked_on,
            renew_by_on=renew_by(found.valid_until, calendar),
            in_time=is_in_time(asked_on=asked_on, valid_until=found.valid_until, calendar=calendar),
        )
        record(
            actor=SYSTEM,
            action="licences:renewal:ask",
            target=("licence", str(found.pk)),
            facts={"case": case_number, "in_time": request.in_time},
            at=at,
        )
        tell(found, at=at)
    return request


def close_renewal(*, case_number: str, closed_on: dt.date, at: dt.datetime) -> None:
    """This function will note that a case that asked for a renewal has ended without one; it may run twice."""
    with transaction.atomic():
        request = RenewalRequest.objects.filter(case_number=case_number, closed_on__isnull=True).first()
        if request is None:
            return
        licence = locked(request.licence)
        request.refresh_from_db()
        if request.closed_on is not None:  # closed, or succeeded by its new licence, while this one waited for the lock
            return
        request.closed_on = max(closed_on, request.asked_on)
        request.save(update_fields=["closed_on"])
        record(
            actor=SYSTEM,
            action="licences:renewal:close",
            target=("licence", str(licence.pk)),
            facts={"case": case_number},
            at=at,
        )
        tell(licence, at=at)


def lapse_renewal(*, case_number: str, lapsed_on: dt.date, at: dt.datetime) -> None:
    """This function will note that a renewal can no longer be deemed granted: its application was not accepted in time.

    The application goes on; the licence runs out meanwhile (arts 32, 50(2)).
    """
    with transaction.atomic():
        request = RenewalRequest.objects.select_for_update().get(case_number=case_number)
        if request.lapsed_on is not None:
            return
        request.lapsed_on = lapsed_on
        request.save(update_fields=["lapsed_on"])
        record(
            actor=SYSTEM,
            action="licences:renewal:lapse",
            target=("licence", str(request.licence_id)),
            facts={"case": case_number},
            at=at,
        )
