"""Questions about the register: what is due, what is late, what was late, and what lacks its interpretation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.models.catalogue import CatalogueRecord
from huizheng.inner.publishing.openness.clock import Due, due, due_on
from huizheng.inner.publishing.policies import visible_to
from huizheng.inner.publishing.states import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from huizheng.inner.publishing.policies import Standing

_SHOWN = 100
_GONE = (State.ARCHIVED, State.WITHDRAWN)


@dataclass(frozen=True)
class ToOpen:
    """One thing to open and how its twenty working days stand."""

    manuscript: Manuscript
    formed_on: dt.date
    due: Due


@dataclass(frozen=True)
class Opened:
    """How an office kept the period over some months."""

    total: int
    in_time: int

    @property
    def late(self) -> int:
        return self.total - self.in_time

    @property
    def share(self) -> int | None:
        return round(self.in_time * 100 / self.total) if self.total else None


def records_for(standing: Standing) -> QuerySet[CatalogueRecord]:
    """Return the lines of the register that belong to manuscripts the viewer works with."""
    seen = Manuscript.objects.filter(visible_to(standing))
    return CatalogueRecord.objects.filter(manuscript__in=seen)


def to_open(standing: Standing, *, today: dt.date) -> list[ToOpen]:
    """Return what is still to be opened, the most urgent first."""
    rows = (
        records_for(standing)
        .filter(opened_on__isnull=True, is_owed=True)
        .exclude(manuscript__state__in=_GONE)
        .select_related("manuscript")
        .order_by("formed_on", "manuscript")[:_SHOWN]
    )
    return [ToOpen(row.manuscript, row.formed_on, due(row.formed_on, today=today)) for row in rows]


def opened_since(standing: Standing, *, since: dt.date) -> Opened:
    """Return how many were opened since a day, and how many of them in time."""
    rows = records_for(standing).filter(opened_on__gte=since).values_list("formed_on", "opened_on")
    in_time = total = 0
    last: dict[dt.date, dt.date] = {}
    for formed, opened_on in rows:
        if formed not in last:
            last[formed] = due_on(formed)
        total += 1
        in_time += opened_on is not None and opened_on <= last[formed]
    return Opened(total, in_time)


def without_interpretation(standing: Standing) -> QuerySet[Manuscript]:
    """Return released normative documents that no released page interprets, the newest first.

    Pairs are named in either direction: the document names what interprets it, or the other names the document.
    """
    interpreted = Q(current__document__related__contains=[{"role": "interpreted_by"}])
    documents = Manuscript.objects.filter(
        visible_to(standing), kind="document", state=State.RELEASED, current__document__facts__is_normative=True
    )
    found = documents.exclude(interpreted).order_by("-moved_at", "-number")
    named = _named_by_interpretations(documents)
    return found.exclude(pk__in=named)


def _named_by_interpretations(documents: QuerySet[Manuscript]) -> set[int]:
    sites = documents.order_by().values("site")
    rows = Manuscript.objects.filter(
        site__in=sites,
        state=State.RELEASED,
        current__document__related__contains=[{"role": "interprets"}],
    ).values_list("current__document__related", flat=True)
    return {each["number"] for related in rows for each in related if each["role"] == "interprets"}
