"""A licence is issued with the result of its case; one that renews another takes its place (arts 39, 50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.events.api import publish
from huizheng.inner.licences.events import LicenceIssued
from huizheng.inner.licences.history import locked, move
from huizheng.inner.licences.models import Licence, RenewalRequest
from huizheng.inner.licences.rules import renew_by
from huizheng.inner.licences.states import LicenceAct, LicenceState, is_possible
from huizheng.inner.licences.telling import tell

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.identities import Holder


def issue_licence(
    *,
    case_number: str,
    number: str,
    name: str,
    item_slug: str,
    item_name: str,
    organ_key: str,
    holder: Holder,
    validity: str,
    valid_from: dt.date,
    valid_until: dt.date | None,
    issued_on: dt.date,
    at: dt.datetime,
) -> Licence:
    """This function will write the licence that a granted case results in (art 39), once a case.

    Where the case asked for a renewal, the licence renewed is succeeded by this one (art 50); one that was taken away
    meanwhile stays as it is.
    """
    with transaction.atomic():
        known = Licence.objects.filter(case_number=case_number).first()
        if known is not None:
            return known
        renewal = RenewalRequest.objects.filter(case_number=case_number).select_related("licence").first()
        before = locked(renewal.licence) if renewal else None
        succeeded = before if before and is_possible(LicenceAct.RENEW, LicenceState(before.state)) else None
        licence = Licence.objects.create(
            number=number,
            name=name,
            case_number=case_number,
            item_slug=item_slug,
            item_name=item_name,
            organ_key=organ_key,
            holder_kind=holder.kind,
            holder_name=holder.name,
            holder_certificate=holder.masked,
            holder_digest=holder.digest,
            validity=validity,
            issued_on=issued_on,
            valid_from=valid_from,
            valid_until=valid_until,
            renew_by_on=renew_by(valid_until, working_calendar()) if valid_until else None,
            state=LicenceState.VALID,
            since_on=valid_from,
            succeeds=succeeded,
        )
        move(licence, LicenceAct.ISSUE, at=at, legal_on=issued_on, case_number=case_number)
        if renewal:
            renewal.closed_on = issued_on
            renewal.save(update_fields=["closed_on"])
        if succeeded:
            move(succeeded, LicenceAct.RENEW, at=at, legal_on=valid_from, case_number=case_number)
            tell(succeeded, at=at)
        tell(licence, at=at)
        publish(
            LicenceIssued(
                licence_id=licence.pk,
                case_number=case_number,
                item_slug=item_slug,
                organ_key=organ_key,
                renews=succeeded.pk if succeeded else None,
                at=at,
            ),
        )
    return licence
