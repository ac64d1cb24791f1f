from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.calendar.errors import NoticeRefused
from huizheng.commons.calendar.events import CalendarChanged
from huizheng.commons.calendar.models import CalendarEdition, ExceptionalDay, LoadedNotice
from huizheng.commons.calendar.notices import check_notice
from huizheng.commons.events.api import publish

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.commons.calendar.notices import NoticeDay
    from huizheng.lib.actors import Actor


@transaction.atomic
def load_notice(
    *,
    year: int,
    days: Sequence[NoticeDay],
    source: str,
    by: Actor,
    at: dt.datetime,
) -> LoadedNotice:
    """This function will make the days of a year's holiday notice the law of the calendar.

    An earlier notice of the same year, shipped or loaded, is replaced whole. Every open legal clock is counted
    again by whoever hears ``CalendarChanged``. The caller has checked that ``by`` may.
    Raises ``NoticeRefused``. (全国年节及纪念日放假办法; 行政许可法 art 82)
    """
    if not source.strip():
        raise NoticeRefused("请写明放假通知的名称和文号。")
    check_notice(year, days)
    edition, _ = CalendarEdition.objects.select_for_update().get_or_create(id=1)
    notice, _ = LoadedNotice.objects.update_or_create(
        year=year,
        defaults={"source": source.strip(), "loaded_at": at, "loaded_by": str(by)},
    )
    ExceptionalDay.objects.filter(notice=notice).delete()
    ExceptionalDay.objects.bulk_create(
        ExceptionalDay(notice=notice, on=day.on, holiday=day.holiday, works=day.works) for day in days
    )
    edition.stamp = uuid.uuid4()
    edition.save(update_fields=["stamp"])
    record(
        actor=by,
        action="calendar:notice:load",
        target=("calendar.notice", str(year)),
        facts={"source": notice.source, "days": [f"{day.on} {'work' if day.works else 'off'}" for day in days]},
        at=at,
    )
    publish(CalendarChanged(year=year))
    return notice
