from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.outer.sites.content import is_safe_address
from huizheng.outer.sites.errors import Unfit
from huizheng.outer.sites.models import ColumnTree, Emergency, PortalSite
from huizheng.outer.sites.standing import STRUCTURE, bump

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID


@transaction.atomic
def receive_tree(
    *, name: str, version: int, columns: list[dict[str, Any]], released_at: dt.datetime, at: dt.datetime
) -> None:
    """This function will make the columns those of every site of the tree; an older version changes nothing."""
    held = ColumnTree.objects.select_for_update().filter(pk=name).values_list("version", flat=True).first()
    if held is not None and held >= version:
        return
    ColumnTree.objects.update_or_create(
        pk=name, defaults={"version": version, "columns": columns, "released_at": released_at}
    )
    bump([STRUCTURE], at=at)


@transaction.atomic
def receive_site(
    *, slug: str, version: int, document: dict[str, Any], released_at: dt.datetime, at: dt.datetime
) -> None:
    """This function will have the site stand as its document says; an older version changes nothing.

    Raises ``Unfit`` when the document is that of another site.
    """
    if document.get("slug", slug) != slug:
        raise Unfit(f"the document is that of {document.get('slug')}")
    held = PortalSite.objects.select_for_update().filter(pk=slug).values_list("version", flat=True).first()
    if held is not None and held >= version:
        return
    PortalSite.objects.update_or_create(
        pk=slug, defaults={"version": version, "document": document, "released_at": released_at}
    )
    bump([STRUCTURE], at=at)


@transaction.atomic
def note_emergency(*, key: UUID, at: dt.datetime, told_at: dt.datetime, **facts: Any) -> None:
    """This function will open, change or close an emergency's banner on the sites it names.

    ``told_at`` is the moment inside: an older word changes nothing. Raises ``Unfit`` for an address that may not be
    followed.
    """
    if not is_safe_address(facts.get("address", "")):
        raise Unfit("address: may not be followed")
    held = Emergency.objects.select_for_update().filter(pk=key).values_list("at", flat=True).first()
    if held is not None and held >= told_at:
        return
    Emergency.objects.update_or_create(pk=key, defaults={**facts, "at": told_at})
    bump([STRUCTURE], at=at)
