"""Who may put how much where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext as _

from huizheng.commons.files.errors import FileRefused, QuotaExceeded, ReleaseRefused
from huizheng.commons.files.models import StoredFile, Upload
from huizheng.commons.files.rules import MAX_OPEN_UPLOADS, QUOTA, FileRule
from huizheng.commons.files.states import NEXT, FileState
from huizheng.lib.actors import ActorKind

if TYPE_CHECKING:
    from uuid import UUID

    from huizheng.lib.actors import Actor


def lock_holders(*, owner: str, by: Actor) -> None:
    """Let one act at a time count and change what a person and an owner hold; until the end of the transaction."""
    with connection.cursor() as cursor:
        if _is_measured(by):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files.person:{by}"])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files.owner:{owner}"])


def check_room_for(
    *, owner: str, purpose: str, rule: FileRule, by: Actor, more: int = 0, besides: UUID | None = None
) -> None:
    """Raise ``FileRefused`` when the place is full, ``QuotaExceeded`` when the person has handed in too much."""
    if StoredFile.objects.of(owner).filter(purpose=purpose).count() >= rule.max_files:
        raise FileRefused(_("这里最多上传 %(count)d 个文件。请先删除不需要的文件。") % {"count": rule.max_files})
    if not _is_measured(by):
        return
    files = StoredFile.objects.exclude(state=FileState.ERASED).filter(stored_by=str(by))
    uploads = Upload.objects.filter(started_by=str(by), file__isnull=True)
    if besides is not None:
        uploads = uploads.exclude(pk=besides)
    held = files.aggregate(held=Sum("size", default=0))["held"] + uploads.aggregate(held=Sum("size", default=0))["held"]
    if held + more > QUOTA:
        raise QuotaExceeded(_("您账户中的文件已达到容量上限。请先提交或删除不需要的草稿和文件。"))


def _is_measured(by: Actor) -> bool:
    """Say whether a quota holds for the doer; what the office makes is bounded by its work."""
    return by.kind == ActorKind.RESIDENT


def check_start(*, by: Actor, at: dt.datetime) -> None:
    """Raise ``QuotaExceeded`` when too many uploads of one person stand open."""
    if Upload.objects.filter(started_by=str(by), file__isnull=True, expires_at__gt=at).count() >= MAX_OPEN_UPLOADS:
        raise QuotaExceeded(_("未完成的上传过多。请先完成或取消其中一些。"))


def check_move(stored: StoredFile, *, away: FileState, to: FileState) -> None:
    """Raise ``ReleaseRefused`` unless the file stands in ``away`` and may go ``to`` from there."""
    if stored.state != away or to not in NEXT[away]:
        raise ReleaseRefused(f"文件当前为“{FileState(stored.state).label}”，不能改为“{to.label}”。")
