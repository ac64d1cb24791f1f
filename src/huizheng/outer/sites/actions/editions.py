from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from huizheng.gate.contracts.editions import NotAnEdition, check_edition
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex
from huizheng.outer.sites.actions.files import keep_files
from huizheng.outer.sites.actions.projection import project
from huizheng.outer.sites.content import check_fit
from huizheng.outer.sites.errors import NotThisDocument, Unfit, UnknownColumn
from huizheng.outer.sites.models import Edition
from huizheng.outer.sites.standing import standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from huizheng.gate.contracts import Attachment


@transaction.atomic
def receive_editions(
    *,
    bundle: UUID,
    editions: Sequence[dict[str, Any]],
    released_at: dt.datetime,
    at: dt.datetime,
    files: Sequence[Attachment] = (),
) -> None:
    """This function will keep the editions and show their pages from ``released_at``, all of them or none.

    ``files`` are what they refer to, laid into the gate as plain bytes.

    Safe to run twice; an edition older than the page's newest is kept and changes nothing. Raises ``NotThisDocument``
    when a text is not that of its digest or its version holds another text already, ``Unfit`` when one may not be
    shown, and ``UnknownColumn`` when its site or column has not come yet.
    """
    found: list[Edition] = []
    documents: dict[str, dict[str, Any]] = {}
    for entry in editions:
        document, sm3 = entry["document"], entry["sm3"]
        text = canonical(document)
        if sm3_hex(text) != sm3:
            raise NotThisDocument(f"{sm3}: another text")
        _check(document)
        # As it will be read again: 1.0 in an envelope is 1 in the canonical text.
        documents[sm3] = json.loads(text)
        found.append(
            Edition(
                sm3=sm3, page_key=UUID(document["page"]), number=document["number"], version=document["version"],
                site=document["site"], document=text.decode(), bundle=bundle, released_at=released_at, received_at=at,
            )
        )  # fmt: skip
    _check_places(documents.values())
    _check_unique(found)
    keep_files(files, at=at)
    Edition.objects.bulk_create(found, ignore_conflicts=True)
    project([each.page_key for each in found], at=at, parsed=documents)


def _check(document: dict[str, Any]) -> None:
    try:
        check_edition(document)
    except NotAnEdition as error:
        raise Unfit(str(error)) from error
    check_fit(document)


def _check_places(documents: Iterable[dict[str, Any]]) -> None:
    snapshot = standing.snapshot()
    for document in documents:
        if not snapshot.knows(document["site"], document["column"]):
            raise UnknownColumn(f"{document['site']}:{document['column']}")


def _check_unique(found: list[Edition]) -> None:
    keys = [each.page_key for each in found]
    held = {
        (key, version): sm3
        for key, version, sm3 in Edition.objects.filter(page_key__in=keys).values_list("page_key", "version", "sm3")
    }
    numbers = dict(
        Edition.objects.filter(number__in=[each.number for each in found]).values_list("number", "page_key").distinct()
    )
    for each in found:
        if held.setdefault((each.page_key, each.version), each.sm3) != each.sm3:
            raise NotThisDocument(f"{each.number}: version {each.version} is another text")
        if numbers.setdefault(each.number, each.page_key) != each.page_key:
            raise NotThisDocument(f"{each.number}: the number of another page")
