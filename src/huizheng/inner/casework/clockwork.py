"""The clocks of a case, and the days that its row shows of them.

The clocks room keeps the ledgers; a row repeats their last days, so that the to-do list needs no ledger.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.clocks import api as clocks
from huizheng.inner.casework.plan import cited
from huizheng.inner.casework.rules import (
    ARTICLE_45,
    CORRECTION_NOTICE_DAYS,
    DELIVERY_DAYS,
    EXTENSION_DAYS,
    JOINT_EXTENSION_DAYS,
    Ground,
    Unlawful,
    days_before_warning,
)
from huizheng.inner.casework.states import State
from huizheng.inner.casework.wording import GROUNDS
from huizheng.inner.licences.api import renewal_of

if TYPE_CHECKING:
    from huizheng.commons.calendar.api import WorkingCalendar
    from huizheng.commons.clocks.api import Clock, ClockRule, PauseGround
    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Limit, Plan
    from huizheng.lib.actors import Actor

ACCEPTANCE, STATUTORY, PROMISED, DELIVERY = "acceptance", "statutory", "promised", "delivery"
PRE_REVIEW, INSPECTION = clocks.PRE_REVIEW.code, clocks.INSPECTION.code
RENEWAL = clocks.RENEWAL_DECISION.code
HEARING_REQUEST, HEARING_HELD = clocks.HEARING_REQUEST.code, clocks.HEARING_HELD.code
# What a special procedure leaves out of the count; those that lead to the procedure itself run on.
_PAUSED = (STATUTORY, PROMISED, PRE_REVIEW)
_EXTENDED = (STATUTORY, PROMISED)
# Limits inside the limit: whichever ends first is what the office must keep first.
_WITHIN = (INSPECTION, HEARING_HELD, PRE_REVIEW, RENEWAL)
_LICENSING = "行政许可法"
_DAY = dt.timedelta(days=1)
_ARTICLE_45_CODES = {Ground.TESTING: "test", Ground.EXPERT_REVIEW: "expert-review"}


def subject_of(case: Case) -> tuple[str, str]:
    return ("case", case.number)


# --- what the release makes of the law ---


def acceptance_rule(plan: Plan) -> ClockRule:
    limit = plan.limits.get("correction")
    days = limit.n if limit else CORRECTION_NOTICE_DAYS
    return dataclasses.replace(clocks.CORRECTION_NOTICE, code=ACCEPTANCE, n=days)


def statutory_rule(plan: Plan) -> ClockRule | None:
    """Return the release's statutory period; of a licence, with the extension that art 42 allows."""
    limit = plan.limits.get("statutory")
    if limit is None:
        return None
    rule = clocks.JOINT_DECISION if plan.joint else clocks.LICENCE_DECISION
    if limit.law != _LICENSING:
        law = cited(limit.law, limit.article) if limit.law else "事项的法定期限"
        rule = dataclasses.replace(
            rule, label="法定办结期限", label_en="deciding by law", law=law, law_en=limit.law, article=""
        )
    unit = clocks.Unit(limit.unit)
    return dataclasses.replace(rule, code=STATUTORY, n=limit.n, unit=unit, extension=_extension(plan))


def promised_rule(plan: Plan) -> ClockRule | None:
    limit = plan.limits.get("promised")
    if limit is None and not plan.on_the_spot:
        return None
    promise = clocks.promise(limit.n if limit else 0, unit=clocks.Unit(limit.unit) if limit else clocks.Unit.WORKING)
    of_law = clocks.JOINT_DECISION if plan.joint else clocks.LICENCE_DECISION
    return dataclasses.replace(
        promise,
        code=PROMISED,
        extension=_extension(plan),
        extension_by=of_law.extension_by,
        extension_by_en=of_law.extension_by_en,
    )


def delivery_rule(plan: Plan) -> ClockRule:
    limit: Limit | None = plan.limits.get("delivery")
    return dataclasses.replace(clocks.DELIVERY, code=DELIVERY, n=limit.n if limit else DELIVERY_DAYS)


def renewal_rule(case: Case, plan: Plan, *, on: dt.date) -> ClockRule | None:
    """Return the period that ends with the licence to be renewed, where its renewal was asked for in time (art 50(2)).

    Its last day is the last working day of the licence; nothing pauses or lengthens it.
    """
    request = renewal_of(case.number) if plan.licence else None
    until = request.licence.valid_until if request and request.in_time else None
    if until is None or until <= on:
        return None
    return dataclasses.replace(
        clocks.RENEWAL_DECISION,
        label=f"在原许可有效期届满（{date_format(until, 'Y年n月j日')}）前作出是否准予延续决定的期限",
        n=working_calendar().working_days_between(on, until),
    )


def _extension(plan: Plan) -> int:
    if not plan.licence:
        return 0
    return JOINT_EXTENSION_DAYS if plan.joint else EXTENSION_DAYS


# --- acts on the clocks; each is called inside the verb's transaction, before the case is saved ---


def start_acceptance(case: Case, plan: Plan, *, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Start the five days of art 32(1)(4), or start them anew when the correction has come."""
    calendar = working_calendar()
    # A case that has no row yet has no clock either.
    clock = clocks.clock_of(subject_of(case), ACCEPTANCE) if case.pk else None
    if clock is None:
        clocks.start_clock(
            subject=subject_of(case), rule=acceptance_rule(plan), by=by, at=at, started_on=on, calendar=calendar
        )
    else:
        clocks.restart(clock=clock, reason="申请人提交了补正材料", by=by, at=at, on=max(on, clock.started_on))
    show(case, calendar)


def start_decision(case: Case, plan: Plan, *, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Start the statutory and the promised period on the day of acceptance (art 42)."""
    rules = [rule for rule in (statutory_rule(plan), promised_rule(plan)) if rule is not None]
    if not rules:
        rules = [dataclasses.replace(clocks.LICENCE_DECISION, code=STATUTORY)]
    if plan.pre_reviewed:
        rules.append(clocks.PRE_REVIEW)
    if plan.inspected_by_law:
        rules.append(clocks.INSPECTION)
    if (renewal := renewal_rule(case, plan, on=on)) is not None:
        rules.append(renewal)
    for rule in rules:
        clocks.start_clock(subject=subject_of(case), rule=rule, by=by, at=at, started_on=on)
    show(case)


def offer_hearing(case: Case, *, on: dt.date, by: Actor, at: dt.datetime) -> dt.date:
    """Start the five days in which a hearing may be requested (art 47), anew for whoever is told later.

    Return their last day.
    """
    clock = clocks.clock_of(subject_of(case), HEARING_REQUEST)
    if clock is None:
        clock = clocks.start_clock(subject=subject_of(case), rule=clocks.HEARING_REQUEST, by=by, at=at, started_on=on)
    else:
        clocks.restart(clock=clock, reason="又告知了一名利害关系人", by=by, at=at, on=max(on, clock.started_on))
    show(case)
    assert clock.due_on is not None, "nothing pauses this clock"
    return clock.due_on


def request_hearing(case: Case, *, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Start the twenty days in which the hearing is held (art 47)."""
    stop(case, HEARING_REQUEST, outcome="requested", on=on, by=by, at=at)
    clock = clocks.clock_of(subject_of(case), HEARING_HELD)
    if clock is None:
        clocks.start_clock(subject=subject_of(case), rule=clocks.HEARING_HELD, by=by, at=at, started_on=on)
    elif clock.stopped_on is not None:
        clocks.restart(clock=clock, reason="又有人要求听证", by=by, at=at, on=max(on, clock.started_on))
    show(case)


def last_day(case: Case, code: str) -> dt.date | None:
    """Return the last day of a clock that still runs, or ``None``."""
    clock = clocks.clock_of(subject_of(case), code)
    return None if clock is None or clock.stopped_on is not None else clock.due_on


def start_delivery(case: Case, plan: Plan, *, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Start the ten days of art 44 on the day of the decision."""
    clocks.start_clock(subject=subject_of(case), rule=delivery_rule(plan), by=by, at=at, started_on=on)
    show(case)


def stop(case: Case, *codes: str, outcome: str, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Stop the named clocks that still run, or all of them."""
    for clock in _open(case, *codes):
        clocks.stop_clock(clock=clock, outcome=outcome, by=by, at=at, on=max(on, clock.started_on))
    show(case)


def pause(case: Case, *, ground: Ground, law: str, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Leave the days of a special procedure out of both periods (art 45)."""
    for clock in _open(case, *_PAUSED):
        clocks.pause(clock=clock, ground=_ground(ground, law), by=by, at=at, on=max(on, clock.started_on))
    show(case)


def resume(case: Case, *, ground: Ground, law: str, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Let both periods run again."""
    for clock in _open(case, *_PAUSED):
        clocks.resume(clock=clock, ground=_ground(ground, law), by=by, at=at, on=on)
    show(case)


def extend(case: Case, *, days: int, reason: str, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Lengthen the statutory period, and the promise while it is still kept (art 42). Raises ``Unlawful``."""
    lengthened = 0
    for clock in _open(case, *_EXTENDED):
        if clock.code == PROMISED and clock.due_on is not None and on > clock.due_on:
            continue
        try:
            clocks.extend(clock=clock, days=days, reason=reason, by=by, at=at, on=on)
        except clocks.ClockError as refusal:
            raise Unlawful(str(refusal), "行政许可法第四十二条") from refusal
        lengthened += 1
    if not lengthened:
        raise Unlawful("期限已经届满，不能再延长。", "行政许可法第四十二条")
    until = last_day(case, RENEWAL)
    statutory = last_day(case, STATUTORY)
    if until is not None and statutory is not None and statutory > until:
        raise Unlawful(
            f"延续须在原许可有效期届满前决定，不能延长到{date_format(until, 'Y年n月j日')}以后。",
            "行政许可法第五十条第二款",
        )
    show(case)


def _ground(ground: Ground, law: str) -> PauseGround:
    if ground in ARTICLE_45:
        return clocks.ground(_ARTICLE_45_CODES.get(ground, ground.value))
    label = str(GROUNDS[ground])
    return clocks.PauseGround(ground.value, label, label, law, law, "")


def _open(case: Case, *codes: str) -> list[Clock]:
    found = (clock for clock in clocks.clocks_of(subject_of(case)) if clock.stopped_on is None)
    return [clock for clock in found if not codes or clock.code in codes]


# --- what the row shows ---


def show(case: Case, calendar: WorkingCalendar | None = None) -> None:
    """Repeat the clocks' last days on the case; the caller saves it. What was read is kept for ``note``."""
    calendar = calendar or working_calendar()
    case.ledgers = list(clocks.clocks_of(subject_of(case))), calendar
    found = {clock.code: clock for clock in case.ledgers[0]}
    case.promised_due_on = found[PROMISED].due_on if PROMISED in found else None
    case.statutory_due_on = found[STATUTORY].due_on if STATUTORY in found else None
    if case.statutory_due_on and RENEWAL in found:
        case.statutory_due_on = min(case.statutory_due_on, found[RENEWAL].due_on or case.statutory_due_on)
    running = {code: each for code, each in found.items() if each.stopped_on is None}
    case.hearing_due_on = running[HEARING_HELD].due_on if HEARING_HELD in running else None
    if case.state == State.IN_PROCEDURE and case.due_on is not None:
        # The decision's clocks stand still: the procedure's own end leads, unless a hearing must be held before.
        case.due_on = min(filter(None, (case.due_on, case.hearing_due_on)))
        case.warn_on = min(filter(None, (case.warn_on, case.due_on)))
        return
    clock = _leading(running)
    case.due_on = clock.due_on if clock else None
    case.warn_on = _warn_on(clock, calendar) if clock else None


def _leading(running: dict[str, Clock]) -> Clock | None:
    """Return the clock that the office must keep first: the promise before the law, and what falls due before it."""
    found = next((running[code] for code in (ACCEPTANCE, PROMISED, STATUTORY, DELIVERY) if code in running), None)
    if found is None or found.due_on is None:
        return found
    within = [running[code] for code in _WITHIN if code in running and running[code].due_on is not None]
    return min([found, *within], key=lambda clock: clock.due_on or dt.date.max)


def _warn_on(clock: Clock, calendar: WorkingCalendar) -> dt.date | None:
    """Return the working day on which four fifths of the period are used."""
    if clock.due_on is None:
        return None
    total = clock.rule.n + sum(entry.days for entry in clock.entries.all())
    day, left = clock.due_on, total - days_before_warning(total)
    while left > 0:
        day -= _DAY
        left -= calendar.is_working_day(day)
    return max(day, clock.started_on)


@dataclasses.dataclass(frozen=True)
class Explained:
    """One clock in words."""

    label: str
    due: str
    text: str


def explanations(case: Case) -> list[Explained]:
    """Return every clock of the case with its last day and how it comes about, the newest first."""
    calendar = working_calendar()
    return [
        Explained(
            label=clock.rule.label,
            due=date_format(clock.due_on, "Y年n月j日") if clock.due_on else "暂停计算",
            text=_told(clock, calendar),
        )
        for clock in reversed(clocks.clocks_of(subject_of(case)))
    ]


def note(case: Case) -> str:
    """Return what the applicant is told of the clocks: of the decision once it runs, before that of the acceptance."""
    ledgers, calendar = case.ledgers or (clocks.clocks_of(subject_of(case)), working_calendar())
    found = {clock.code: clock for clock in ledgers}
    if case.state in (State.CONCLUDED, State.GRANTED, State.DECLINED) and DELIVERY in found:
        return _told(found[DELIVERY], calendar)
    told = [found[code] for code in (RENEWAL, PROMISED, STATUTORY) if code in found]
    told = told or [found[code] for code in (ACCEPTANCE,) if code in found]
    return "\n".join(_told(clock, calendar) for clock in told)


def _told(clock: Clock, calendar: WorkingCalendar) -> str:
    """Return the clock's own explanation; of a promise of no days, what it means."""
    if clock.code == PROMISED and clock.rule.n == 0 and not any(entry.days for entry in clock.entries.all()):
        return "本事项为即办件，承诺受理当日办结。" + ("" if clock.stopped_on is None else "已经作出决定。")
    return clocks.explain(clock, calendar=calendar)
