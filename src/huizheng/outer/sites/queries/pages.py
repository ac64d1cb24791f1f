"""One page as a site's readers meet it, and its neighbours."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from huizheng.outer.sites.errors import Moved, NoLongerThere, NotVisible
from huizheng.outer.sites.queries.asking import ask
from huizheng.outer.sites.states import READABLE, PageState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from huizheng.outer.sites.structure import Column, Site


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with everything its own address shows. ``parts`` are ready, in order: ``{"html"}`` or ``{"live"}``."""

    number: int
    key: UUID
    version: int
    edition: str
    site: str
    column: str
    # The column of the asking site in which it stands there.
    here: Column
    # The site and column whose neighbours it has.
    stands_in: tuple[str, str]
    kind: str
    language: str
    title: str
    summary: str
    source: str
    organ: str
    keywords: tuple[str, ...]
    published_at: dt.datetime
    released_at: dt.datetime
    state: str
    state_reason: str
    state_at: dt.datetime | None
    shown: dict[str, Any]
    head: dict[str, Any]
    parts: tuple[dict[str, Any], ...]
    facts: dict[str, Any]
    related: tuple[dict[str, Any], ...]
    demonstration: bool

    @property
    def address(self) -> str:
        return f"/pages/{self.number}/"

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.shown["day"])

    @property
    def image(self) -> dict[str, Any] | None:
        return self.head.get("image")

    @property
    def files(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.head.get("files", [])
        return found

    @property
    def openness(self) -> dict[str, Any] | None:
        return self.head.get("openness")

    @property
    def is_abolished(self) -> bool:
        return self.state == PageState.ABOLISHED


_SHOWN: Final = "l.shown_from <= %s AND (l.shown_until IS NULL OR l.shown_until > %s)"
_PAGE: Final = f"""
SELECT p.number, p.key, p.version, p.edition, p.site, p."column", p.kind, p.language, p.title, p.summary, p.source,
  p.organ, p.keywords, p.published_at, p.released_at, p.shown_until, p.state, p.state_reason, p.state_at, p.moved_to,
  p.card::text, p.head::text, p.parts::text, p.demonstration,
  ARRAY(SELECT l.site || ':' || l."column" FROM sites_listing l WHERE l.page_id = p.number AND {_SHOWN}
    ORDER BY l.is_placement, l.key),
  CASE WHEN p.head ? 'related' THEN ARRAY(
    SELECT r.number FROM jsonb_array_elements(p.head->'related') e
    JOIN sites_page r ON r.number = (e->>'number')::bigint
    JOIN sites_listing l ON l.key = r.key WHERE {_SHOWN} ORDER BY r.number) END
FROM sites_page p WHERE p.number = %s
"""  # noqa: S608 - constant parts


def page(site: Site, number: int, *, at: dt.datetime) -> PageView:
    """Return a page that this site shows: its own, one placed there, or one of a column that it takes; one statement.

    Raises ``NotVisible``, ``NoLongerThere`` when it was withdrawn or its time has run out, ``Moved`` when it is
    elsewhere now.
    """
    rows = ask(_PAGE, [at, at, at, at, number]) if 0 < number < 2**63 else []
    if not rows:
        raise NotVisible(number)
    (found, key, version, edition, owner, column, kind, language, title, summary, source, organ, keywords, published_at,
     released_at, shown_until, state, reason, state_at, moved_to, card, head, parts, demonstration, places,
     related) = rows[0]  # fmt: skip
    _check_state(state, reason, moved_to)
    here = _here(site, places, is_foreign=language != site.language and owner != site.slug)
    if here is None:
        if owner == site.slug and shown_until is not None and shown_until <= at:
            raise NoLongerThere("", expired=True)
        raise NotVisible(number)
    facts = json.loads(head)
    shown = json.loads(card)
    return PageView(
        number=found, key=key, version=version, edition=edition, site=owner, column=column, here=here[0],
        stands_in=here[1], kind=kind, language=language, title=title, summary=summary, source=source, organ=organ,
        keywords=tuple(keywords), published_at=published_at, released_at=released_at, state=state,
        state_reason=reason, state_at=state_at, shown=shown, head=facts, parts=tuple(json.loads(parts)),
        facts=shown.get("facts", {}),
        related=tuple(each for each in facts.get("related", ()) if each["number"] in set(related or ())),
        demonstration=demonstration,
    )  # fmt: skip


def _check_state(state: str, reason: str, moved_to: str) -> None:
    if state == PageState.MOVED:
        raise Moved(moved_to)
    if state not in READABLE:
        raise NoLongerThere(reason, expired=state == PageState.EXPIRED)


def _here(site: Site, places: Iterable[str], *, is_foreign: bool) -> tuple[Column, tuple[str, str]] | None:
    """Return the column where the page stands on a site, and whose neighbours it has; sites mix no languages."""
    if is_foreign:
        return None
    stands = [(slug, path) for slug, _, path in (each.partition(":") for each in places)]
    for slug, path in stands:
        if slug == site.slug and (column := site.column(path)) is not None:
            return column, (slug, path)
    for place in stands:
        if place in site.taken:
            taker = next(each for each in site.columns.values() if place in each.sources)
            return taker, place
    return None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The page before or after one in its column."""

    number: int
    title: str

    @property
    def address(self) -> str:
        return f"/pages/{self.number}/"


_AROUND: Final = f"""
SELECT f.place, p.number, p.title FROM (
  (SELECT 'newer' AS place, l.page_id FROM sites_listing l
   WHERE l.site = %s AND l."column" = %s AND l.language = %s AND (l.published_at, l.page_id) > (%s, %s) AND {_SHOWN}
   ORDER BY l.published_at, l.page_id LIMIT 1)
  UNION ALL
  (SELECT 'older', l.page_id FROM sites_listing l
   WHERE l.site = %s AND l."column" = %s AND l.language = %s AND (l.published_at, l.page_id) < (%s, %s) AND {_SHOWN}
   ORDER BY l.published_at DESC, l.page_id DESC LIMIT 1)
) f JOIN sites_page p ON p.number = f.page_id
"""  # noqa: S608 - constant parts


def around(view: PageView, *, at: dt.datetime) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the newer and the older neighbour of a page in the column where it stands; one statement."""
    place = [*view.stands_in, view.language, view.published_at, view.number, at, at]
    found = {where: Neighbour(number, title) for where, number, title in ask(_AROUND, [*place, *place])}
    return found.get("newer"), found.get("older")
