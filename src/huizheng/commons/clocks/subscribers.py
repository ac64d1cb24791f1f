from __future__ import annotations

from django.utils import timezone

from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.calendar.events import CalendarChanged
from huizheng.commons.clocks.actions import recompute
from huizheng.commons.clocks.queries import due_on, open_clocks_touching
from huizheng.commons.events.api import subscribe
from huizheng.lib.actors import SYSTEM


@subscribe(CalendarChanged)
def count_open_clocks_anew(event: CalendarChanged) -> None:
    """Count every open clock that the year may concern, and lock only those that move; twice is as once."""
    calendar = working_calendar()
    for clock in open_clocks_touching(event.year).iterator(chunk_size=500):
        if due_on(clock, calendar=calendar) != clock.due_on:
            recompute(clock=clock, by=SYSTEM, at=timezone.now())
