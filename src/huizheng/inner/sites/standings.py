"""How the columns of sites stand: owner, period, last update, last day. Asked for one site or for all of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Sum
from django.utils import timezone

from huizheng.inner.sites.models import Difference, Guarantee, Site, ViewCount
from huizheng.inner.sites.queries import OwnerBook, editions, resolved
from huizheng.inner.sites.rules import standing_of
from huizheng.inner.sites.states import PORTALS, SiteKind, Standing
from huizheng.inner.sites.trees import update_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huizheng.inner.sites.resolving import Column

VIEWS_OVER = dt.timedelta(days=30)
_NEVER_EMPTY = frozenset({"CHANGE"})
LATE = frozenset({Standing.OVERDUE, Standing.EMPTY})


@dataclass(frozen=True, slots=True)
class ColumnStanding:
    """One column that owes updates, as it stands on a day."""

    site: Site
    column: Column
    owner: str
    period: int | None
    last_update_at: dt.datetime | None
    due_on: dt.date | None
    standing: Standing
    views: int = 0

    @property
    def path(self) -> str:
        return self.column.path

    @property
    def is_filled_by_others(self) -> bool:
        """Say whether its pages come from other sites or from a system: nobody is told to write them."""
        return bool(self.column.sources) or self.column.review_chain == "auto"

    @property
    def verdict(self) -> str:
        """Return what an inspection says of a column that does not keep its period."""
        return str(update_rule(self.column.update_rule)["verdict"])

    def overdue_since(self, today: dt.date) -> dt.date | None:
        late = self.due_on is not None and today > self.due_on
        return self.due_on + dt.timedelta(days=1) if late and self.due_on else None


def standings(sites: Sequence[Site], *, today: dt.date, views: bool = False) -> list[ColumnStanding]:
    """Return the standing of every shown column that takes pages, site by site in reading order.

    A column that shows other sites' pages beside its own is as fresh as the freshest of them.
    """
    slugs = [each.slug for each in sites]
    trees = editions()
    differences: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for slug, path, kind, value in Difference.objects.filter(site__in=slugs).values_list(
        "site_id", "path", "kind", "value"
    ):
        differences[slug].append((path, kind, value))
    known_of = Guarantee.objects.filter(site__in=slugs).values_list(
        "site_id", "path", "owner_id", "period_days", "last_update_at"
    )
    kept = {(slug, path): _Kept(owner, period, last) for slug, path, owner, period, last in known_of}
    book = OwnerBook(sites)
    counted = _views(slugs, today) if views else {}
    columns = [(each, resolved(each, trees[each.tree], differences[each.slug])) for each in sites]
    fresh = Freshness(column for _, found in columns for column in found)
    here = timezone.get_current_timezone()
    answer = []
    for site, found in columns:
        opened = site.opened_at.astimezone(here).date()
        for column in found:
            if column.is_shown and column.takes_pages:
                known = kept.get((site.slug, column.path), _UNKNOWN)
                period = known.period or column.update_days
                last = max((each for each in (known.last, fresh.of(site, column.sources)) if each), default=None)
                standing, due = standing_of(
                    last=last.astimezone(here).date() if last else None,
                    opened=opened,
                    period=period,
                    mandatory=column.is_mandatory and column.update_rule in _NEVER_EMPTY,
                    today=today,
                )
                answer.append(
                    ColumnStanding(
                        site=site,
                        column=column,
                        owner=known.owner or book.owner(site, column.owner_kind),
                        period=period,
                        last_update_at=last,
                        due_on=due,
                        standing=standing,
                        views=counted.get((site.slug, column.path), 0),
                    )
                )
    return answer


class _Kept(NamedTuple):
    owner: str | None
    period: int | None
    last: dt.datetime | None


_UNKNOWN = _Kept(None, None, None)


class Freshness:
    """When the columns that others subscribe to were last updated; asked once for all of some columns."""

    def __init__(self, columns: Iterable[Column]) -> None:
        paths = {source.partition(":")[2] for column in columns for source in column.sources}
        self._last: dict[str, dict[str, dt.datetime]] = defaultdict(dict)
        rows = Guarantee.objects.filter(path__in=paths, last_update_at__isnull=False).values_list(
            "path", "site_id", "last_update_at"
        )
        for path, slug, at in rows if paths else ():
            if at is not None:
                self._last[path][slug] = at
        self._below: dict[str, dict[str, set[str]]] = {"children": defaultdict(set), "departments": defaultdict(set)}
        for slug, kind, parent in Site.objects.values_list("slug", "kind", "parent_id") if paths else ():
            if kind in PORTALS:
                self._below["children"][parent or ""].add(slug)
            elif kind == SiteKind.DEPARTMENT:
                self._below["departments"][parent or ""].add(slug)

    def of(self, site: Site, sources: Iterable[str]) -> dt.datetime | None:
        """Return the latest update of what a site's column shows of others; nothing when there is none."""
        found: list[dt.datetime] = []
        for source in sources:
            where, _, path = source.partition(":")
            last = self._last.get(path, {})
            if where in self._below:
                found += [last[slug] for slug in self._below[where][site.slug] if slug in last]
            elif (slug := (site.parent_id or "") if where in {"parent", "translations"} else where) in last:
                found.append(last[slug])
        return max(found, default=None)


def _views(slugs: list[str], today: dt.date) -> dict[tuple[str, str], int]:
    rows = (
        ViewCount.objects.filter(site__in=slugs, day__gt=today - VIEWS_OVER, day__lte=today)
        .values("site_id", "path")
        .annotate(n=Sum("views"))
        .order_by("site_id", "path")
    )
    return {(row["site_id"], row["path"]): row["n"] for row in rows}
