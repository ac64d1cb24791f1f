"""What the room listens to: its own notices that wait to be written out, and a new year's holidays."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.calendar.events import CalendarChanged
from huizheng.commons.events.api import subscribe
from huizheng.inner.licences.actions.nightly import follow_calendar
from huizheng.inner.licences.actions.writing_out import write_out
from huizheng.inner.licences.events import LicenceNoticeIssued


@subscribe(LicenceNoticeIssued)
def write_out_notice(event: LicenceNoticeIssued) -> None:
    write_out(event.notice_id, at=timezone.now())


@subscribe(CalendarChanged)
def follow_changed_calendar(event: CalendarChanged) -> None:
    follow_calendar(event.year, at=timezone.now())
