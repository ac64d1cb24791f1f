"""From a ledger to a due day. Pure: the same entries and the same calendar always give the same day.

- The start day isn't counted. The period ends on the ``total``-th counted day after it.
- A day counts unless it is paused; of a period in working days it must also be a working day.
- A pause covers [from, until): the day it begins isn't counted, the day it is resumed is. A pause that is begun and
  resumed on one day takes nothing. Pauses that overlap take each day once; the clock runs again when all are resumed.
- Paused on its last day, a period has one day left, and ends on the first day that counts after the resumption.
- A period that has run out before a pause stays run out.
- A period in calendar days that would end on a holiday, or on a paused day, runs on to the next day that is neither.
- While a pause is open, a period that hasn't run out has no due day.
- An extension lengthens the period; a restart begins it anew, and what was before no longer counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huizheng.commons.clocks.rules import ClockRule, PauseGround, Unit, from_facts
from huizheng.commons.clocks.states import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.commons.calendar.api import WorkingCalendar
    from huizheng.commons.clocks.models import ClockEntry

ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """Days that aren't counted: [since, until), still open without ``until``."""

    since: dt.date
    until: dt.date | None
    ground: PauseGround

    def covers(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Extension:
    """Days added to the period, with the reason that is told to the applicant."""

    on: dt.date
    days: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a ledger says since its last restart."""

    rule: ClockRule
    started_on: dt.date
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    restart_reason: str = ""
    recomputed: tuple[tuple[dt.date, dt.date | None, dt.date | None], ...] = ()
    stopped_on: dt.date | None = None
    outcome: str = ""

    @property
    def total(self) -> int:
        return self.rule.n + sum(extension.days for extension in self.extensions)

    def open_grounds(self) -> dict[str, Pause]:
        return {pause.ground.code: pause for pause in self.pauses if pause.until is None}

    def is_paused_on(self, day: dt.date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def counts(self, day: dt.date, calendar: WorkingCalendar) -> bool:
        if self.rule.unit is Unit.WORKING and not calendar.is_working_day(day):
            return False
        return not self.is_paused_on(day)

    def due_on(self, calendar: WorkingCalendar) -> dt.date | None:
        """Return the last day of the period, or None while an open pause holds it."""
        endless = min((pause.since for pause in self.pauses if pause.until is None), default=None)
        day, left = self.started_on, self.total
        while left > 0 or not self._may_end_on(day, calendar):
            day += ONE
            if endless is not None and day >= endless:
                return None
            left -= self.counts(day, calendar)
        return day

    def _may_end_on(self, day: dt.date, calendar: WorkingCalendar) -> bool:
        if self.rule.unit is Unit.WORKING and self.total:
            return True  # the last counted day is a working day
        return calendar.is_working_day(day) and not self.is_paused_on(day)

    def counted(self, until: dt.date, calendar: WorkingCalendar) -> int:
        """Return how many days have counted in (start, until]."""
        return sum(self.counts(day, calendar) for day in days_in(self.started_on, until))


def days_in(after: dt.date, until: dt.date) -> Iterable[dt.date]:
    """Yield the days of (after, until]."""
    for offset in range(1, (until - after).days + 1):
        yield after + dt.timedelta(days=offset)


def read(rule: ClockRule, entries: Iterable[ClockEntry]) -> Reading:
    """Return what the entries, in their order, say."""
    reading: Reading | None = None
    for entry in entries:
        if entry.kind in {EntryKind.STARTED, EntryKind.RESTARTED}:
            reading = Reading(rule, entry.on, restart_reason=entry.reason)
        elif reading is not None:
            reading = _with(reading, entry)
    if reading is None:
        raise ValueError("a ledger begins with a start")
    return reading


def _with(reading: Reading, entry: ClockEntry) -> Reading:
    match entry.kind:
        case EntryKind.PAUSED:
            return replace(
                reading, pauses=(*reading.pauses, Pause(entry.on, None, from_facts(PauseGround, entry.ground or {})))
            )
        case EntryKind.RESUMED:
            return replace(reading, pauses=closed(reading.pauses, entry.on, (entry.ground or {})["code"]))
        case EntryKind.EXTENDED:
            return replace(reading, extensions=(*reading.extensions, Extension(entry.on, entry.days, entry.reason)))
        case EntryKind.RECOMPUTED:
            return replace(reading, recomputed=(*reading.recomputed, (entry.on, entry.old_due_on, entry.new_due_on)))
        case _:
            # Whatever stops a clock ends its pauses too, so that a due day can be told.
            return replace(
                reading,
                pauses=closed(reading.pauses, entry.on),
                stopped_on=entry.on,
                outcome=entry.outcome,
            )


def closed(pauses: tuple[Pause, ...], on: dt.date, code: str | None = None) -> tuple[Pause, ...]:
    """Return the pauses with the open ones (of one ground) ended."""
    return tuple(
        replace(pause, until=max(on, pause.since))
        if pause.until is None and code in {None, pause.ground.code}
        else pause
        for pause in pauses
    )
