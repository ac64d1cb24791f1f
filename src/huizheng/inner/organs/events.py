"""What has happened to officials and their duties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class OfficialDeactivated(Event):
    """An official can no longer sign in; what he had claimed waits for somebody else."""

    official_id: int
    organ_key: str
    at: dt.datetime


@dataclass(frozen=True)
class DutiesChanged(Event):
    """An official's duties in an organ have changed, or will at a coming moment."""

    official_id: int
    organ_key: str
    at: dt.datetime
