"""The clock of a rectification; its row repeats the last day, so that lists need no ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.calendar.api import working_days_between
from huizheng.commons.clocks.api import Clock, ClockError, clock_of, explain, extend, start_clock, stop_clock
from huizheng.inner.assessment.rules import LONGEST_DAYS, Refused, limit_rule

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.assessment.models import Rectification
    from huizheng.lib.actors import Actor

_CODE = "rectification"


def _subject(rectification: Rectification) -> tuple[str, str]:
    return ("rectification", str(rectification.pk))


def _clock(rectification: Rectification) -> Clock | None:
    return clock_of(_subject(rectification), _CODE)


def start_limit(rectification: Rectification, *, days: int, on: dt.date, by: Actor, at: dt.datetime) -> dt.date:
    """Start the clock and return its last day."""
    clock = start_clock(subject=_subject(rectification), rule=limit_rule(days), by=by, at=at, started_on=on)
    return clock.due_on or on


def lengthen_limit(rectification: Rectification, *, until: dt.date, on: dt.date, by: Actor, at: dt.datetime) -> dt.date:
    """Move the clock on to the ledger's day and return its last day; an earlier day leaves it as it is.

    Raises ``Refused`` when the day lies beyond the longest period, or the period has run out.
    """
    if working_days_between(rectification.opened_on, until) > LONGEST_DAYS:
        raise Refused(f"从收到差评起最多 {LONGEST_DAYS} 个工作日，请把整改期限改早一些。", field="ledger_due_on")
    more = working_days_between(rectification.due_on, until)
    clock = _clock(rectification)
    if more <= 0 or clock is None:
        return rectification.due_on
    try:
        clock = extend(clock=clock, days=more, reason="问题不能当即解决，列入整改台账", by=by, at=at, on=on)
    except ClockError as refusal:
        raise Refused(str(refusal), field="ledger_due_on") from refusal
    return clock.due_on or rectification.due_on


def stop_limit(rectification: Rectification, *, outcome: str, by: Actor, at: dt.datetime) -> None:
    clock = _clock(rectification)
    if clock is not None and clock.stopped_on is None:
        stop_clock(clock=clock, outcome=outcome, by=by, at=at)


def explanation(rectification: Rectification) -> str:
    """Return how the last day comes about, in words."""
    clock = _clock(rectification)
    return explain(clock) if clock else ""
