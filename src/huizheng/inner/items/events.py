from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class ServiceReleased(Event):
    """A release of an item is in force from now on."""

    slug: str
    version: int
    sm3: str
    at: dt.datetime


@dataclass(frozen=True)
class ServiceWithdrawn(Event):
    """An item is no longer offered; running cases go on under their release."""

    slug: str
    version: int
    reason: str
    at: dt.datetime
