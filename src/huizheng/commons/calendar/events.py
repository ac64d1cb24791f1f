from __future__ import annotations

from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """A year's holiday notice was loaded: whoever counted with the old days counts again."""

    year: int
