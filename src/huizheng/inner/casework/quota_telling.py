"""What the public network is told of a limited number, after each decision and each ending (行政许可法 arts 30, 57)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.gate.api import send
from huizheng.gate.contracts import QuotaStanding
from huizheng.inner.casework.queries import case_numbered
from huizheng.inner.casework.quota import used
from huizheng.inner.casework.releases import plan_for

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic
def tell_number(case_number: str, *, at: dt.datetime) -> bool:
    """This function will tell the guide how many places of a limited licence are taken at the case's organ.

    Return whether there was anything to tell: most licences know no number.
    """
    case = case_numbered(case_number)
    quota = plan_for(case).quota
    if quota is None:
        return False
    today = timezone.localdate(at)
    send(
        QuotaStanding(
            slug=case.item_slug,
            organ_key=case.filed_organ_key,
            used=used(case, quota, on=today),
            year=today.year if quota.yearly else 0,
            at=at,
        ),
        at=at,
    )
    return True
