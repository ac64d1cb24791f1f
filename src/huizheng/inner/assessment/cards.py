"""Questions about warnings: which cases deserve one, which have one, and who sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from huizheng.commons.reference.api import UnknownOrgan, organ, organs
from huizheng.inner.assessment.models import SupervisionCard
from huizheng.inner.assessment.policies import organs_watched
from huizheng.inner.assessment.states import CardLevel
from huizheng.inner.casework.api import Case
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from huizheng.inner.casework.api import Staff

PAGE = 50
_SUPERVISES = "data-resources"


@dataclass(frozen=True)
class CardPage:
    """One page of cards, and the key where the next begins."""

    rows: list[SupervisionCard]
    next: str


def supervisor_of(organ_key: str) -> str:
    """Return the organ that watches over this one's service, or nothing.

    The data administration of the same county or city (政务服务管理部门); over that one, the one above it.
    """
    try:
        handling = organ(organ_key)
    except UnknownOrgan:
        return ""
    place = handling.division_id[:6]
    above = {place, f"{place[:4]}00", f"{place[:2]}0000"}
    candidates = {each.division_id: each.key for each in organs(kind=_SUPERVISES) if each.division_id in above}
    for code in (place, f"{place[:4]}00", f"{place[:2]}0000"):
        found = candidates.get(code, "")
        if found and found != organ_key:
            return found
    return ""


def cards_for(staff: Staff) -> QuerySet[SupervisionCard]:
    """Return the cards of organs that the viewer works for or supervises: one indexed predicate on the grants."""
    return SupervisionCard.objects.filter(organ_keys__overlap=sorted(organs_watched(staff)))


def card_page(staff: Staff, *, level: str = "", before: str = "", size: int = PAGE) -> CardPage:
    """Return a page of the cards of the viewer's organs, the newest first."""
    found = cards_for(staff)
    if level in set(CardLevel):
        found = found.filter(level=level)
    if (key := row_key(before)) is not None:
        found = found.filter(pk__lt=key)
    rows = list(found.order_by("-pk")[: size + 1])
    return CardPage(rows=rows[:size], next=str(rows[size - 1].pk) if len(rows) > size else "")


def cases_in_danger(today: dt.date) -> QuerySet[Case]:
    """Return the waiting cases of which four fifths of a limit are gone and whose last card isn't raised yet.

    The day of the warning is never after the last day, so that it alone finds the overdue ones too.
    """
    red = SupervisionCard.objects.filter(case_number=OuterRef("number"), level=CardLevel.RED)
    return Case.objects.waiting().filter(warn_on__lte=today).exclude(Exists(red)).order_by("id")


def levels_raised(numbers: Iterable[str]) -> set[tuple[str, str]]:
    """Return the cards that some cases have already, as number and level."""
    found = SupervisionCard.objects.filter(case_number__in=list(numbers))
    return set(found.values_list("case_number", "level"))
