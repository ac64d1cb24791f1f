"""For whoever keeps something beside the database: what has changed, and pages whole."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from huizheng.outer.sites.queries.asking import ask
from huizheng.outer.sites.queries.cards import CARD_COLUMNS, Card, card_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Changes:
    """The pages that changed after a place in the run of changes, and the place up to which that is."""

    numbers: tuple[int, ...]
    upto: int
    since: dt.datetime | None = None  # when the first of them changed


@dataclass(frozen=True, slots=True)
class WholePage:
    """A page with its words, for an index. ``places`` are the columns where it stands: ``(site, column)``."""

    number: int
    key: UUID
    site: str
    column: str
    kind: str
    language: str
    title: str
    summary: str
    source: str
    organ: str
    keywords: tuple[str, ...]
    published_at: dt.datetime
    released_at: dt.datetime
    shown_until: dt.datetime | None
    state: str
    facts: dict[str, Any]
    text: str
    index_number: str
    document_number: str
    kind_code: str
    themes: tuple[str, ...]
    validity: str
    places: tuple[tuple[str, str], ...]


def changes_after(place: int, *, limit: int = 1000) -> Changes:
    """Return the pages that changed after a place, each once; ``upto`` is where to go on.

    One at a time makes pages (``project`` holds its lock until it commits), so changes are numbered as they commit.
    """
    rows = ask("SELECT id, number, changed_at FROM sites_pagechange WHERE id > %s ORDER BY id LIMIT %s", [place, limit])
    if not rows:
        return Changes((), place)
    return Changes(tuple(dict.fromkeys(number for _, number, _ in rows)), rows[-1][0], rows[0][2])


_WHOLE: Final = """
SELECT p.number, p.key, p.site, p."column", p.kind, p.language, p.title, p.summary, p.source, p.organ, p.keywords,
  p.published_at, p.released_at, p.shown_until, p.state, p.facts::text, p.text, p.index_number, p.document_number,
  p.kind_code, p.themes, p.validity,
  ARRAY(SELECT l.site || ':' || l."column" FROM sites_listing l WHERE l.page_id = p.number
    ORDER BY l.is_placement, l.key)
FROM sites_page p
WHERE {which} AND EXISTS (SELECT 1 FROM sites_listing l WHERE l.page_id = p.number)
ORDER BY p.number LIMIT %s
"""


def whole_pages(numbers: Sequence[int]) -> list[WholePage]:
    """Return those of the pages that stand anywhere, now or at a set time; the others are to be forgotten."""
    return [_whole(row) for row in ask(_WHOLE.format(which="p.number = ANY(%s)"), [list(numbers), len(numbers)])]


def every_page(*, after: int = 0, batch: int = 500) -> Iterator[WholePage]:
    """Return every page that stands anywhere, by number."""
    while True:
        rows = ask(_WHOLE.format(which="p.number > %s"), [after, batch])
        yield from map(_whole, rows)
        if len(rows) < batch:
            return
        after = rows[-1][0]


def _whole(row: tuple[Any, ...]) -> WholePage:
    places = tuple((slug, path) for slug, _, path in (each.partition(":") for each in row[22]))
    (number, key, site, column, kind, language, title, summary, source, organ, keywords, published_at, released_at,
     shown_until, state, facts, text, index_number, document_number, kind_code, themes, validity, _) = row  # fmt: skip
    return WholePage(
        number=number, key=key, site=site, column=column, kind=kind, language=language, title=title, summary=summary,
        source=source, organ=organ, keywords=tuple(keywords), published_at=published_at, released_at=released_at,
        shown_until=shown_until, state=state, facts=json.loads(facts), text=text, index_number=index_number,
        document_number=document_number, kind_code=kind_code, themes=tuple(themes), validity=validity, places=places,
    )  # fmt: skip


_SHOWN_ANYWHERE: Final = (
    "EXISTS (SELECT 1 FROM sites_listing l WHERE l.page_id = p.number AND l.shown_from <= %s"
    " AND (l.shown_until IS NULL OR l.shown_until > %s){site})"
)


def cards(numbers: Sequence[int], *, at: dt.datetime, sites: Sequence[str] = ()) -> list[Card]:
    """Return the cards of the pages that people may read now, on any site or on those named; in the order given."""
    within = " AND l.site = ANY(%s)" if sites else ""
    rows = ask(
        f"SELECT {CARD_COLUMNS} FROM sites_page p WHERE p.number = ANY(%s) AND {_SHOWN_ANYWHERE.format(site=within)}",  # noqa: S608
        [list(numbers), at, at, *([list(sites)] if sites else [])],
    )
    found = {row[0]: card_of(row) for row in rows}
    return [found[number] for number in numbers if number in found]


@dataclass(frozen=True, slots=True)
class Address:
    """A page of a site for its site map."""

    number: int
    changed_at: dt.datetime

    @property
    def address(self) -> str:
        return f"/pages/{self.number}/"


def addresses(site: str, *, at: dt.datetime, after: int = 0, limit: int = 10_000) -> list[Address]:
    """Return the site's own pages that people may read now, by number."""
    rows = ask(
        "SELECT p.number, p.released_at FROM sites_page p JOIN sites_listing l ON l.key = p.key"
        " WHERE p.site = %s AND p.number > %s AND l.shown_from <= %s AND (l.shown_until IS NULL OR l.shown_until > %s)"
        " ORDER BY p.number LIMIT %s",
        [site, after, at, at, limit],
    )
    return [Address(*row) for row in rows]
