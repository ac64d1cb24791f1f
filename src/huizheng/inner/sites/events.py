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
class ColumnNoticesRaised(Event):
    """Columns of an owner come near their last day, or are past it; the owner is to be told once."""

    owner: str
    soon: int
    overdue: int
    columns: list[str]  # the first few, as people call them
    at: dt.datetime


@dataclass(frozen=True)
class EmergencyAnnounced(Event):
    """An emergency was opened, updated or closed on these sites."""

    number: str
    state: str
    organ: str
    version: int
