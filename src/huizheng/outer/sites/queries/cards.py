"""A page as lists show it, and the mark after which a list goes on."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

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
    """A part of a list; ``next`` goes on after it and is empty at the end."""

    cards: tuple[Card, ...]
    next: str


# The database writes no spaces around a document, so nothing has to look for them.
_read: Final = json.JSONDecoder().raw_decode


def card_of(row: tuple[Any, ...]) -> Card:
    number, site, column, kind, published_at, state, card = row
    return Card(number, site, column, kind, published_at, state, _read(card)[0])


def cursor_of(rank: int, moment: dt.datetime | dt.date, number: int) -> str:
    text = f"{rank}|{moment.isoformat()}|{number}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, dt.datetime, int] | None:
    """Return the place that a cursor names; nothing for an empty one and for one that is none of ours."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        rank, moment, number = text.split("|")
        when = dt.datetime.fromisoformat(moment)
        found = int(rank), when if when.tzinfo else when.replace(tzinfo=dt.UTC), int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return found if all(abs(each) < 2**31 for each in found[::2]) else None
