"""Granted licences that are not public yet, on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.inner.desk.sources.base import Count, Todo
from huizheng.inner.journeys.api import GrantPublication, PublicationState, todo_count, todo_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.inner.casework.api import Staff


class Grants:
    """What somebody must judge or help with before a grant is public, and what comes near its last day."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:
        count = todo_count(staff, today=today)
        if not count:  # nearly every grant goes out by itself: no figure says nothing is wrong
            return []
        return [Count(_("许可公开"), str(count), f"{reverse('journeys:grants')}?state=todo", "warning")]

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        return [_todo(each, today) for each in todo_for(staff, today=today)[:limit]]

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:  # noqa: ARG002
        """Publications are found through their cases."""
        return []


def _todo(each: GrantPublication, today: dt.date) -> Todo:
    late = each.due_on < today
    held = each.state == PublicationState.HELD
    return Todo(
        title=_("许可公开：%(item)s") % {"item": each.item_name},
        number=each.case_number,
        url=reverse("journeys:grant", args=[each.case_number]),
        detail=_("公开前须判断") if held else each.get_trouble_display() or _("等待公开"),
        due_on=each.due_on,
        tone="danger" if late else "warning",
        urgency=_("已超期") if late else _("将到期") if each.warn_on <= today else _("须处理"),
    )


GRANTS = Grants()
