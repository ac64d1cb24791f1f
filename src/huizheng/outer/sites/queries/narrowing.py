"""A column narrowed by what readers look for: a year, words of the title, a number, a fact."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from huizheng.outer.sites.queries.asking import ask
from huizheng.outer.sites.queries.cards import CARD_COLUMNS, CardPage, card_of, part_of, read_cursor
from huizheng.outer.sites.queries.lists import LARGEST, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huizheng.outer.sites.structure import Site

_HERE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a reader asks a column for; what is left empty fits everything.

    ``facts`` are looked for as parts of words, ``flags`` must be exactly so.
    """

    year: int | None = None
    words: str = ""
    number: str = ""
    validity: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)


def narrowed(
    site: Site, path: str, narrow: Narrow, *, at: dt.datetime, cursor: str = "", size: int = PAGE_SIZE
) -> CardPage:
    """Return a part of what fits in a column and those below it, the newest first; one statement."""
    column = site.column(path)
    if column is None:
        return CardPage((), "")
    size = max(1, min(size, LARGEST))
    below = site.below(path)
    places = dict.fromkeys(
        [*((site.slug, each.path) for each in below), *(one for each in below for one in each.sources)]
    )
    slugs, paths = map(list, zip(*places, strict=True))
    conditions, values = _conditions(narrow)
    if place := read_cursor(cursor):
        conditions.append(f"(l.published_at, l.page_id) {place.sign} (%s, %s)")
        values += place[1:3]
    order = place.order if place else "DESC"
    statement = (
        f"SELECT {CARD_COLUMNS} FROM (SELECT DISTINCT ON (l.published_at, l.page_id) l.page_id, l.published_at"  # noqa: S608 - constant parts
        " FROM unnest(%s::text[], %s::text[]) AS w(site, col)"
        ' JOIN sites_listing l ON l.site = w.site AND l."column" = w.col JOIN sites_page q ON q.number = l.page_id'
        " WHERE l.language = %s AND l.shown_from <= %s AND (l.shown_until IS NULL OR l.shown_until > %s)"
        f" {''.join(f' AND {each}' for each in conditions)}"
        f" ORDER BY l.published_at {order}, l.page_id {order} LIMIT %s) f"
        " JOIN sites_page p ON p.number = f.page_id ORDER BY f.published_at DESC, f.page_id DESC"
    )
    rows = ask(statement, [slugs, paths, site.language, at, at, *values, size + 1])
    part = part_of(rows, size, place, lambda row: (0, row[4], row[0]))
    if part is None:
        return narrowed(site, path, narrow, at=at, size=size)
    return CardPage(tuple(map(card_of, part.rows)), part.next, part.previous)


def _conditions(narrow: Narrow) -> tuple[list[str], list[Any]]:
    found: list[str] = []
    values: list[Any] = []

    def want(condition: str, *given: Any) -> None:
        found.append(condition)
        values.extend(given)

    if narrow.year is not None:
        begin = dt.datetime(narrow.year, 1, 1, tzinfo=_HERE)
        want("l.published_at >= %s AND l.published_at < %s", begin, begin.replace(year=narrow.year + 1))
    if narrow.words:
        want("q.title ILIKE %s", _part(narrow.words))
    if narrow.number:
        want("q.document_number ILIKE %s", _part(narrow.number))
    if narrow.validity:
        want("q.validity = %s", narrow.validity)
    for name, words in narrow.facts.items():
        want("q.facts->>%s ILIKE %s", name, _part(words))
    if narrow.flags:
        want("q.facts @> %s::jsonb", json.dumps(dict(narrow.flags)))
    return found, values


def _part(words: str) -> str:
    """Return a pattern for words that stand anywhere; what is a wildcard to the database is a letter to people."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
