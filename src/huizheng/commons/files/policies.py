"""Who may put how much where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum

from huizheng.commons.files.errors import FileRefused, QuotaExceeded, ReleaseRefused
from huizheng.commons.files.models import StoredFile, Upload
from huizheng.commons.files.rules import MAX_OPEN_UPLOADS, QUOTA, FileRule
from huizheng.commons.files.states import NEXT, FileState

if TYPE_CHECKING:
    from uuid import UUID

# People from the public network; what the office makes is bounded by its work, not by a quota.
_MEASURED = ("resident:", "session:", "account:")


def lock_owner(owner: str) -> None:
    """Let one act at a time count and change what an owner holds; until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files.owner:{owner}"])


def check_room_for(*, owner: str, purpose: str, rule: FileRule, more: int = 0, besides: UUID | None = None) -> None:
    """Raise ``FileRefused`` when the place is full, ``QuotaExceeded`` when the account holds too much."""
    files = StoredFile.objects.of(owner)
    if files.filter(purpose=purpose).count() >= rule.max_files:
        raise FileRefused(f"这里最多上传 {rule.max_files} 个文件。请先删除不需要的文件。")
    if not owner.startswith(_MEASURED):
        return
    uploads = Upload.objects.filter(owner=owner, file__isnull=True)
    if besides is not None:
        uploads = uploads.exclude(pk=besides)
    held = files.aggregate(held=Sum("size", default=0))["held"] + uploads.aggregate(held=Sum("size", default=0))["held"]
    if held + more > QUOTA:
        raise QuotaExceeded("您账户中的文件已达到容量上限。请先提交或删除不需要的草稿和文件。")


def check_start(*, owner: str, at: dt.datetime) -> None:
    """Raise ``QuotaExceeded`` when too many uploads of one owner stand open."""
    if Upload.objects.filter(owner=owner, file__isnull=True, expires_at__gt=at).count() >= MAX_OPEN_UPLOADS:
        raise QuotaExceeded("未完成的上传过多。请先完成或取消其中一些。")


def check_move(stored: StoredFile, *, away: FileState, to: FileState) -> None:
    """Raise ``ReleaseRefused`` unless the file stands in ``away`` and may go ``to`` from there."""
    if stored.state != away or to not in NEXT[away]:
        raise ReleaseRefused(f"文件当前为“{FileState(stored.state).label}”，不能改为“{to.label}”。")
