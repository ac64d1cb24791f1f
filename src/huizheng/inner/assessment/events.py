from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class BadRatingReceived(Event):
    """A bad rating has opened a rectification at an organ."""

    case_number: str
    organ_key: str
    rectification_id: int
    due_on: dt.date


@dataclass(frozen=True)
class BadRatingAnswered(Event):
    """The organ has answered a bad rating."""

    case_number: str
    organ_key: str
    rectification_id: int
    outcome: str


@dataclass(frozen=True)
class SupervisionCardRaised(Event):
    """A case came near or past a limit; whoever it waits for is to be told."""

    card: int
    at: dt.datetime
