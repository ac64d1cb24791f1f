"""Every verb locks the clock, adds one entry and counts anew; the clock that was handed in is brought up to date.

The caller has checked that ``by`` may. ``on`` is the day in law; left out, it is the day of ``at`` in local time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.clocks.errors import (
    AlreadyPaused,
    AlreadyStarted,
    ClockError,
    ClockExpired,
    ClockStopped,
    ExtensionNotAllowed,
    NotPaused,
    OutOfOrder,
)
from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.clocks.models import Clock, ClockEntry
from huizheng.commons.clocks.reckoning import Reading, read
from huizheng.commons.clocks.rules import ClockRule, PauseGround, to_facts
from huizheng.commons.clocks.states import EntryKind, Stored
from huizheng.commons.events.api import publish

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.commons.calendar.api import WorkingCalendar
    from huizheng.lib.actors import Actor


@transaction.atomic
def start_clock(
    *,
    subject: tuple[str, str],
    rule: ClockRule,
    by: Actor,
    at: dt.datetime,
    started_on: dt.date | None = None,
    calendar: WorkingCalendar | None = None,
) -> Clock:
    """This function will start a period for a thing; the start day itself isn't counted (行政许可法 art 82).

    ``calendar`` is today's, from a caller who has just read it.
    Raises ``AlreadyStarted`` when the thing has a clock of that code: restart that one.
    """
    on = started_on or _day(at)
    due = Reading(rule, on).due_on(calendar or working_calendar())
    clock = Clock(
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        code=rule.code,
        terms=to_facts(rule),
        started_on=on,
        due_on=due,
    )
    try:
        clock.save(force_insert=True)
    except IntegrityError as error:
        if "clock_once_a_subject" not in str(error):
            raise
        raise AlreadyStarted("该期限已经起算，如需重新计算请使用“重新起算”。") from error
    ClockEntry.objects.create(
        clock=clock, number=1, kind=EntryKind.STARTED, on=on, by=str(by), at=at, new_due_on=due,
    )  # fmt: skip
    _write_line(clock, EntryKind.STARTED, on=on, by=by, at=at)
    return clock


@transaction.atomic
def pause(
    *,
    clock: Clock,
    ground: PauseGround,
    by: Actor,
    at: dt.datetime,
    on: dt.date | None = None,
    reason: str = "",
) -> Clock:
    """This function will leave days out of the count from ``on`` until the ground is resumed (行政许可法 art 45).

    Several grounds may run at once; days are left out once. The applicant must be told of the time in writing.
    Raises ``ClockStopped``, ``AlreadyPaused`` (same ground), ``OutOfOrder`` (before the start).
    """
    locked, reading = _lock(clock)
    day = _not_before(reading.started_on, on or _day(at))
    if ground.code in reading.open_grounds():
        raise AlreadyPaused(f"期限已因{ground.label}暂停，恢复后才能再次以同一事由暂停。")
    return _enter(locked, clock, EntryKind.PAUSED, on=day, by=by, at=at, ground=to_facts(ground), reason=reason)


@transaction.atomic
def resume(*, clock: Clock, ground: PauseGround, by: Actor, at: dt.datetime, on: dt.date | None = None) -> Clock:
    """This function will end the pause for one ground; ``on`` itself counts again unless another ground still holds.

    Raises ``ClockStopped``, ``NotPaused``, ``OutOfOrder`` (before the pause).
    """
    locked, reading = _lock(clock)
    opened = reading.open_grounds().get(ground.code)
    if opened is None:
        raise NotPaused(f"期限没有因{ground.label}暂停，不需要恢复。")
    day = _not_before(opened.since, on or _day(at))
    return _enter(locked, clock, EntryKind.RESUMED, on=day, by=by, at=at, ground=to_facts(ground))


@transaction.atomic
def extend(
    *,
    clock: Clock,
    days: int,
    reason: str,
    by: Actor,
    at: dt.datetime,
    on: dt.date | None = None,
) -> Clock:
    """This function will lengthen the period, once, within what its rule allows (行政许可法 art 42).

    The caller has checked that ``by`` is whom the rule names. The reason is told to the applicant.
    Raises ``ClockStopped``, ``ClockExpired`` (only a running period can be extended), ``ExtensionNotAllowed``
    (none allowed, a second one, too long, no reason), ``OutOfOrder``.
    """
    locked, reading = _lock(clock)
    day = _not_before(reading.started_on, on or _day(at))
    if not reading.rule.extension:
        raise ExtensionNotAllowed("该期限依法不能延长。")
    if reading.extensions:
        raise ExtensionNotAllowed("该期限已经延长过一次，不能再次延长。")
    if not 1 <= days <= reading.rule.extension:
        raise ExtensionNotAllowed(
            f"该期限最多延长{reading.rule.extension}日，请填写1至{reading.rule.extension}之间的天数。"
        )
    if not reason.strip():
        raise ExtensionNotAllowed("延长期限的理由应当告知申请人，请填写理由。")
    due = reading.due_on(working_calendar())
    if due is not None and day > due:
        raise ClockExpired("期限已经届满，不能再延长。请尽快作出决定并说明逾期的理由。")
    return _enter(locked, clock, EntryKind.EXTENDED, on=day, by=by, at=at, days=days, reason=reason.strip())


@transaction.atomic
def restart(*, clock: Clock, reason: str, by: Actor, at: dt.datetime, on: dt.date | None = None) -> Clock:
    """This function will begin the period anew; earlier pauses and extensions no longer count.

    A stopped clock runs again. Raises ``OutOfOrder`` before the earlier start, ``ClockError`` without a reason.
    """
    if not reason.strip():
        raise ClockError("请填写重新起算的理由。")
    locked, reading = _lock(clock, stopped_too=True)
    day = _not_before(reading.started_on, on or _day(at))
    return _enter(locked, clock, EntryKind.RESTARTED, on=day, by=by, at=at, reason=reason.strip())


@transaction.atomic
def stop_clock(*, clock: Clock, outcome: str, by: Actor, at: dt.datetime, on: dt.date | None = None) -> Clock:
    """This function will end the count because what was due has been done, or never will be.

    ``outcome`` is the caller's word, such as ``decided`` or ``withdrawn``. Raises ``ClockStopped``, ``OutOfOrder``.
    """
    locked, reading = _lock(clock)
    day = _not_before(reading.started_on, on or _day(at))
    return _enter(locked, clock, EntryKind.STOPPED, on=day, by=by, at=at, outcome=outcome)


@transaction.atomic
def recompute(*, clock: Clock, by: Actor, at: dt.datetime) -> bool:
    """This function will count an open clock anew by today's calendar, and say so in its ledger when the day moved.

    Return whether it moved; a clock that has stopped, or hasn't moved, is left as it is.
    """
    locked = Clock.objects.select_for_update().get(pk=clock.pk)
    if locked.status == Stored.STOPPED:
        return False
    old, new = locked.due_on, read(locked.rule, locked.entries.order_by("number")).due_on(working_calendar())
    if old == new:
        return False
    _enter(locked, clock, EntryKind.RECOMPUTED, on=_day(at), by=by, at=at)
    publish(
        ClockRecomputed(
            subject_kind=locked.subject_kind,
            subject_id=locked.subject_id,
            code=locked.code,
            old=old,
            new=new,
        ),
    )
    return True


def _lock(clock: Clock, *, stopped_too: bool = False) -> tuple[Clock, Reading]:
    locked = Clock.objects.select_for_update().get(pk=clock.pk)
    if locked.status == Stored.STOPPED and not stopped_too:
        raise ClockStopped("期限已经终止计算，不能再更改。")
    return locked, read(locked.rule, locked.entries.order_by("number"))


def _enter(
    locked: Clock,
    given: Clock,
    kind: EntryKind,
    *,
    on: dt.date,
    by: Actor,
    at: dt.datetime,
    **facts: Any,
) -> Clock:
    """Add an entry, count the ledger anew, write the audit line, and bring the caller's clock up to date."""
    entries = list(locked.entries.order_by("number"))
    entry = ClockEntry(
        clock=locked,
        number=len(entries) + 1,
        kind=kind,
        on=on,
        by=str(by),
        at=at,
        old_due_on=locked.due_on,
        **facts,
    )
    reading = read(locked.rule, [*entries, entry])
    entry.new_due_on = reading.due_on(working_calendar())
    entry.save(force_insert=True)
    locked.started_on = reading.started_on
    locked.due_on = entry.new_due_on
    locked.stopped_on = reading.stopped_on
    locked.status = (
        Stored.STOPPED if reading.stopped_on else Stored.PAUSED if reading.open_grounds() else Stored.RUNNING
    )
    locked.save(update_fields=["started_on", "due_on", "stopped_on", "status"])
    if given is not locked:
        for name in ("started_on", "due_on", "stopped_on", "status"):
            setattr(given, name, getattr(locked, name))
        getattr(given, "_prefetched_objects_cache", {}).pop("entries", None)
    _write_line(locked, kind, on=on, by=by, at=at, **facts)
    return given


def _write_line(clock: Clock, kind: EntryKind, *, on: dt.date, by: Actor, at: dt.datetime, **facts: Any) -> None:
    record(
        actor=by,
        action=f"clocks:clock:{_VERBS[kind]}",
        target=(clock.subject_kind, clock.subject_id),
        facts={
            "clock": clock.code,
            "on": on.isoformat(),
            "due_on": clock.due_on.isoformat() if clock.due_on else None,
            "ground": (facts.get("ground") or {}).get("code"),
            "days": facts.get("days", 0),
            "outcome": facts.get("outcome", ""),
        },
        at=at,
    )


_VERBS = {
    EntryKind.STARTED: "start",
    EntryKind.PAUSED: "pause",
    EntryKind.RESUMED: "resume",
    EntryKind.EXTENDED: "extend",
    EntryKind.RESTARTED: "restart",
    EntryKind.RECOMPUTED: "recompute",
    EntryKind.STOPPED: "stop",
}


def _day(at: dt.datetime) -> dt.date:
    return timezone.localdate(at)


def _not_before(earliest: dt.date, day: dt.date) -> dt.date:
    if day < earliest:
        raise OutOfOrder(f"日期不能早于{earliest:%Y-%m-%d}。请核对后重新填写。")
    return day
