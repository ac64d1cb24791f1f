"""Bad ratings on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.inner.assessment.api import overdue_count, todo_count, todo_for
from huizheng.inner.desk.sources.base import Count, Todo
from huizheng.inner.organs.api import Duty

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.inner.casework.api import Staff


class Ratings:
    """Rectifications that wait for the official, and claims of mistake that wait for who supervises."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:
        if not any(duty in (Duty.RATING_HANDLE, Duty.LEAD) for _organ, duty in staff.grants):
            return []
        where, late = reverse("assessment:rectifications"), overdue_count(staff, today=today)
        return [
            Count(_("差评整改"), str(todo_count(staff)), where, "neutral"),
            Count(_("整改超期"), str(late), where, "danger" if late else "neutral"),
        ]

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        return [
            Todo(
                title=_("差评整改：%(item)s") % {"item": each.rating.case.item_name},
                number=each.shown_number,
                url=reverse("assessment:rectification", args=[each.pk]),
                detail=each.get_state_display(),
                due_on=each.ledger_due_on or each.due_on,
                tone="danger" if (each.ledger_due_on or each.due_on) < today else "neutral",
                urgency=_("已超期") if (each.ledger_due_on or each.due_on) < today else "",
            )
            for each in todo_for(staff)[:limit]
        ]

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:  # noqa: ARG002
        """Ratings are found through their cases."""
        return []


RATINGS = Ratings()
