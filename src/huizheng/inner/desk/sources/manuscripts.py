"""Manuscripts on the desk: reviews, releases, returned drafts, after-checks, and pages that other sites offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.inner.desk.sources.base import Count, Todo
from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.api import (
    Manuscript,
    Placement,
    Sieve,
    Standing,
    manuscript_page,
    placements_waiting,
    returned_to,
    to_check_afterwards,
    waiting_count,
    waiting_for,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.inner.casework.api import Staff

_DUTIES = frozenset({Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE})


class Manuscripts:
    """What waits for the official's duties of publishing."""

    def counts(self, staff: Staff, *, today: dt.date) -> Sequence[Count]:  # noqa: ARG002 - a manuscript has no day
        standing = _standing(staff)
        if standing is None:
            return []
        waiting = waiting_count(standing)
        return [Count(_("待审待发稿件"), str(waiting), reverse("publishing:waiting"), "info" if waiting else "neutral")]

    def todos(self, staff: Staff, *, today: dt.date, limit: int) -> Sequence[Todo]:
        standing = _standing(staff)
        if standing is None:
            return []
        return [
            *(_todo(each, _("稿件"), today) for each in waiting_for(standing)[:limit]),
            *(_todo(each, _("退回修改"), today) for each in returned_to(standing)[:limit]),
            *(_todo(each, _("待事后复核"), today) for each in to_check_afterwards(standing)[:limit]),
            *(_placed(each, today) for each in placements_waiting(standing)[:limit]),
        ]

    def found(self, staff: Staff, text: str, *, today: dt.date, limit: int) -> Sequence[Todo]:
        standing = _standing(staff)
        if standing is None:
            return []
        return [_todo(each, "", today) for each in manuscript_page(standing, Sieve(text=text), size=limit).rows]


def _standing(staff: Staff) -> Standing | None:
    """Return what the official stands for in publishing, from the grants the desk has already asked for."""
    held: dict[str, set[Duty]] = {}
    for organ, duty in staff.grants:
        held.setdefault(organ, set()).add(Duty(duty))
    return Standing(staff.actor, held) if any(duties & _DUTIES for duties in held.values()) else None


def _todo(manuscript: Manuscript, word: str, today: dt.date) -> Todo:
    on = timezone.localdate(manuscript.moved_at)
    return Todo(
        title=f"{word}：{manuscript.title}" if word else manuscript.title,
        number=str(manuscript.number),
        url=reverse("publishing:manuscript", args=[manuscript.number]),
        detail=manuscript.get_state_display(),
        due_on=today if word else on,
        tone="info" if word else "neutral",
        urgency="",
    )


def _placed(placement: Placement, today: dt.date) -> Todo:
    return Todo(
        title=_("请求展示：%(title)s") % {"title": placement.manuscript.title},
        number=str(placement.manuscript_id),
        url=reverse("publishing:placements") + "?state=requested",
        detail=f"{placement.manuscript.site} → {placement.site}",
        due_on=today,
        tone="info",
        urgency="",
    )


MANUSCRIPTS = Manuscripts()
