from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from huizheng.inner.casework.api import Staff


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the official, in ready words."""

    title: str
    number: str
    url: str
    detail: str
    due_on: dt.date
    tone: str
    urgency: str


@dataclass(frozen=True)
class Count:
    """How many things wait; ``words`` is what people read, such as 999+."""

    label: str
    words: str
    url: str
    tone: str


class Source(Protocol):
    """What a room lays on the desk. Every answer is already limited to what the official may see."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:
        """Return the room's figures, the whole first; none when the official has no such duty."""

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        """Return the most urgent things."""

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:
        """Return what a search finds."""
