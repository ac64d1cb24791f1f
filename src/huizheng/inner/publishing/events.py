from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class ManuscriptSubmitted(Event):
    """A text waits for the next person: a reviewer, a signer, or whoever releases."""

    number: int
    state: str
    at: dt.datetime


@dataclass(frozen=True)
class SecrecyMarkFound(Event):
    """Somebody tried to hand in a text that bears a mark of secrecy; the text itself is not repeated here."""

    number: int
    organ: str
    at: dt.datetime
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SecrecyMarkInImport(Event):
    """An official tried to import a file that bears a mark of secrecy; no manuscript came of it."""

    official: int
    organ: str
    at: dt.datetime
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class EditionsPublished(Event):
    """Editions became public."""

    site: str
    numbers: list[int]
    at: dt.datetime


@dataclass(frozen=True)
class PageLeft(Event):
    """A page was withdrawn."""

    site: str
    number: int
    how: str
    at: dt.datetime
