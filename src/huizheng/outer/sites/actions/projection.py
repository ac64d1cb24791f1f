"""The one way by which pages are made: at receipt, at a withdrawal or placement, and when all is made again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from huizheng.commons.events.api import publish
from huizheng.outer.sites.events import PagesChanged
from huizheng.outer.sites.models import (
    Edition,
    Listing,
    Page,
    PageChange,
    PageFile,
    PlacementOrder,
    Withdrawal,
)
from huizheng.outer.sites.projecting import listings_of, page_of
from huizheng.outer.sites.standing import bump, standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from uuid import UUID

# "I am making pages": two that make the same page would each see half of what was told.
_ONLY_ONE = 0x7061676573
_MADE = [each.name for each in Page._meta.concrete_fields if not each.primary_key]  # noqa: SLF001 - Django's own door


@transaction.atomic
def project(keys: Iterable[UUID], *, at: dt.datetime, parsed: Mapping[str, dict[str, Any]] | None = None) -> set[str]:
    """This function will make the rows of these pages from what was told, and return the sites that show something new.

    ``parsed`` holds documents by digest that are at hand already. A page without an edition has no rows.
    """
    wanted = set(keys)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONLY_ONE])
    editions = list(Edition.objects.filter(page_key__in=wanted).order_by("page_key", "-version").distinct("page_key"))
    withdrawals = Withdrawal.objects.in_bulk(wanted)
    orders: dict[UUID, list[PlacementOrder]] = {}
    for order in PlacementOrder.objects.filter(page_key__in=wanted, on=True).order_by("key"):
        orders.setdefault(order.page_key, []).append(order)
    pages: list[Page] = []
    files: list[PageFile] = []
    listings: list[Listing] = []
    for edition in editions:
        document = (parsed or {}).get(edition.sm3) or json.loads(edition.document)
        page, named = page_of(
            document,
            sm3=edition.sm3,
            released_at=edition.released_at,
            withdrawal=withdrawals.get(edition.page_key),
        )
        pages.append(page)
        files += named
        listings += listings_of(page, orders.get(edition.page_key, ()))
    touched = _write(pages, listings, files, at=at)
    changed = touched | {page.site for page in pages}
    _announce(changed, at=at)
    publish(PagesChanged(sorted(changed)))
    return touched


def _write(pages: list[Page], listings: list[Listing], files: list[PageFile], *, at: dt.datetime) -> set[str]:
    numbers = [page.number for page in pages]
    before = set(Listing.objects.filter(page__in=numbers).order_by().values_list("site", flat=True).distinct())
    PageFile.objects.filter(page__in=numbers).delete()
    Listing.objects.filter(page__in=numbers).delete()
    Page.objects.bulk_create(
        pages, update_conflicts=True, unique_fields=["number"], update_fields=_MADE, batch_size=500
    )
    Listing.objects.bulk_create(listings, batch_size=1000)
    PageFile.objects.bulk_create(files, batch_size=1000)
    PageChange.objects.bulk_create([PageChange(number=number, changed_at=at) for number in numbers], batch_size=1000)
    return before | {each.site for each in listings}


def _announce(sites: set[str], *, at: dt.datetime) -> None:
    takers = standing.snapshot().takers
    bump(sites.union(*(takers.get(slug, ()) for slug in sites)), at=at)
