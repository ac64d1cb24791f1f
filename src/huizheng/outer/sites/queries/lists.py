"""Lists: a column page by page, many columns at once, the pages of a kind. Each is one statement."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from huizheng.outer.sites.queries.asking import ask
from huizheng.outer.sites.queries.cards import CARD_COLUMNS, Card, CardPage, Place, card_of, part_of, read_cursor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from huizheng.outer.sites.structure import Site

PAGE_SIZE: Final = 20
_PLAIN_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
# Pages of a site ask for the same few sections again and again.
_MOST_KNOWN: Final = 2_000
LARGEST: Final = 100


class Want(NamedTuple):
    """A section of a page: the newest of a column, under a key of the asker's."""

    key: str
    column: str
    limit: int = 8
    # The column of another site; empty means the site that asks.
    site: str = ""


_SHOWN: Final = "l.shown_from <= %s AND (l.shown_until IS NULL OR l.shown_until > %s)"

# For each column wanted the few newest, straight from its index; then the best of each section, each page once.
_SECTIONS: Final = f"""
WITH want AS (
  SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::int[], %s::bool[], %s::text[])
    AS w(section, site, col, lim, ranked, lang)
), found AS (
  SELECT w.section, w.lim, x.page_id, x.rank, x.published_at
  FROM want w CROSS JOIN LATERAL (
    SELECT l.page_id, l.rank, l.published_at FROM sites_listing l
    WHERE l.site = w.site AND l."column" = w.col AND l.language = w.lang AND {_SHOWN}
    ORDER BY l.rank DESC, l.published_at DESC, l.page_id DESC LIMIT w.lim) x
  WHERE w.ranked
  UNION ALL
  SELECT w.section, w.lim, x.page_id, 0, x.published_at
  FROM want w CROSS JOIN LATERAL (
    SELECT l.page_id, l.published_at FROM sites_listing l
    WHERE l.site = w.site AND l."column" = w.col AND l.language = w.lang AND {_SHOWN}
    ORDER BY l.published_at DESC, l.page_id DESC LIMIT w.lim) x
  WHERE NOT w.ranked
), once AS (
  SELECT section, lim, page_id, max(rank) AS rank, published_at FROM found
  GROUP BY section, lim, page_id, published_at
), placed AS (
  SELECT section, page_id, lim,
    row_number() OVER (PARTITION BY section ORDER BY rank DESC, published_at DESC, page_id DESC) AS place
  FROM once
)
SELECT placed.section, {CARD_COLUMNS}
FROM placed JOIN sites_page p ON p.number = placed.page_id
WHERE placed.place <= placed.lim ORDER BY placed.section, placed.place
"""  # noqa: S608 - constant parts


def sections(
    site: Site, wants: Iterable[Want], *, at: dt.datetime, sites: dict[str, Site] | None = None
) -> dict[str, tuple[Card, ...]]:
    """Return the newest cards of every section wanted, in one statement.

    A column that has columns below it gives the newest of their own pages too. A want that names another site is read
    with that site's columns when ``sites`` holds it, else just the column itself.
    """
    asked = tuple(wants)
    read = _columns_of(site, asked, sites or {})
    found: list[list[Card]] = [[] for _ in asked]
    if read is not None:
        for row in ask(_SECTIONS, [*read, at, at, at, at]):
            found[row[0]].append(card_of(row[1:]))
    return {want.key: tuple(cards) for want, cards in zip(asked, found, strict=True)}


def _columns_of(site: Site, asked: tuple[Want, ...], sites: dict[str, Site]) -> tuple[str, ...] | None:
    """Return, column by column, the arrays of what is to be read, as PostgreSQL writes them: worked out once a site.

    Sections are numbered. Slugs and paths hold nothing that an array would have to quote.
    """
    if not sites and asked in site.known:
        known: tuple[str, ...] | None = site.known[asked]
        return known
    rows: list[tuple[int, str, str, int, str, str]] = []
    for place, want in enumerate(asked):
        whose = site if want.site in {"", site.slug} else sites.get(want.site)
        rows += [
            (place, slug, path, want.limit, "t" if ranked else "f", site.language)
            for slug, path, ranked in _from(whose, want)
            if _PLAIN_NAME.fullmatch(f"{slug}/{path}")
        ]
    found = tuple(f"{{{','.join(map(str, column))}}}" for column in zip(*rows, strict=True)) if rows else None
    if not sites and len(site.known) < _MOST_KNOWN:
        site.known[asked] = found
    return found


def _from(site: Site | None, want: Want) -> list[tuple[str, str, bool]]:
    if site is None:
        return [(want.site, want.column, True)]
    column = site.column(want.column)
    if column is None:
        return []
    # What columns below take from elsewhere stands there: a section gathers the site's own.
    found = {(site.slug, each.path): each is column for each in site.below(column.path)}
    for source in column.sources:
        found.setdefault(source, False)
    return [(slug, path, ranked) for (slug, path), ranked in found.items()]


_RANKED: Final = f"""(
  SELECT l.page_id, l.rank, l.published_at FROM sites_listing l
  WHERE l.site = %s AND l."column" = %s AND l.language = %s AND {_SHOWN} {{after}}
  ORDER BY l.rank {{order}}, l.published_at {{order}}, l.page_id {{order}} LIMIT %s)
"""  # noqa: S608 - constant parts
# What stands in the column itself as well is left to the part above.
_PLAIN: Final = f"""(
  SELECT x.page_id, 0, x.published_at FROM unnest(%s::text[], %s::text[]) AS w(site, col) CROSS JOIN LATERAL (
    SELECT l.page_id, l.published_at FROM sites_listing l
    WHERE l.site = w.site AND l."column" = w.col AND l.language = %s AND {_SHOWN} {{after}}
      AND NOT EXISTS (SELECT 1 FROM sites_listing own WHERE own.page_id = l.page_id AND own.site = %s AND own."column" = %s)
    ORDER BY l.published_at {{order}}, l.page_id {{order}} LIMIT %s) x)
"""  # noqa: S608, E501 - constant parts
_MERGED: Final = f"""
SELECT f.rank, {CARD_COLUMNS} FROM (
  SELECT page_id, max(rank) AS rank, published_at FROM ({{parts}}) AS u(page_id, rank, published_at)
  GROUP BY page_id, published_at ORDER BY max(rank) {{order}}, published_at {{order}}, page_id {{order}} LIMIT %s) f
JOIN sites_page p ON p.number = f.page_id ORDER BY f.rank DESC, f.published_at DESC, f.page_id DESC
"""  # noqa: S608 - constant parts


def column_page(
    site: Site, path: str, *, at: dt.datetime, cursor: str = "", size: int = PAGE_SIZE, whole: bool = False
) -> CardPage:
    """Return a part of a column, those in front first, then the newest; one statement.

    ``whole`` reads the own pages of the columns below it too. A column that the site does not show is empty.
    """
    column = site.column(path)
    if column is None:
        return CardPage((), "")
    size = max(1, min(size, LARGEST))
    columns = site.below(path) if whole else (column,)
    plain = [*((site.slug, each.path) for each in columns if each is not column), *column.sources]
    place = read_cursor(cursor)
    sign, order = (place.sign, place.order) if place else ("<", "DESC")
    after = f"AND (l.rank, l.published_at, l.page_id) {sign} (%s, %s, %s)" if place else ""
    parts = [_RANKED.format(after=after, order=order)]
    values: list[Any] = [site.slug, path, site.language, at, at, *(place[:3] if place else ()), size + 1]
    if plain and _reaches_nought(place):
        # All that is not in front has the rank nought.
        begun = place[1:3] if place is not None and place.rank == 0 else ()
        after = f"AND (l.published_at, l.page_id) {sign} (%s, %s)" if begun else ""
        parts.append(_PLAIN.format(after=after, order=order))
        slugs, paths = map(list, zip(*plain, strict=True))
        values += [slugs, paths, site.language, at, at, *begun, site.slug, path, size + 1]
    rows = ask(_MERGED.format(parts=" UNION ALL ".join(parts), order=order), [*values, size + 1])
    found = _cut(rows, size, place)
    return found or column_page(site, path, at=at, size=size, whole=whole)


def _reaches_nought(place: Place | None) -> bool:
    """Say whether what lies next to the place may have the rank nought."""
    return place is None or (place.rank <= 0 if place.back else place.rank >= 0)


def _cut(rows: Sequence[tuple[Any, ...]], size: int, place: Place | None) -> CardPage | None:
    part = part_of(rows, size, place, lambda row: (row[0], row[5], row[1]))
    return CardPage(tuple(card_of(row[1:]) for row in part.rows), part.next, part.previous) if part else None


def pages_of_kind(
    kinds: Sequence[str],
    *,
    at: dt.datetime,
    sites: Sequence[str] = (),
    facts: dict[str, Any] | None = None,
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> CardPage:
    """Return pages of some kinds, the newest first, of the sites named or of all, that have the facts given."""
    size = max(1, min(size, LARGEST))
    conditions = ["p.kind = ANY(%s)", _OWN_SHOWN]
    values: list[Any] = [list(kinds), at, at]
    if sites:
        conditions.append("p.site = ANY(%s)")
        values.append(list(sites))
    if facts:
        conditions.append("p.facts @> %s::jsonb")
        values.append(json.dumps(facts))
    if place := read_cursor(cursor):
        conditions.append(f"(p.published_at, p.number) {place.sign} (%s, %s)")
        values += place[1:3]
    order = place.order if place else "DESC"
    statement = (
        f"SELECT 0, {CARD_COLUMNS} FROM sites_page p WHERE {' AND '.join(conditions)}"  # noqa: S608 - constant parts
        f" ORDER BY p.published_at {order}, p.number {order} LIMIT %s"
    )
    rows = ask(statement, [*values, size + 1])
    found = _cut(rows[::-1] if place and place.back else rows, size, place)
    return found or pages_of_kind(kinds, at=at, sites=sites, facts=facts, size=size)


# The page stands in its own column now: what was withdrawn has no such row.
_OWN_SHOWN: Final = (
    "EXISTS (SELECT 1 FROM sites_listing l WHERE l.key = p.key AND l.shown_from <= %s"
    " AND (l.shown_until IS NULL OR l.shown_until > %s))"
)


def newest(site: Site, *, at: dt.datetime, limit: int = PAGE_SIZE) -> tuple[Card, ...]:
    """Return the newest pages that stand on a site, of all its columns."""
    rows = ask(
        f"SELECT {CARD_COLUMNS} FROM (SELECT DISTINCT ON (l.published_at, l.page_id) l.page_id, l.published_at"  # noqa: S608
        f" FROM sites_listing l WHERE l.site = %s AND l.language = %s AND {_SHOWN}"
        " ORDER BY l.published_at DESC, l.page_id DESC LIMIT %s) f"
        " JOIN sites_page p ON p.number = f.page_id ORDER BY f.published_at DESC, f.page_id DESC",
        [site.slug, site.language, at, at, min(limit, LARGEST)],
    )
    return tuple(map(card_of, rows))


def counts(site: Site, *, at: dt.datetime) -> dict[str, int]:
    """Return how many pages stand in each column of a site, its own and those placed there."""
    rows = ask(
        f'SELECT l."column", count(*) FROM sites_listing l WHERE l.site = %s AND {_SHOWN} GROUP BY 1 ORDER BY 1',  # noqa: S608
        [site.slug, at, at],
    )
    return dict(rows)
