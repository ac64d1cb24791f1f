"""Columns that want updating, and emergencies that wait for a second look, on the desk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.inner.desk.sources.base import Count, Todo
from huizheng.inner.organs.api import Duty
from huizheng.inner.sites.api import ColumnNotice, Emergency, NoticeKind, emergencies_to_check, kept_tally, notices_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huizheng.inner.casework.api import Staff

_OWES = frozenset({str(Duty.PUBLISH_WRITE), str(Duty.PUBLISH_RELEASE)})
_CHECKS = frozenset({str(Duty.PUBLISH_RELEASE), str(Duty.LEAD)})
_CHECKED_WITHIN = dt.timedelta(days=1)
_CAP = 999


def _organs(staff: Staff, duties: frozenset[str]) -> list[str]:
    return sorted({organ for organ, duty in staff.grants if duty in duties})


class Columns:
    """What the official's organs owe their sites."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:  # noqa: ARG002
        owed, kept = _organs(staff, _OWES), _organs(staff, frozenset({str(Duty.SITE_ADMIN)}))
        if not owed:
            return _kept(kept) if kept else []
        kinds = list(notices_of(owed).values_list("kind", flat=True)[:_CAP])
        late = kinds.count(NoticeKind.OVERDUE)
        where = reverse("sites:guarantee")
        return [
            Count(_("栏目待更新"), str(len(kinds)), where, "warning" if kinds else "neutral"),
            Count(_("栏目超期"), str(late), where + "?standing=late", "danger" if late else "neutral"),
        ]

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        checks = emergencies_to_check(_organs(staff, _CHECKS), but_of=staff.official_id)[:limit]
        notices = notices_of(_organs(staff, _OWES))[:limit]
        return [*(_check(each, today) for each in checks), *(_notice(each, today) for each in notices)]

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:
        notices = notices_of(_organs(staff, _OWES)).filter(column_name__contains=text)[:limit]
        return [_notice(each, today) for each in notices]


def _kept(organs: list[str]) -> Sequence[Count]:
    """Return how the sites stand that the official looks after; what is late there its owners must mend."""
    tally, guarantee, listed = kept_tally(organs), reverse("sites:guarantee"), reverse("sites:list")
    broken = tally.with_broken_links
    return [
        Count(_("管理的站点"), str(tally.sites), listed, "neutral"),
        Count(_("栏目待更新"), str(tally.to_update), guarantee, "warning" if tally.to_update else "neutral"),
        Count(_("栏目超期"), str(tally.late), guarantee + "?standing=late", "danger" if tally.late else "neutral"),
        Count(_("有死链的站点"), str(broken), listed + "?state=broken-links", "warning" if broken else "neutral"),
    ]


def _notice(each: ColumnNotice, today: dt.date) -> Todo:
    late = each.due_on < today
    left = (each.due_on - today).days
    return Todo(
        title=_("更新栏目：%(column)s") % {"column": each.column_name},
        number=each.site.short_name,
        url=reverse("sites:column", args=[each.site_id, each.path]),
        detail=f"{each.site.name} /{each.path}/",
        due_on=each.due_on,
        tone="danger" if late else "warning",
        urgency=_("已超期 %(n)d 天") % {"n": -left} if late else _("还有 %(n)d 天") % {"n": left},
    )


def _check(each: Emergency, today: dt.date) -> Todo:
    due = timezone.localdate(each.opened_at + _CHECKED_WITHIN)
    return Todo(
        title=_("复核突发事件信息：%(title)s") % {"title": each.title},
        number=each.number,
        url=reverse("sites:emergency", args=[each.number]),
        detail=each.organ.name,
        due_on=due,
        tone="danger",
        urgency=_("待复核") if due >= today else _("复核超期"),
    )


COLUMNS = Columns()
