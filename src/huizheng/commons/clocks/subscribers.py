from __future__ import annotations

from django.utils import timezone

from huizheng.commons.calendar.events import CalendarChanged
from huizheng.commons.clocks.actions import recompute
from huizheng.commons.clocks.queries import open_clocks_touching
from huizheng.commons.events.api import subscribe
from huizheng.lib.actors import SYSTEM


@subscribe(CalendarChanged)
def count_open_clocks_anew(event: CalendarChanged) -> None:
    """Count every open clock that the year may concern; one that doesn't move says nothing, so twice is as once."""
    for clock in open_clocks_touching(event.year):
        recompute(clock=clock, by=SYSTEM, at=timezone.now())
