"""The public network asks for what it has lost: all that is public now is sent again, in bundles."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import PageWithdrawn
from huizheng.inner.publishing.actions.placing import tell_placement
from huizheng.inner.publishing.carrying import entry, portions, send_editions
from huizheng.inner.publishing.models import Edition, Manuscript, Placement
from huizheng.inner.publishing.states import PlacementState, State, Withdrawal
from huizheng.lib.actors import SYSTEM, Actor

if TYPE_CHECKING:
    import datetime as dt


def resend(*, site: str = "", by: Actor = SYSTEM, at: dt.datetime) -> int:
    """This function will send every current edition of a site, or of all, again; return how many.

    Pages that were abolished go with their mark, other withdrawn ones as withdrawn; placements follow their pages.
    One site is one transaction. The public network takes an edition that it has for what it has.
    """
    slugs = [site] if site else sorted(set(Manuscript.objects.order_by().values_list("site", flat=True).distinct()))
    return sum(_resend(slug, by=by, at=at) for slug in slugs)


@transaction.atomic
def _resend(site: str, *, by: Actor, at: dt.datetime) -> int:
    current = Edition.objects.filter(currently_of__site=site).order_by("manuscript_id")
    left = Manuscript.objects.filter(site=site, withdrawn_at__isnull=False, current__isnull=True)
    abolished = [
        edition
        for each in left.filter(withdrawn_how=Withdrawal.ABOLISHED)
        if (edition := each.editions.order_by("-version").first())
    ]
    count = 0
    for portion in portions(entry(each.document, each.sm3) for each in (*current.iterator(500), *abolished)):
        send_editions(site=site, bundle=uuid.uuid4(), entries=portion, at=at)
        count += len(portion)
    for each in left.filter(state__in=[State.WITHDRAWN, State.ARCHIVED]).order_by("withdrawn_at"):
        send(
            PageWithdrawn(
                site=site,
                page=each.key,
                number=each.number,
                how=each.withdrawn_how,
                reason=each.withdrawn_reason,
                to=each.withdrawn_to,
                at=at,
            ),
            at=at,
        )
    shown = Placement.objects.filter(manuscript__site=site, state=PlacementState.ACCEPTED).select_related("manuscript")
    for placement in shown.order_by("requested_at"):
        tell_placement(placement, on=True, at=at)
    record(actor=by, action="publishing:site:resend", target=("site", site), facts={"editions": count}, at=at)
    return count
