"""Questions about what grants owe the public. Each starts from the viewer's grants of duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from huizheng.commons.clocks.api import GRANT_PUBLICATION, clock_of, explain
from huizheng.inner.journeys.models import GrantPublication
from huizheng.inner.journeys.policies import organs_watched
from huizheng.inner.journeys.publication_of_grants import subject_of
from huizheng.inner.journeys.rules import NotVisible
from huizheng.inner.journeys.states import OPEN, PublicationState
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from huizheng.inner.casework.api import Staff

PAGE = 50
CAP = 1000


@dataclass(frozen=True)
class PublicationPage:
    """One page of the list, and the key where the next begins."""

    rows: list[GrantPublication]
    next: str


def publications_for(staff: Staff) -> QuerySet[GrantPublication]:
    return GrantPublication.objects.filter(organ_key__in=sorted(organs_watched(staff)))


def publication_for(staff: Staff, case_number: str) -> GrantPublication:
    """Return one publication of the viewer's organs; raises ``NotVisible``."""
    found = publications_for(staff).filter(case_number=case_number).first()
    if found is None:
        raise NotVisible("没有这项许可公开。")
    return found


def publication_of(case_number: str) -> GrantPublication | None:
    """Return what a case owes the public, for whoever may see the case already."""
    return GrantPublication.objects.filter(case_number=case_number).first()


def publication_page(staff: Staff, *, state: str = "", before: str = "", size: int = PAGE) -> PublicationPage:
    """Return a page of the publications of the viewer's organs, the newest first."""
    found = publications_for(staff)
    if state == "todo":
        found = found.filter(_asks_for_somebody())
    elif state in set(PublicationState):
        found = found.filter(state=state)
    if (key := row_key(before)) is not None:
        found = found.filter(pk__lt=key)
    rows = list(found.order_by("-pk")[: size + 1])
    return PublicationPage(rows=rows[:size], next=str(rows[size - 1].pk) if len(rows) > size else "")


def todo_for(staff: Staff, *, today: dt.date) -> QuerySet[GrantPublication]:
    """Return what somebody must look at: held back, in trouble, or near its last day; the most urgent first."""
    found = publications_for(staff).filter(_asks_for_somebody() | Q(state__in=sorted(OPEN), warn_on__lte=today))
    return found.order_by("due_on", "id")


def todo_count(staff: Staff, *, today: dt.date) -> int:
    """Return how many such there are, up to a cap."""
    return todo_for(staff, today=today)[:CAP].count()


def waiting() -> QuerySet[GrantPublication]:
    """Return what software may publish now."""
    return GrantPublication.objects.filter(state=PublicationState.WAITING).order_by("due_on", "id")


def explanation(publication: GrantPublication) -> str:
    """Return how the last day comes about, in one paragraph."""
    clock = clock_of(subject_of(publication.case_number), GRANT_PUBLICATION.code)
    return explain(clock) if clock else ""


def _asks_for_somebody() -> Q:
    return Q(state=PublicationState.HELD) | (Q(state=PublicationState.WAITING) & ~Q(trouble=""))
