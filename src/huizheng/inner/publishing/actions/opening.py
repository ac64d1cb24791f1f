"""The register of what is to be opened: kept while a page is written, closed when it is released."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from huizheng.inner.publishing.kinds.catalogue import CataloguePage
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.models.catalogue import CatalogueRecord
from huizheng.inner.publishing.openness.clock import draw_index_number
from huizheng.inner.publishing.openness.rules import NOT_YET, VALID
from huizheng.inner.publishing.states import Openness

if TYPE_CHECKING:
    from huizheng.inner.publishing.kinds.base import ContentPage


def note_formed(*, manuscript: Manuscript, page: ContentPage) -> None:
    """This function will write in the register what a saved page says: formed on which day, owed to the public or not.

    A page that is no entry of the catalogue has no line there. (政府信息公开条例 arts 13, 26.)
    """
    if not isinstance(page, CataloguePage):
        return
    formed = page.value("formed_on")
    if formed is None:
        CatalogueRecord.objects.filter(manuscript=manuscript, index_number="").delete()
        return
    CatalogueRecord.objects.update_or_create(
        manuscript=manuscript,
        defaults={
            "organ_id": manuscript.organ_id,
            "formed_on": formed,
            "is_owed": page.openness == Openness.OPEN,
        },
    )


def opened(document: dict[str, Any], *, manuscript: Manuscript, at: dt.datetime) -> dict[str, Any]:
    """This function will return the document as it is opened now: with its index number, its day and its force today.

    The number is drawn at the first release, gapless by publisher and month, and stays for every later edition.
    A document without an entry comes back as it is. Raises ``TransactionManagementError`` outside a transaction.
    """
    entry = document["openness"]
    if entry is None:
        return document
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an index number is drawn in the release's transaction")
    today = timezone.localdate(at)
    record = CatalogueRecord.objects.select_for_update().filter(manuscript=manuscript).first() or CatalogueRecord(
        manuscript=manuscript, organ_id=manuscript.organ_id
    )
    record.formed_on = dt.date.fromisoformat(entry["formed_on"])
    record.organ_id = manuscript.organ_id
    if not record.index_number:
        record.index_number = entry["index_number"] or draw_index_number(manuscript.organ, at=at, on=today)
    record.opened_on = record.opened_on or today
    record.save()
    return {
        **document,
        "openness": {
            **entry,
            "index_number": record.index_number,
            "published_on": record.opened_on.isoformat(),
            "validity": _force(entry, on=today),
        },
    }


def _force(entry: dict[str, Any], *, on: dt.date) -> str:
    """Return the force on the day of release: what was not yet in force when it was reviewed may be by now."""
    effective = entry.get("effective_on")
    if entry["validity"] == NOT_YET and (not effective or dt.date.fromisoformat(effective) <= on):
        return VALID
    return str(entry["validity"])
