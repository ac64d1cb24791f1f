"""What a holiday notice would do, before it is loaded: nothing here writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.commons.calendar.api import NoticeDay, calendar_with
from huizheng.commons.clocks.api import Clock, clocks_due, due_on

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 20


@dataclass(frozen=True)
class Move:
    """An open clock whose last day the notice would move."""

    clock: Clock
    old: dt.date
    new: dt.date


@dataclass(frozen=True)
class Preview:
    """How many open clocks were counted, how many would move, and the first of these."""

    counted: int
    moved: int
    first: list[Move]


def preview_notice(*, year: int, days: Sequence[NoticeDay]) -> Preview:
    """Count every open clock that the year touches by the calendar with the notice in it.

    A paused clock without a last day moves when it resumes, so it is not counted. Raises ``NoticeRefused``.
    """
    proposed = calendar_with(year, days)
    counted, moved = 0, 0
    first: list[Move] = []
    reaching = clocks_due(dt.date.max).filter(
        due_on__gte=dt.date(year - 1, 12, 1), started_on__lte=dt.date(year, 12, 31)
    )
    for clock in reaching.iterator(chunk_size=500):
        counted += 1
        old, new = clock.due_on, due_on(clock, calendar=proposed)
        if old is None or new is None or old == new:
            continue
        moved += 1
        if len(first) < SHOWN:
            first.append(Move(clock, old, new))
    return Preview(counted, moved, first)
