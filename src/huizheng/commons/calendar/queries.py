from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huizheng.commons.calendar.models import CalendarEdition, ExceptionalDay, LoadedNotice
from huizheng.commons.calendar.notices import NoticeDay, check_notice, festivals, shipped
from huizheng.commons.calendar.rules import WorkingCalendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

# The last calendar this process read, with its stamp. Replaced whole, so that threads need no lock.
_kept: tuple[UUID | None, WorkingCalendar] | None = None


@dataclass(frozen=True)
class Notice:
    """One year's notice as an operator sees it."""

    year: int
    source: str
    days: tuple[NoticeDay, ...]
    loaded_at: dt.datetime | None


def working_calendar() -> WorkingCalendar:
    """Return today's calendar: one small query, and a whole reading only after a notice was loaded."""
    global _kept  # noqa: PLW0603 - the process's copy
    stamp = CalendarEdition.objects.values_list("stamp", flat=True).first()
    kept = _kept
    if kept is None or kept[0] != stamp:
        kept = _kept = (stamp, _read())
    return kept[1]


def calendar_with(year: int, days: Sequence[NoticeDay]) -> WorkingCalendar:
    """Return today's calendar as it would be with that notice loaded; nothing changes. Raises ``NoticeRefused``."""
    check_notice(year, days)
    known = working_calendar()
    replaced = {day.on for notice in notices() if notice.year == year for day in notice.days}
    exceptions = {on: works for on, works in known.exceptions.items() if on not in replaced}
    exceptions |= {day.on: day.works for day in days}
    return replace(known, exceptions=exceptions, announced=known.announced | {year})


def notices() -> list[Notice]:
    """Return every known notice, the latest year first: the shipped ones and those that took their place."""
    loaded = {
        notice.year: Notice(
            notice.year,
            notice.source,
            tuple(NoticeDay(day.on, day.holiday, day.works) for day in notice.days.all()),
            notice.loaded_at,
        )
        for notice in LoadedNotice.objects.prefetch_related("days")
    }
    known = {year: Notice(year, _title(year), days, None) for year, days in shipped().items()} | loaded
    return [known[year] for year in sorted(known, reverse=True)]


def is_working_day(day: dt.date) -> bool:
    return working_calendar().is_working_day(day)


def is_provisional(year: int) -> bool:
    """Say whether the year's notice is still unknown, so that dates in it may move."""
    return working_calendar().is_provisional(year)


def add_working_days(start: dt.date, n: int) -> dt.date:
    """Return the n-th working day after ``start``, which itself isn't counted (行政许可法 art 82)."""
    return working_calendar().add_working_days(start, n)


def add_calendar_days(start: dt.date, n: int) -> dt.date:
    """Return the n-th day after ``start``, moved on to a working day."""
    return working_calendar().add_calendar_days(start, n)


def roll_forward(day: dt.date) -> dt.date:
    return working_calendar().roll_forward(day)


def working_days_between(after: dt.date, until: dt.date) -> int:
    """Return how many working days lie in (after, until]."""
    return working_calendar().working_days_between(after, until)


def _read() -> WorkingCalendar:
    by_year = {year: {day.on: day.works for day in days} for year, days in shipped().items()}
    for year in LoadedNotice.objects.values_list("year", flat=True):
        by_year[year] = {}
    for year, on, works in ExceptionalDay.objects.values_list("notice__year", "on", "works"):
        by_year[year][on] = works
    exceptions: dict[dt.date, bool] = {}
    for year in sorted(by_year):
        exceptions |= by_year[year]
    return WorkingCalendar(exceptions, frozenset(by_year), festivals())


def _title(year: int) -> str:
    return f"国务院办公厅关于{year}年部分节假日安排的通知"
