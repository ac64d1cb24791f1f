"""A page as lists show it, and the mark after which a list goes on."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What a statement selects for a card, in this order; ``p`` is the page.
CARD_COLUMNS: Final = 'p.number, p.site, p."column", p.kind, p.published_at, p.state, p.card::text'


class Card(NamedTuple):
    """A page in a list. ``shown`` holds what its edition says for lists: title, summary, image, facts, …"""

    number: int
    site: str
    column: str
    kind: str
    published_at: dt.datetime
    state: str
    shown: dict[str, Any]

    @property
    def address(self) -> str:
        return f"/pages/{self.number}/"

    @property
    def title(self) -> str:
        return str(self.shown["title"])

    @property
    def short_title(self) -> str:
        return str(self.shown.get("short_title") or self.shown["title"])

    @property
    def summary(self) -> str:
        return str(self.shown.get("summary", ""))

    @property
    def source(self) -> str:
        return str(self.shown.get("source", ""))

    @property
    def day(self) -> dt.date:
        """Return the day that readers see, in China."""
        return dt.date.fromisoformat(self.shown["day"])

    @property
    def image(self) -> dict[str, Any] | None:
        return self.shown.get("image")

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.shown.get("facts", {})
        return found

    @property
    def is_abolished(self) -> bool:
        return self.state == "abolished"


@dataclass(frozen=True, slots=True)
class CardPage:
    """A part of a list; ``next`` goes on to what is older, ``previous`` back to what is newer; empty at the ends."""

    cards: tuple[Card, ...]
    next: str
    previous: str = ""


class Place(NamedTuple):
    """Where a part of a list begins, and whether it goes back to what is newer from there."""

    rank: int
    moment: dt.datetime
    number: int
    back: bool

    @property
    def sign(self) -> str:
        return ">" if self.back else "<"

    @property
    def order(self) -> str:
        """Return the order in which the database must read to find what lies next to the place."""
        return "ASC" if self.back else "DESC"


class Part(NamedTuple):
    """The rows of a part, the newest first, and the cursors that lead on."""

    rows: Sequence[tuple[Any, ...]]
    next: str
    previous: str


# The database writes no spaces around a document, so nothing has to look for them.
_read: Final = json.JSONDecoder().raw_decode


def card_of(row: tuple[Any, ...]) -> Card:
    number, site, column, kind, published_at, state, card = row
    return Card(number, site, column, kind, published_at, state, _read(card)[0])


def cursor_of(rank: int, moment: dt.datetime | dt.date, number: int, *, back: bool = False) -> str:
    text = f"{rank}|{moment.isoformat()}|{number}{'|b' if back else ''}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> Place | None:
    """Return the place that a cursor names; nothing for an empty one and for one that is none of ours."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        rank, moment, number, *back = text.split("|")
        when = dt.datetime.fromisoformat(moment)
        found = Place(int(rank), when if when.tzinfo else when.replace(tzinfo=dt.UTC), int(number), back == ["b"])
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return found if back in ([], ["b"]) and all(abs(each) < 2**31 for each in (found.rank, found.number)) else None


def part_of(
    rows: Sequence[tuple[Any, ...]],
    size: int,
    place: Place | None,
    mark: Callable[[tuple[Any, ...]], tuple[int, dt.datetime | dt.date, int]],
) -> Part | None:
    """Cut a part out of what was read, one row more than ``size``, the newest first.

    ``None`` says that the way back has reached the beginning with less than a part: the beginning is to be read.
    """
    more = len(rows) > size
    if place is not None and place.back:
        if len(rows) < size:
            return None
        kept = rows[-size:]
        return Part(kept, cursor_of(*mark(kept[-1])), cursor_of(*mark(kept[0]), back=True) if more else "")
    kept = rows[:size]
    return Part(
        kept,
        cursor_of(*mark(kept[-1])) if more else "",
        cursor_of(*mark(kept[0]), back=True) if place is not None and kept else "",
    )
