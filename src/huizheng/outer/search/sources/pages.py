"""Pages: what the office released and readers may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from huizheng.outer.search.entry import PAGE, Entry
from huizheng.outer.search.sources.shown import Shown
from huizheng.outer.sites import api as sites

_HERE = ZoneInfo("Asia/Shanghai")
_ABOLISHED = "废止或失效"


def entries(keys: Iterable[str] | None = None) -> Iterator[Entry]:
    """Return every page that stands anywhere, or those of some numbers."""
    found = sites.every_page() if keys is None else sites.whole_pages([int(key) for key in keys])
    for one in found:
        yield Entry(
            type=PAGE,
            key=str(one.number),
            title=one.title,
            kind=one.kind,
            language=one.language,
            site=one.site,
            sites=tuple(slug for slug, _ in one.places),
            columns=tuple(f"{slug}/{path}" for slug, path in one.places),
            summary=one.summary,
            text=one.text,
            keywords=one.keywords,
            organ=one.organ,
            numbers=tuple(filter(None, (one.document_number, one.index_number))),
            themes=one.themes,
            year=one.published_at.astimezone(_HERE).year,
            published_at=one.published_at,
            shown_from=one.released_at,
            shown_until=one.shown_until,
        )


def shown(keys: Iterable[str], *, within: Sequence[str], at: dt.datetime) -> dict[str, Shown]:
    """Return those pages that people may read now, on any site or on one of those named."""
    return {
        str(card.number): Shown(
            title=card.title,
            summary=card.summary,
            url=card.address,
            kind=card.kind,
            site=card.site,
            organ=card.source,
            published_at=card.published_at,
            document_number=str(card.shown.get("document_number", "")),
            validity=_ABOLISHED if card.is_abolished else str(card.shown.get("validity", "")),
        )
        for card in sites.cards([int(key) for key in keys], at=at, sites=within)
    }
