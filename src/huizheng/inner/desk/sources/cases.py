"""Cases on the desk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.inner.casework.api import (
    Case,
    Sieve,
    Urgency,
    case_words,
    search_cases,
    todo_count,
    todo_page,
    urgency_of,
)
from huizheng.inner.desk.sources.base import Count, Todo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huizheng.inner.casework.api import Staff

_SOON = dt.timedelta(days=4)
_TONES = {Urgency.CALM: "neutral", Urgency.WARNING: "info", Urgency.YELLOW: "warning", Urgency.RED: "danger"}


class Cases:
    """What waits for the official's duties of casework."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:
        if not staff.organ_keys:
            return []
        where = reverse("casework:todo")
        late, soon = Sieve(due_before=today), Sieve(due_from=today, due_before=today + _SOON)
        asked = (
            (_("待办办件"), Sieve(), "", "neutral"),
            (_("已超期"), late, "?due=overdue", "danger"),
            (_("三日内到期"), soon, "?due=soon", "warning"),
            (_("我领办的"), Sieve(whose="mine"), "?whose=mine", "info"),
        )
        tallies = [(label, todo_count(staff, sieve=sieve), query, tone) for label, sieve, query, tone in asked]
        return [
            Count(label=label, words=tally.words, url=where + query, tone=tone if tally.n else "neutral")
            for label, tally, query, tone in tallies
        ]

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        return [_todo(case, today) for case in todo_page(staff, size=limit).cases]

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:
        return [_todo(case, today) for case in search_cases(staff, text, size=limit)[0]]


def _todo(case: Case, today: dt.date) -> Todo:
    how = urgency_of(case, today)
    words = case_words(case, today)
    return Todo(
        title=case.item_name,
        number=case.number,
        url=reverse("casework:case", args=[case.number]),
        detail="　".join(filter(None, (case.applicant_name, words.state, words.step, words.due))),
        due_on=case.due_on if case.waiting_duty and case.due_on else dt.date.max,
        tone=_TONES[how],
        urgency=words.urgency,
    )


CASES = Cases()
