"""Working out grants from appointments and delegations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q

from huizheng.inner.organs.models import Appointment, Delegation, Grant, Official


def renew_grants(officials: Iterable[int]) -> None:
    """Write the grants of these officials anew, and of those they delegate to."""
    changed = set(officials)
    changed |= set(Delegation.objects.filter(delegator__in=changed).values_list("delegate_id", flat=True))
    own = _own_grants(
        changed | set(Delegation.objects.filter(delegate__in=changed).values_list("delegator_id", flat=True))
    )
    rows = [grant for grant in own if grant.official_id in changed]
    for delegation in Delegation.objects.filter(delegate__in=changed, delegate__is_active=True):
        rows.extend(_delegated(delegation, own))
    Grant.objects.filter(official__in=changed).delete()
    Grant.objects.bulk_create(rows)


def _own_grants(officials: set[int]) -> list[Grant]:
    held = Appointment.objects.filter(official__in=officials, official__is_active=True, post__closed_at__isnull=True)
    return [
        Grant(
            official_id=appointment.official_id,
            organ_id=appointment.post.unit.organ_id,
            duty=duty,
            valid_from=appointment.valid_from,
            valid_until=appointment.valid_until,
            appointment=appointment,
        )
        for appointment in held.select_related("post__unit")
        for duty in appointment.post.duties
    ]


def _delegated(delegation: Delegation, own: list[Grant]) -> Iterator[Grant]:
    """Yield what a delegation passes on: no more than the delegator himself has, no longer than he has it."""
    ends = min(delegation.valid_until, delegation.revoked_at or delegation.valid_until)
    for grant in own:
        if (
            grant.official_id != delegation.delegator_id
            or grant.organ_id != delegation.organ_id
            or grant.duty not in delegation.duties
        ):
            continue
        begins = max(grant.valid_from, delegation.valid_from)
        until = ends if grant.valid_until is None else min(ends, grant.valid_until)
        if begins < until:
            yield Grant(
                official_id=delegation.delegate_id,
                organ_id=grant.organ_id,
                duty=grant.duty,
                valid_from=begins,
                valid_until=until,
                appointment=grant.appointment,
                delegation=delegation,
            )


def renew_post_label(official_id: int, *, at: dt.datetime) -> None:
    """Write the official's main post in words: the first one held that has not ended."""
    held = (
        Appointment.objects.filter(official=official_id, post__closed_at__isnull=True)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at))
        .select_related("post__unit")
        .first()
    )
    label = f"{held.post.unit.name}{held.post.name}" if held else ""
    Official.objects.filter(pk=official_id).update(post_label=label)
