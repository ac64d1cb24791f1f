"""From one edition document to the rows that readers are served from. Pure: no question, no clock."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from huizheng.outer.sites.content import files_of, plain_text
from huizheng.outer.sites.models import Listing, Page, PageFile
from huizheng.outer.sites.rendering import parts_of
from huizheng.outer.sites.rendering.addresses import file_address
from huizheng.outer.sites.states import READABLE, How, PageState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.sites.models import PlacementOrder, Withdrawal

HERE = ZoneInfo("Asia/Shanghai")
_TEXT_KEPT = 200_000


def page_of(
    document: dict[str, Any], *, sm3: str, released_at: dt.datetime, withdrawal: Withdrawal | None
) -> tuple[Page, list[PageFile]]:
    """Return the page of an edition, with its withdrawal when one came after its release, and its files."""
    files = files_of(document)
    published_at = dt.datetime.fromisoformat(document["published_at"])
    openness = document["openness"] or {}
    page = Page(
        number=document["number"],
        key=UUID(document["page"]),
        edition=sm3,
        version=document["version"],
        site=document["site"],
        column=document["column"],
        kind=document["kind"],
        language=document["language"],
        title=document["title"],
        summary=document["summary"],
        source=document["source"][:200],
        organ=document["organ"],
        keywords=document["keywords"],
        published_at=published_at,
        released_at=released_at,
        shown_until=_moment(document["expires_at"]),
        demonstration=document["demonstration"],
        card=_card(document, published_at, files),
        head=_head(document, files),
        parts=parts_of(document, files),
        facts=document["facts"],
        text=plain_text(document)[:_TEXT_KEPT],
        index_number=openness.get("index_number", ""),
        document_number=openness.get("document_number", ""),
        kind_code=openness.get("kind_code", ""),
        themes=openness.get("themes", []),
        catalogue_organ=openness.get("organ", ""),
        validity=openness.get("validity", ""),
        formed_on=_day(openness.get("formed_on")),
        # An entry that names no day is published on the day that people read on the page.
        published_on=_day(openness.get("published_on")) or published_at.astimezone(HERE).date(),
        state=PageState.SHOWN,
    )
    if withdrawal is not None and withdrawal.at >= released_at:
        _leave(page, withdrawal)
    found = [
        PageFile(page=page, sm3=digest, name=known.get("name", ""), media=known.get("media", ""))
        for digest, known in sorted(files.items())
    ]
    return page, found if page.state in READABLE else []


def listings_of(page: Page, orders: Iterable[PlacementOrder]) -> list[Listing]:
    """Return every place where the page is shown: none when it may not be."""
    if page.state not in READABLE:
        return []
    own = Listing(
        key=page.key,
        page=page,
        site=page.site,
        column=page.column,
        language=page.language,
        rank=page.card.get("pinned", 0),
        published_at=page.published_at,
        shown_from=page.released_at,
        shown_until=page.shown_until,
    )
    return [own, *(_placed(page, order) for order in orders if order.on)]


def _placed(page: Page, order: PlacementOrder) -> Listing:
    ends = [moment for moment in (order.shown_until, page.shown_until) if moment is not None]
    return Listing(
        key=order.key,
        page=page,
        site=order.site,
        column=order.column,
        language=page.language,
        is_placement=True,
        rank=order.rank,
        published_at=page.published_at,
        shown_from=max(order.shown_from, page.released_at),
        shown_until=min(ends, default=None),
    )


def _leave(page: Page, withdrawal: Withdrawal) -> None:
    if withdrawal.how == How.ABOLISHED:
        page.state = PageState.ABOLISHED
        if page.index_number:
            page.validity = withdrawal.reason if withdrawal.reason in {"废止", "失效"} else "废止"
    elif withdrawal.to:
        page.state, page.moved_to = PageState.MOVED, withdrawal.to
    else:
        page.state = PageState.EXPIRED if withdrawal.how == How.EXPIRED else PageState.GONE
    page.state_reason, page.state_at = withdrawal.reason, withdrawal.at


def _card(document: dict[str, Any], published_at: dt.datetime, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    openness = document["openness"] or {}
    card = {
        "title": document["title"],
        "short_title": document.get("short_title", ""),
        "summary": document["summary"],
        "source": document["source"],
        "day": published_at.astimezone(HERE).date().isoformat(),
        "pinned": document["pinned"],
        "image": _image(document["image"], files),
        "facts": document["facts"],
        "document_number": openness.get("document_number", ""),
        "validity": openness.get("validity", ""),
    }
    return {key: value for key, value in card.items() if value not in ("", None, 0, {})}


def _head(document: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    head = {
        "subtitle": document.get("subtitle", ""),
        "author": document.get("author", ""),
        "editor": document.get("editor", ""),
        "image": _image(document["image"], files),
        "files": [{**each, "address": file_address(each["sm3"], each["name"])} for each in document["files"]],
        "openness": document["openness"],
        "related": document["related"],
    }
    return {key: value for key, value in head.items() if value not in ("", None, [])}


def _image(image: dict[str, Any] | None, files: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    if image is None:
        return None
    return {**image, "address": file_address(image["sm3"], files.get(image["sm3"], {}).get("name", ""))}


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
