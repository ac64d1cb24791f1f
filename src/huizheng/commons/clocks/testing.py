"""For other rooms' tests: a clock that runs, has stood still, or is overdue on a day."""

from __future__ import annotations

import datetime as dt

from huizheng.commons.clocks.actions import pause, start_clock
from huizheng.commons.clocks.laws import GROUNDS, LICENCE_DECISION
from huizheng.commons.clocks.models import Clock
from huizheng.commons.clocks.rules import ClockRule
from huizheng.lib.actors import SYSTEM, Actor

AT = dt.datetime(2026, 2, 10, 9, 30, tzinfo=dt.UTC)


def running(
    subject: tuple[str, str] = ("matter", "1"),
    rule: ClockRule = LICENCE_DECISION,
    on: dt.date = dt.date(2026, 2, 10),
    by: Actor = SYSTEM,
) -> Clock:
    return start_clock(subject=subject, rule=rule, started_on=on, by=by, at=AT)


def paused(subject: tuple[str, str] = ("matter", "1"), on: dt.date = dt.date(2026, 2, 24)) -> Clock:
    return pause(clock=running(subject), ground=GROUNDS["inspection"], on=on, by=SYSTEM, at=AT)
