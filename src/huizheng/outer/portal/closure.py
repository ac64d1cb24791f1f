"""The next days on which the windows are closed, read from the State Council's holiday notices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from huizheng.commons.calendar import api as calendar

AHEAD = dt.timedelta(days=30)
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Closure:
    """One holiday: its name, its first and its last day."""

    holiday: str
    first: dt.date
    last: dt.date


def next_closure(today: dt.date) -> Closure | None:
    """Return the holiday under way or within the next thirty days, or nothing."""
    days = {
        day.on: day.holiday
        for notice in calendar.notices()
        if today.year <= notice.year <= (today + AHEAD).year
        for day in notice.days
        if not day.works
    }
    for closure in _runs(days):
        if closure.last >= today and closure.first <= today + AHEAD:
            return closure
    return None


def _runs(days: dict[dt.date, str]) -> list[Closure]:
    """Join days that follow each other."""
    ordered = sorted(days)
    firsts = ordered[:1] + [day for before, day in pairwise(ordered) if day - before != ONE]
    runs = []
    for first in firsts:
        last = first
        while last + ONE in days:
            last += ONE
        runs.append(Closure(days[first], first, last))
    return runs
