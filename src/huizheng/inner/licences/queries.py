"""Questions about licences. What a page shows starts from the viewer; the rooms above ask as the system."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.inner.licences.errors import NotVisible
from huizheng.inner.licences.models import Bar, Licence, RenewalRequest
from huizheng.inner.licences.states import LicenceState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from huizheng.inner.licences.identities import Holder
    from huizheng.inner.licences.models import LicenceQuerySet
    from huizheng.inner.licences.policies import Officer

PAGE = 50
SOON = dt.timedelta(days=90)


@dataclass(frozen=True)
class Sieve:
    """What a list of licences is narrowed to."""

    state: str = ""
    expiring: bool = False
    text: str = ""


def licences_for(officer: Officer) -> LicenceQuerySet:
    """Return the licences that the viewer may see: those that one of the viewer's organs has issued."""
    return Licence.objects.of_organs(officer.organ_keys)


def licence_for(officer: Officer, *, pk: int) -> Licence:
    """Return one licence; raises ``NotVisible`` for another organ's and for a made-up one alike."""
    found = licences_for(officer).select_related("succeeds").filter(pk=pk).first()
    if found is None:
        raise NotVisible("没有这个证件。")
    return found


def licence_page(
    officer: Officer, *, sieve: Sieve, today: dt.date, before: int | None = None, size: int = PAGE
) -> tuple[list[Licence], int | None]:
    """Return a page of the viewer's licences, the newest first, and the key of the next one.

    Expiring ones are those whose last day comes within ninety days, and stand in the same order.
    """
    found = licences_for(officer)
    if sieve.expiring:
        found = found.filter(state=LicenceState.VALID, valid_until__range=(today, today + SOON))
    elif sieve.state in set(LicenceState):
        found = found.filter(state=sieve.state)
    wanted = re.sub(r"\s", "", sieve.text)
    if wanted:
        found = found.filter(number__startswith=wanted)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def licence_of_case(case_number: str) -> Licence | None:
    """Return the licence that a case resulted in, or nothing; the caller has been given the case already."""
    return Licence.objects.filter(case_number=case_number).first()


def renewal_of(case_number: str) -> RenewalRequest | None:
    """Return what a case asks to be renewed, or nothing; the caller has been given the case already."""
    return RenewalRequest.objects.filter(case_number=case_number).select_related("licence").first()


def renewals_overdue(today: dt.date) -> Iterator[RenewalRequest]:
    """Yield the requests made in time whose licence's last day has passed without a decision (art 50(2))."""
    found = RenewalRequest.objects.filter(
        in_time=True,
        lapsed_on__isnull=True,
        closed_on__isnull=True,
        licence__state=LicenceState.VALID,
        licence__valid_until__lt=today,
    )
    yield from found.select_related("licence").order_by("licence__valid_until", "id").iterator(chunk_size=200)


def bars_of(holder: Holder, *, item_slug: str, on: dt.date) -> list[Bar]:
    """Return the bars that keep somebody from applying for an item on a day (arts 78, 79), the longest first."""
    if not holder.digest:
        return []
    found = Bar.objects.filter(
        holder_digest=holder.digest, item_slug=item_slug, barred_from__lte=on, barred_until__gt=on
    )
    return list(found.order_by("-barred_until", "-id"))


def bars_for(officer: Officer) -> QuerySet[Bar]:
    """Return the bars that the viewer's organs have imposed."""
    return Bar.objects.filter(organ_key__in=sorted(officer.organ_keys)).order_by("-id")
