"""Reading found things again from the database, each in its own room, under that room's rule of visibility."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from huizheng.outer.search.entry import ORGAN, PAGE, SERVICE, SITE, Entry
from huizheng.outer.search.sources import organs, pages, services, sites
from huizheng.outer.search.sources.shown import Shown


def shown(ids: Iterable[str], *, language: str, within: Sequence[str] = (), at: dt.datetime) -> dict[str, Shown]:
    """Return, by id, what may be shown now; what is missing may not. ``within`` names the sites whose pages count."""
    found: dict[str, Shown] = {}
    for kind, keys in _by_kind(ids).items():
        rows: dict[str, Shown] = {}
        if kind == PAGE:
            rows = pages.shown(keys, within=within, at=at)
        elif kind == SERVICE:
            rows = services.shown(keys, language=language)
        elif kind == ORGAN:
            rows = organs.shown(keys, language=language)
        elif kind == SITE:
            rows = sites.shown(keys, language=language)
        found |= {f"{kind}:{key}": one for key, one in rows.items()}
    return found


def entries_of(ids: Iterable[str]) -> Iterator[Entry]:
    """Return the entries of some ids, as the rooms tell them now; what is gone has none."""
    keys = _by_kind(ids)
    for kind, room in ((PAGE, pages), (SERVICE, services), (ORGAN, organs), (SITE, sites)):
        if kind in keys:
            yield from room.entries(keys[kind])


def all_entries() -> Iterator[Entry]:
    """Return everything that can be found, the few first."""
    for room in (sites, organs, services, pages):
        yield from room.entries()


def _by_kind(ids: Iterable[str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for entry_id in ids:
        kind, _, key = entry_id.partition(":")
        keys.setdefault(kind, []).append(key)
    return keys
