"""By when something must be open, and the number it is then found under."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.commons.calendar.api import add_working_days, is_provisional, working_days_between
from huizheng.commons.numbering.api import next_number
from huizheng.inner.publishing.openness.rules import DAYS_NEAR, DAYS_TO_OPEN, index_number

if TYPE_CHECKING:
    from huizheng.commons.reference.api import Organ

_SERIES = "openness-index"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day to open, and how it stands."""

    on: dt.date
    days_left: int  # working days; negative when it has passed
    provisional: bool

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def is_near(self) -> bool:
        return 0 <= self.days_left <= DAYS_NEAR

    @property
    def words(self) -> str:
        if self.is_late:
            return f"已超过期限{-self.days_left}个工作日"
        return "今天到期" if self.days_left == 0 else f"还有{self.days_left}个工作日"


def due_on(formed_on: dt.date) -> dt.date:
    """Return the last day to open what was formed or changed on a day (art 26; the day itself is not counted)."""
    return add_working_days(formed_on, DAYS_TO_OPEN)


def due(formed_on: dt.date, *, today: dt.date) -> Due:
    """Return how the twenty working days stand."""
    last = due_on(formed_on)
    left = working_days_between(today, last) if today <= last else -working_days_between(last, today)
    return Due(last, left, is_provisional(last.year))


def draw_index_number(organ: Organ, *, at: dt.datetime, on: dt.date) -> str:
    """Draw the next index number of a publisher in a month, without a gap; a rollback gives it back.

    Raises ``TransactionManagementError`` outside a transaction.
    """
    sequence = next_number(series=_SERIES, scope=f"{organ.uscc}:{on:%Y%m}", at=at)
    return index_number(uscc=organ.uscc, on=on, sequence=sequence)
