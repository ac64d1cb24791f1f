"""Bars: who may not apply for one kind of licence again for a while (arts 78, 79)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.inner.licences.models import Bar
from huizheng.inner.licences.rules import BAR_LAWS, BarGround, barred_until

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


def impose_bar(
    *,
    ground: BarGround,
    item_slug: str,
    item_name: str,
    organ_key: str,
    holder_name: str,
    holder_digest: str,
    reasons: str,
    case_number: str,
    decided_on: dt.date,
    decided_by: int,
    by: Actor,
    at: dt.datetime,
) -> Bar:
    """This function will keep somebody from applying for this licence again: one year (art 78) or three (art 79).

    The caller has asked an official whether the item directly concerns public safety, health, life or property: only
    then does the law bar. A case bars once on each ground.
    """
    with transaction.atomic():
        known = Bar.objects.filter(case_number=case_number, ground=ground).first()
        if known is not None:
            return known
        bar = Bar.objects.create(
            item_slug=item_slug,
            item_name=item_name,
            organ_key=organ_key,
            holder_name=holder_name,
            holder_digest=holder_digest,
            ground=ground,
            reasons=reasons.strip(),
            barred_from=decided_on,
            barred_until=barred_until(ground, decided_on),
            case_number=case_number,
            decided_by_id=decided_by,
        )
        record(
            actor=by,
            action="licences:bar:impose",
            target=("bar", str(bar.pk)),
            facts={"case": case_number, "law": BAR_LAWS[ground], "until": bar.barred_until.isoformat()},
            at=at,
        )
    return bar
