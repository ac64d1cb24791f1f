"""How days are counted.

- The start day isn't counted: day 1 is the next day (of a working-day period: the next working day).
- A working-day period ends on its last working day; a calendar-day period that would end on a holiday runs on to
  the next working day.
- A year without a State Council notice is provisional: Monday to Friday without the days of
  全国年节及纪念日放假办法 (2024), art 2. Make-up days and bridged days are unknown until the notice comes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE = dt.timedelta(days=1)
SATURDAY = 5
FIXED_DAYS = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
# No period of law is longer; a count beyond it is a slip, and the loop must end.
LONGEST = 3000


@dataclass(frozen=True)
class Festivals:
    """The movable feasts of one year."""

    spring_festival: dt.date
    tomb_sweeping: dt.date
    dragon_boat: dt.date
    mid_autumn: dt.date

    def days(self) -> set[dt.date]:
        """Return the statutory days: New Year's Eve and three days of the Spring Festival, and one of each other."""
        spring = {self.spring_festival + dt.timedelta(days=offset) for offset in (-1, 0, 1, 2)}
        return spring | {self.tomb_sweeping, self.dragon_boat, self.mid_autumn}


@dataclass(frozen=True)
class WorkingCalendar:
    """Every known exception, and the years whose notice is known. A value: it always gives the same answer."""

    exceptions: Mapping[dt.date, bool]
    announced: frozenset[int]
    festivals: Mapping[int, Festivals] = field(default_factory=dict)

    def is_provisional(self, year: int) -> bool:
        return year not in self.announced

    def is_working_day(self, day: dt.date) -> bool:
        known = self.exceptions.get(day)
        if known is not None:
            return known
        return day.weekday() < SATURDAY and not (self.is_provisional(day.year) and self._is_statutory(day))

    def _is_statutory(self, day: dt.date) -> bool:
        if (day.month, day.day) in FIXED_DAYS:
            return True
        feasts = self.festivals.get(day.year)
        return feasts is not None and day in feasts.days()

    def add_working_days(self, start: dt.date, n: int) -> dt.date:
        """Return the n-th working day after ``start``; ``start`` itself for 0. Raises ``ValueError`` below 0."""
        if not 0 <= n <= LONGEST:
            raise ValueError(f"a period has 0 to {LONGEST} days")
        day = start
        while n > 0:
            day += ONE
            n -= self.is_working_day(day)
        return day

    def add_calendar_days(self, start: dt.date, n: int) -> dt.date:
        """Return the n-th day after ``start``, or the next working day when that is a holiday."""
        if not 0 <= n <= LONGEST:
            raise ValueError(f"a period has 0 to {LONGEST} days")
        return self.roll_forward(start + dt.timedelta(days=n))

    def roll_forward(self, day: dt.date) -> dt.date:
        """Return ``day``, or the first working day after it when it is a holiday."""
        while not self.is_working_day(day):
            day += ONE
        return day

    def working_days_between(self, after: dt.date, until: dt.date) -> int:
        """Return how many working days lie in (after, until]; below zero when ``until`` is the earlier one."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (until - after).days
        return sum(self.is_working_day(after + dt.timedelta(days=offset)) for offset in range(1, days + 1))
