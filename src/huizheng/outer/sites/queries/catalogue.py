"""The openness catalogue (政府信息公开目录): entries by organ, class, theme, year, validity and number."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from huizheng.outer.sites.queries.asking import ask
from huizheng.outer.sites.queries.cards import part_of, read_cursor
from huizheng.outer.sites.queries.lists import LARGEST, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sieve:
    """What to look for; what is left empty fits everything."""

    sites: tuple[str, ...] = ()
    theme: str = ""
    theme_below: str = ""  # of the second level, within ``theme``
    kind_code: str = ""
    organ: str = ""
    validity: str = ""
    year: int | None = None
    index_number: str = ""
    document_number: str = ""
    title: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the catalogue. ``openness`` is the whole of it as released, with the validity of today."""

    number: int
    site: str
    title: str
    kind: str
    published_on: dt.date
    index_number: str
    document_number: str
    validity: str
    openness: dict[str, Any]

    @property
    def address(self) -> str:
        return f"/pages/{self.number}/"


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A part of the catalogue; ``next`` and ``previous`` are cursors, empty at the ends."""

    entries: tuple[Entry, ...]
    next: str
    previous: str = ""


_STANDS: Final = (
    "p.index_number <> '' AND EXISTS (SELECT 1 FROM sites_listing l WHERE l.key = p.key AND l.shown_from <= %s"
    " AND (l.shown_until IS NULL OR l.shown_until > %s))"
)


def catalogue(sieve: Sieve, *, at: dt.datetime, cursor: str = "", size: int = PAGE_SIZE) -> EntryPage:
    """Return a part of the catalogue, the newest first; one statement."""
    size = max(1, min(size, LARGEST))
    conditions = _conditions(sieve, at)
    place = read_cursor(cursor)
    if place is not None:
        conditions.add(f"(p.published_on, p.number) {place.sign} (%s, %s)", place.moment.date(), place.number)
    order = place.order if place else "DESC"
    rows = ask(
        "SELECT p.number, p.site, p.title, p.kind, p.published_on, p.index_number, p.document_number, p.validity,"  # noqa: S608
        f" (p.head->'openness')::text FROM sites_page p WHERE {conditions.text}"
        f" ORDER BY p.published_on {order}, p.number {order} LIMIT %s",
        [*conditions.values, size + 1],
    )
    newest_first = rows[::-1] if place and place.back else rows
    part = part_of(newest_first, size, place, lambda row: (0, row[4], row[0]))
    if part is None:
        return catalogue(sieve, at=at, size=size)
    return EntryPage(tuple(map(_entry, part.rows)), part.next, part.previous)


def _entry(row: tuple[Any, ...]) -> Entry:
    number, site, title, kind, published_on, index_number, document_number, validity, told = row
    openness = {**json.loads(told), "validity": validity}
    return Entry(number, site, title, kind, published_on, index_number, document_number, validity, openness)


_FACETS: Final = {
    "site": "p.site",
    "kind_code": "p.kind_code",
    "organ": "p.catalogue_organ",
    "validity": "p.validity",
    "year": "extract(year FROM p.published_on)::int::text",
    "theme": "p.themes[1]",
    "theme_below": "p.themes[2]",
}


def catalogue_counts(sieve: Sieve, by: Sequence[str], *, at: dt.datetime) -> dict[str, dict[str, int]]:
    """Return how many entries there are by each property named (``site``, ``theme``, ``year``, …); one statement."""
    conditions = _conditions(sieve, at)
    names = [name for name in by if name in _FACETS]
    if not names:
        return {}
    sets = ", ".join(f"({_FACETS[name]})" for name in names)
    chosen = ", ".join(_FACETS[name] for name in names)
    grouping = ", ".join(f"grouping({_FACETS[name]})" for name in names)
    rows = ask(
        f"SELECT {chosen}, {grouping}, count(*) FROM sites_page p WHERE {conditions.text}"  # noqa: S608 - constant parts
        f" GROUP BY GROUPING SETS ({sets})",
        conditions.values,
    )
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for row in rows:
        values, absent, count = row[: len(names)], row[len(names) : -1], row[-1]
        place = absent.index(0)
        if values[place]:
            found[names[place]][str(values[place])] = count
    return found


@dataclass
class _Conditions:
    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, part: str, *values: Any) -> None:
        self.parts.append(part)
        self.values += values

    @property
    def text(self) -> str:
        return " AND ".join(self.parts)


def _conditions(sieve: Sieve, at: dt.datetime) -> _Conditions:
    found = _Conditions()
    found.add(_STANDS, at, at)
    plain = (
        ("p.kind_code", sieve.kind_code),
        ("p.catalogue_organ", sieve.organ),
        ("p.validity", sieve.validity),
        ("p.index_number", sieve.index_number),
        ("p.document_number", sieve.document_number),
    )
    for column, value in plain:
        if value:
            found.add(f"{column} = %s", value)
    if sieve.sites:
        found.add("p.site = ANY(%s)", list(sieve.sites))
    if sieve.theme:
        found.add("p.themes @> %s", list(filter(None, (sieve.theme, sieve.theme_below))))
    if sieve.year is not None:
        found.add(
            "p.published_on >= make_date(%s, 1, 1) AND p.published_on < make_date(%s, 1, 1)", sieve.year, sieve.year + 1
        )
    if sieve.title:
        found.add("strpos(lower(p.title), lower(%s)) > 0", sieve.title)
    if sieve.numbers:
        found.add("p.number = ANY(%s)", list(sieve.numbers))
    return found
