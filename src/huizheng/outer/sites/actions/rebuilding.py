"""Making all anew from what was told: the same function as at receipt, batch by batch, while readers read on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from huizheng.gate.api import send
from huizheng.gate.contracts import EditionsWanted
from huizheng.lib.sm import sm3_hex
from huizheng.outer.sites.actions.projection import project
from huizheng.outer.sites.errors import NotThisDocument
from huizheng.outer.sites.models import Edition, Listing, Page, PageFile
from huizheng.outer.sites.standing import EVERY_SITE, STRUCTURE, bump

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from uuid import UUID

BATCH: Final = 500


def rebuild(*, at: dt.datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """This function will make every page, place and reference to a file again and return how many pages there are.

    Readers are served meanwhile: each batch takes effect at once. ``progress`` is told how many of all are done.
    Raises ``NotThisDocument`` when a kept text is no longer the one whose digest names it.
    """
    keys = list(Edition.objects.order_by("page_key").values_list("page_key", flat=True).distinct())
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        _check_texts(batch)
        project(batch, at=at)
        if progress is not None:
            progress(min(start + BATCH, len(keys)), len(keys))
    _forget_strangers(set(keys))
    bump([STRUCTURE, EVERY_SITE], at=at)
    return len(keys)


def ask_for_all(*, at: dt.datetime, site: str = "") -> None:
    """This function will ask the office for everything that is released now: the kept documents are lost."""
    send(EditionsWanted(site=site, at=at), at=at)


def _check_texts(keys: list[UUID]) -> None:
    rows = Edition.objects.filter(page_key__in=keys).order_by("sm3").values_list("sm3", "document")
    for sm3, document in rows.iterator(chunk_size=BATCH):
        if sm3_hex(document.encode()) != sm3:
            raise NotThisDocument(sm3)


@transaction.atomic
def _forget_strangers(keys: set[UUID]) -> None:
    """Drop rows of pages of which nothing was told: nobody makes such, but a hand in the database may."""
    strangers = [
        number for number, key in Page.objects.order_by("number").values_list("number", "key") if key not in keys
    ]
    PageFile.objects.filter(page__in=strangers).delete()
    Listing.objects.filter(page__in=strangers).delete()
    Page.objects.filter(number__in=strangers).delete()


_DUMPED: Final = {
    "sites_page": "number",
    "sites_listing": "key",
    "sites_pagefile": "page_id, sm3",
}


def digest_of_all() -> str:
    """Return a digest over every row that is made: equal before and after making all anew."""
    digest = hashlib.new("sm3")
    with transaction.atomic():
        for table, order in _DUMPED.items():
            columns = _columns(table)
            with connection.chunked_cursor() as cursor:
                cursor.execute(f"SELECT row({columns})::text FROM {table} ORDER BY {order}")  # noqa: S608 - our own names
                for (row,) in cursor:
                    digest.update(row.encode())
                    digest.update(b"\n")
    return digest.hexdigest()


def _columns(table: str) -> str:
    models: dict[str, Any] = {"sites_page": Page, "sites_listing": Listing, "sites_pagefile": PageFile}
    # The running number of a reference to a file is the only thing that is not made from a document.
    names = [each.column for each in models[table]._meta.concrete_fields if each.name != "id"]  # noqa: SLF001
    return ", ".join(connection.ops.quote_name(name) for name in names)
