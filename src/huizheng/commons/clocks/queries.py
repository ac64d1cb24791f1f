"""Questions about one clock take the calendar as a value when a list asks many times; else they read it themselves.

For lists: ``clocks_due`` and ``clocks_of`` fetch the ledgers along.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from django.db.models import Q

from huizheng.commons.calendar.api import WorkingCalendar, working_calendar
from huizheng.commons.clocks import wording
from huizheng.commons.clocks.models import Clock
from huizheng.commons.clocks.reckoning import Reading, days_in, read
from huizheng.commons.clocks.states import ClockState, Stored, WarningLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PREWARNING_SHARE = 0.8


def clock_of(subject: tuple[str, str], code: str) -> Clock | None:
    """Return the thing's clock of that code, or None before it was started."""
    return Clock.objects.filter(subject_kind=subject[0], subject_id=str(subject[1]), code=code).first()


def clocks_of(subject: tuple[str, str]) -> QuerySet[Clock]:
    """Return every clock of a thing, in the order they were started."""
    found = Clock.objects.filter(subject_kind=subject[0], subject_id=str(subject[1]))
    return found.order_by("started_on", "id").prefetch_related("entries")


def clocks_due(before: dt.date, *, subject_kind: str = "", codes: Sequence[str] = ()) -> QuerySet[Clock]:
    """Return open clocks whose last day is before ``before``, the most urgent first. A paused clock isn't due."""
    found = Clock.objects.filter(status__in=[Stored.RUNNING, Stored.PAUSED], due_on__lt=before)
    if subject_kind:
        found = found.filter(subject_kind=subject_kind)
    if codes:
        found = found.filter(code__in=codes)
    return found.order_by("due_on", "id").prefetch_related("entries")


def open_clocks_touching(year: int) -> QuerySet[Clock]:
    """Return open clocks that a change of the year's holidays, from the December before, may move."""
    found = Clock.objects.filter(status__in=[Stored.RUNNING, Stored.PAUSED])
    touched = Q(due_on__isnull=True) | Q(due_on__gte=dt.date(year - 1, 12, 1))
    return found.filter(touched, started_on__lte=dt.date(year, 12, 31)).order_by("id").prefetch_related("entries")


def due_on(clock: Clock, *, calendar: WorkingCalendar | None = None) -> dt.date | None:
    """Return the last day as the ledger computes it; ``clock.due_on`` repeats it for lists."""
    return _read(clock).due_on(calendar or working_calendar())


def state(clock: Clock, on: dt.date) -> ClockState:
    """Say how a clock stands on a day; one that had run out before a pause is overdue all the same."""
    if clock.status == Stored.STOPPED:
        return ClockState.STOPPED
    if clock.due_on is not None and clock.due_on < on:
        return ClockState.OVERDUE
    return ClockState.PAUSED if clock.status == Stored.PAUSED else ClockState.RUNNING


def remaining(clock: Clock, on: dt.date, *, calendar: WorkingCalendar | None = None) -> int:
    """Return how many days of its unit are left after ``on``; below zero, by how many it is overdue.

    On the last day itself 0 are left. A paused clock keeps what it had.
    """
    calendar = calendar or working_calendar()
    reading = _read(clock)
    due = reading.due_on(calendar)
    if due is None:
        return reading.total - reading.counted(on, calendar)
    if on > due:
        return -sum(reading.counts(day, calendar) for day in days_in(due, on))
    return sum(reading.counts(day, calendar) for day in days_in(max(on, reading.started_on), due))


def used_share(clock: Clock, on: dt.date, *, calendar: WorkingCalendar | None = None) -> float:
    """Return which share of the period has gone by: 1.0 on the last day, above it when overdue."""
    calendar = calendar or working_calendar()
    reading = _read(clock)
    until = min(on, reading.stopped_on) if reading.stopped_on else on
    return reading.counted(until, calendar) / max(reading.total, 1)


def warning(
    *,
    promised: Clock | None,
    statutory: Clock | None,
    on: dt.date,
    calendar: WorkingCalendar | None = None,
) -> WarningLevel:
    """Return the warning of a matter with a promised and a statutory clock; a stopped clock warns no more."""
    calendar = calendar or working_calendar()
    running = [clock for clock in (promised, statutory) if clock and state(clock, on) is not ClockState.STOPPED]
    if statutory in running and statutory and state(statutory, on) is ClockState.OVERDUE:
        return WarningLevel.RED
    if promised in running and promised and state(promised, on) is ClockState.OVERDUE:
        return WarningLevel.YELLOW
    if any(used_share(clock, on, calendar=calendar) >= PREWARNING_SHARE for clock in running):
        return WarningLevel.PREWARNING
    return WarningLevel.NONE


def explain(clock: Clock, language: Literal["zh", "en"] = "zh", *, calendar: WorkingCalendar | None = None) -> str:
    """Return one paragraph that says how the last day comes about, with the law behind each step."""
    calendar = calendar or working_calendar()
    told = wording.in_english if language == "en" else wording.in_chinese
    return told(_read(clock), calendar)


def _read(clock: Clock) -> Reading:
    return read(clock.rule, sorted(clock.entries.all(), key=lambda entry: entry.number))
