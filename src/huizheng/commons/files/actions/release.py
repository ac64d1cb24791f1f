from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.files.errors import FileErased
from huizheng.commons.files.events import FileDestroyed
from huizheng.commons.files.models import Blob, StoredFile
from huizheng.commons.files.policies import check_move
from huizheng.commons.files.states import FileState
from huizheng.commons.files.storages import storage

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


@transaction.atomic
def release(stored: StoredFile, *, by: Actor, at: dt.datetime) -> StoredFile:
    """This function will let everybody download the file from now on; raises ``ReleaseRefused`` unless it is private.

    What may be made public is the owner room's decision (政府信息公开条例 第十七条: review before disclosure).
    """
    return _move(
        stored, away=FileState.PRIVATE, to=FileState.RELEASED, action="files:file:release", by=by, at=at, released_at=at
    )


@transaction.atomic
def withdraw_release(stored: StoredFile, *, by: Actor, at: dt.datetime) -> StoredFile:
    """This function will make a released file private again; raises ``ReleaseRefused`` unless it is released."""
    return _move(
        stored,
        away=FileState.RELEASED,
        to=FileState.PRIVATE,
        action="files:file:withdraw_release",
        by=by,
        at=at,
        released_at=None,
    )


@transaction.atomic
def erase(stored: StoredFile, *, by: Actor, at: dt.datetime, infected: bool = False) -> StoredFile:
    """This function will destroy the file's content by destroying its key, and forget its name and digest.

    The bytes are removed after the commit; should that fail, they are noise without the key, and swept later.
    Content that another file of the same owner still shares stays. Raises ``FileErased`` when it is gone already.
    Carries out 个人信息保护法 第四十七条 (deletion once the purpose is fulfilled).
    """
    locked = StoredFile.objects.select_for_update().get(pk=stored.pk)
    if locked.state == FileState.ERASED:
        raise FileErased(_("文件已经销毁。"))
    blob = Blob.objects.select_for_update().get(pk=locked.blob_id)
    locked.state, locked.erased_at, locked.released_at = FileState.ERASED, at, None
    locked.name = locked.sm3 = ""
    locked.save()
    if not StoredFile.objects.filter(blob=blob).exclude(state=FileState.ERASED).exists():
        blob.locked_key, blob.erased_at = "", at
        blob.save()
        transaction.on_commit(lambda: storage().delete(blob.pk.hex), robust=True)
    record(
        actor=by,
        action="files:file:erase",
        target=("stored_file", str(locked.pk)),
        facts={
            "purpose": locked.purpose,
            "size": locked.size,
            "infected": infected,
            "content_destroyed": blob.erased_at is not None,
        },
        at=at,
    )
    publish(FileDestroyed(file=locked.pk, owner=locked.owner, purpose=locked.purpose, infected=infected, at=at))
    return locked


def _move(
    stored: StoredFile,
    *,
    away: FileState,
    to: FileState,
    action: str,
    by: Actor,
    at: dt.datetime,
    released_at: dt.datetime | None,
) -> StoredFile:
    locked = StoredFile.objects.select_for_update().get(pk=stored.pk)
    check_move(locked, away=away, to=to)
    locked.state, locked.released_at = to, released_at
    locked.save(update_fields=["state", "released_at"])
    record(actor=by, action=action, target=("stored_file", str(locked.pk)), facts={"purpose": locked.purpose}, at=at)
    return locked
