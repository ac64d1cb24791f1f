"""Where a case lies: whose duty it waits for, at which organ, and what the to-do list shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.casework.policies import DUTY_DELIVER
from huizheng.inner.casework.releases import organ_of
from huizheng.inner.casework.states import STANDING, State

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Plan, Step


def waiting_step(case: Case, plan: Plan) -> Step | None:
    """Return the step whose official must move now, or ``None`` when nobody of the office must."""
    state = State(case.state)
    if state in (State.RECEIVED, State.CORRECTION_RECEIVED):
        return plan.accepting
    if state in (State.IN_STEP, State.IN_PROCEDURE):
        return plan.step(case.step_index)
    if state in (State.GRANTED, State.DECLINED):
        return plan.concluding
    if state is State.CONCLUDED:
        return plan.delivering or plan.accepting
    return None


def place(case: Case, plan: Plan, *, at: dt.datetime) -> None:
    """Lay the case on the desk that its state and step name. A claim ends when the case leaves the claimer's desk."""
    before = (case.waiting_organ, case.waiting_duty)
    step = waiting_step(case, plan)
    if step is None:
        case.waiting_organ = case.waiting_duty = ""
    else:
        delivering = State(case.state) is State.CONCLUDED
        case.organ_key = organ_of(step, case, plan)
        case.waiting_organ = case.organ_key
        case.waiting_duty = DUTY_DELIVER if delivering else step.duty
        if case.organ_key not in case.organ_keys:
            case.organ_keys = [*case.organ_keys, case.organ_key]
        if step.key != case.step_key:
            case.step_key, case.step_name, case.step_index, case.step_started_at = step.key, step.name, step.index, at
    if (case.waiting_organ, case.waiting_duty) != before:
        case.claimed_by = case.claimed_at = None
    if not STANDING[State(case.state)].open:
        case.closed_at = at
        case.claimed_by = case.claimed_at = None
