"""A case in the few words that a line of a list needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from huizheng.inner.casework.rules import Urgency, urgency
from huizheng.inner.casework.states import State
from huizheng.inner.casework.wording import STATES, URGENCIES

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Case


@dataclass(frozen=True)
class CaseWords:
    """State, step, what is left of the limit, and how urgent that is; colour is never the only sign."""

    state: str
    step: str
    due: str
    urgency: str


def urgency_of(case: Case, today: dt.date) -> Urgency:
    """Return how urgent the case is; one that waits for nobody here is calm.

    Before acceptance and after the decision the limit that runs is the law's own (行政许可法 arts 32, 44); the
    statutory day of the decision, which the row keeps for its papers, no longer counts once it is made.
    """
    if not case.waiting_duty:
        return Urgency.CALM
    # A day before the promised one is a limit within the limit: of art 43, 47 or 55.
    is_within = case.promised_due_on is not None and case.due_on is not None and case.due_on < case.promised_due_on
    running_is_law = case.accepted_on is None or case.decided_on is not None or is_within
    return urgency(
        today=today,
        warn_on=case.warn_on,
        due_on=case.due_on,
        statutory_due_on=case.due_on if running_is_law else case.statutory_due_on,
    )


def due_words(case: Case, today: dt.date) -> str:
    """Return when the case is due as people say it."""
    if case.due_on is None or not case.waiting_duty:
        return ""
    left = (case.due_on - today).days
    if left < 0:
        return _("已超期 %(n)d 天") % {"n": -left}
    if left == 0:
        return _("今天到期")
    return _("还有 %(n)d 天") % {"n": left}


def case_words(case: Case, today: dt.date) -> CaseWords:
    how = urgency_of(case, today)
    state = str(STATES[State(case.state)])
    return CaseWords(
        state=f"{state}，{_('要求听证')}" if case.hearing_due_on else state,
        step=case.step_name,
        due=due_words(case, today),
        urgency="" if how is Urgency.CALM else str(URGENCIES[how]),
    )
