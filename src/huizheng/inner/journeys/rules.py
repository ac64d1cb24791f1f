"""What is refused in a story, in words that say what to do next; and after which share of a period one is warned."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huizheng.commons.calendar.api import WorkingCalendar

# Four fifths of the period, as for every other clock of the office: a choice of ours.
WARNING_SHARE = 0.8
_DAY = dt.timedelta(days=1)


class JourneyRefusal(Exception):
    """Base of this room's refusals; ``str()`` is the sentence for people."""


class NotVisible(JourneyRefusal):
    """There is no such publication for this official; shown as 404."""


class NotYourDuty(JourneyRefusal):
    """The official may look, and not judge."""


class NotNow(JourneyRefusal):
    """The publication has moved on."""


class Incomplete(JourneyRefusal):
    """Something is missing; ``field`` names the form field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def warn_on(started_on: dt.date, days: int, calendar: WorkingCalendar) -> dt.date:
    """Return the working day on which four fifths of a period of working days are used."""
    day, left = started_on, math.ceil(days * WARNING_SHARE)
    while left > 0:
        day += _DAY
        left -= calendar.is_working_day(day)
    return day
