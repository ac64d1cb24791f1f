"""The door of the calendar room."""

from huizheng.commons.calendar.actions import load_notice
from huizheng.commons.calendar.errors import NoticeRefused
from huizheng.commons.calendar.notices import NoticeDay, parse_notice
from huizheng.commons.calendar.queries import (
    Notice,
    add_calendar_days,
    add_working_days,
    calendar_with,
    is_provisional,
    is_working_day,
    notices,
    roll_forward,
    working_calendar,
    working_days_between,
)
from huizheng.commons.calendar.rules import WorkingCalendar

__all__ = [
    "Notice",
    "NoticeDay",
    "NoticeRefused",
    "WorkingCalendar",
    "add_calendar_days",
    "add_working_days",
    "calendar_with",
    "is_provisional",
    "is_working_day",
    "load_notice",
    "notices",
    "parse_notice",
    "roll_forward",
    "working_calendar",
    "working_days_between",
]
