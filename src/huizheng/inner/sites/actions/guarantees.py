"""What keeps the columns alive: a release counts, views are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from huizheng.inner.sites.models import ColumnNotice, Site, ViewCount

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.gate.contracts.publishing import ViewsCounted

_NOTE = """
INSERT INTO sites_guarantee (site_id, path, last_update_at, releases) VALUES (%s, %s, %s, 1)
ON CONFLICT (site_id, path) DO UPDATE SET
    last_update_at = GREATEST(sites_guarantee.last_update_at, EXCLUDED.last_update_at),
    releases = sites_guarantee.releases + 1
"""


def note_release(*, site: str, column: str, at: dt.datetime) -> None:
    """This function will count a release into a column: its clock starts anew and waiting notices are settled.

    Called by ``publishing`` inside the act of release; a page placed on another site counts there as well.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [site, column, at])
    ColumnNotice.objects.filter(site=site, path=column, settled_at__isnull=True).update(settled_at=at)


def keep_views(message: ViewsCounted) -> int:
    """This function will keep how often the columns of a site were read on a day; the newest count of a day stands.

    An unknown site has none: it returns how many columns were counted.
    """
    if not Site.objects.filter(slug=message.site).exists():
        return 0
    rows = [
        ViewCount(site_id=message.site, path=path[:120], day=message.day, views=max(int(views), 0))
        for path, views in message.columns.items()
    ]
    ViewCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site", "path", "day"], update_fields=["views"]
    )
    return len(rows)
