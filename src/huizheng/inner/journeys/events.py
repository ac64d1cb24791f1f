from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class GrantTakenUp(Event):
    """A granted licence is to be published: its clock runs."""

    case_number: str
    at: dt.datetime


@dataclass(frozen=True)
class GrantNeedsJudgement(Event):
    """A grant is not published by itself: somebody must judge, or help."""

    case_number: str
    at: dt.datetime


@dataclass(frozen=True)
class GrantPublished(Event):
    """A grant is public."""

    case_number: str
    site: str
    page_number: int
    at: dt.datetime
