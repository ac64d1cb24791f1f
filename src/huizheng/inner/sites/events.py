from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class SiteOpened(Event):
    """A new site stands. ``first_item`` is what its first page is to say: column, title, text; it goes into review."""

    slug: str
    organ: str
    by: str  # the official's id
    at: dt.datetime
    first_item: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteChanged(Event):
    """The facts, functions or columns of a site changed."""

    slug: str
    version: int


@dataclass(frozen=True)
class ColumnNoticeRaised(Event):
    """A column comes near its last day, or is past it; its owner is to be told."""

    notice: int
    at: dt.datetime


@dataclass(frozen=True)
class EmergencyAnnounced(Event):
    """An emergency was opened, updated or closed on these sites."""

    number: str
    state: str
    organ: str
    version: int
