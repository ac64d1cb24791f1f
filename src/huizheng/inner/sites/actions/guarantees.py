"""What keeps the columns alive: releases count, views are kept, owners are warned."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.sites.events import ColumnNoticesRaised
from huizheng.inner.sites.models import LONGEST_PATH, ColumnNotice, Site, ViewCount
from huizheng.inner.sites.queries import all_sites
from huizheng.inner.sites.standings import standings
from huizheng.inner.sites.states import NoticeKind, Standing
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from huizheng.gate.contracts.publishing import ViewsCounted

_NOTE = """
INSERT INTO sites_guarantee (site_id, path, last_update_at, releases)
SELECT site, path, max(at), count(*) FROM unnest(%s::text[], %s::text[], %s::timestamptz[]) AS given (site, path, at)
GROUP BY site, path
ON CONFLICT (site_id, path) DO UPDATE SET
    last_update_at = GREATEST(sites_guarantee.last_update_at, EXCLUDED.last_update_at),
    releases = sites_guarantee.releases + EXCLUDED.releases
"""


def note_release(*, site: str, column: str, at: dt.datetime) -> None:
    """This function will count a release into a column: its clock starts anew and waiting notices are settled.

    Called by ``publishing`` inside the act of release; a page placed on another site counts there as well.
    """
    note_releases([(site, column, at)])


def note_releases(releases: Iterable[tuple[str, str, dt.datetime]]) -> None:
    """This function will count many releases, ``(site, column, at)``, in one statement."""
    given = list(releases)
    if not given:
        return
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [list(part) for part in zip(*given, strict=True)])
    waiting = ColumnNotice.objects.filter(settled_at__isnull=True, site__in={site for site, _, _ in given})
    latest: dict[tuple[str, str], dt.datetime] = {}
    for site, column, at in given:
        latest[site, column] = max(at, latest.get((site, column), at))
    for notice in waiting.only("pk", "site_id", "path"):
        if at_last := latest.get((notice.site_id, notice.path)):
            ColumnNotice.objects.filter(pk=notice.pk).update(settled_at=at_last)


def raise_notices(*, at: dt.datetime) -> int:
    """This function will warn the owners of columns that come near their last day, and tell those past it, each once.

    One event an owner carries what is new. It returns how many notices were raised. A column that shows others' pages
    only is not its owner's to update.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        wanted = [
            ColumnNotice(
                site=each.site,
                path=each.path,
                column_name=each.column.name[:60],
                owner_id=each.owner,
                kind=NoticeKind.OVERDUE if today > each.due_on else NoticeKind.SOON,
                due_on=each.due_on,
                raised_at=at,
            )
            for each in standings(list(all_sites().filter(closed_at__isnull=True)), today=today)
            if each.due_on is not None
            and not each.is_filled_by_others
            and (today > each.due_on or each.standing is Standing.SOON)
        ]
        known = set(
            ColumnNotice.objects.filter(settled_at__isnull=True).values_list("site_id", "path", "due_on", "kind")
        )
        new = [each for each in wanted if (each.site_id, each.path, each.due_on, each.kind) not in known]
        if not new:
            return 0
        ColumnNotice.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
        counted: dict[str, list[ColumnNotice]] = defaultdict(list)
        for each in new:
            counted[each.owner_id].append(each)
        for owner, notices in sorted(counted.items()):
            publish(
                ColumnNoticesRaised(
                    owner=owner,
                    soon=sum(each.kind == NoticeKind.SOON for each in notices),
                    overdue=sum(each.kind == NoticeKind.OVERDUE for each in notices),
                    columns=[f"{each.site.short_name}·{each.column_name}" for each in notices[:5]],
                    at=at,
                )
            )
        record(
            actor=SYSTEM,
            action="sites:column:warn",
            target=("cluster", "sites"),
            facts={"notices": len(new), "owners": len(counted)},
            at=at,
        )
    return len(new)


def keep_views(message: ViewsCounted) -> int:
    """This function will keep how often the columns of a site were read on a day; the newest count of a day stands.

    It returns how many columns were counted: none for an unknown site.
    """
    if not Site.objects.filter(slug=message.site).exists():
        return 0
    rows = [
        ViewCount(site_id=message.site, path=path, day=message.day, views=max(int(views), 0))
        for path, views in message.columns.items()
        if len(path) <= LONGEST_PATH
    ]
    ViewCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site", "path", "day"], update_fields=["views"]
    )
    return len(rows)
