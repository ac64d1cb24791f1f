from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class ClockRecomputed(Event):
    """A holiday notice moved the due day of an open clock."""

    subject_kind: str
    subject_id: str
    code: str
    old: dt.date | None
    new: dt.date | None
