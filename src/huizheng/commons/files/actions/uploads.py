"""Uploads that may be cut and continued. Every part is sealed as it comes in; the whole is checked when it is there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, Protocol

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from huizheng.commons.audit.api import record
from huizheng.commons.files.actions.store import enter, keep
from huizheng.commons.files.content import PIECE, reader_of_part
from huizheng.commons.files.errors import (
    FileRefused,
    FileTooLarge,
    NotVisible,
    OffsetMismatch,
    TicketRefused,
    TypeRefused,
)
from huizheng.commons.files.holders import NOBODY
from huizheng.commons.files.locks import lock_key
from huizheng.commons.files.models import Upload, UploadPart
from huizheng.commons.files.names import ending_of, safe_name
from huizheng.commons.files.policies import check_room_for, check_start, lock_holders
from huizheng.commons.files.rules import TICKET_LIVES, UPLOAD_LIVES, FileRule
from huizheng.commons.files.sealing import Sealer, new_key
from huizheng.commons.files.storages import scratch, storage
from huizheng.lib.actors import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SALT = "files.upload"


class Readable(Protocol):
    """A stream that may end, or break, before its time."""

    def read(self, size: int = -1, /) -> bytes: ...


def grant_upload(
    *,
    holder: str,
    owner: str,
    purpose: str,
    rule: FileRule,
    by: Actor,
    at: dt.datetime,
) -> str:
    """This function will return a signed ticket that lets ``holder`` upload for this purpose, for a day.

    The owner room grants it after its own policy; ``holder`` is ``holder_of(request)``. Nothing is written.
    Raises ``TicketRefused`` for nobody.
    """
    if holder == NOBODY:
        raise TicketRefused(_("请先登录，再上传文件。"))
    facts = {
        "holder": holder,
        "owner": owner,
        "purpose": purpose,
        "rule": rule.facts(),
        "by": [by.kind, by.id, by.post],
        "until": (at + TICKET_LIVES).isoformat(),
    }
    return signing.dumps(facts, salt=_SALT, compress=True)


def start_upload(*, ticket: str, holder: str, name: str, size: int, at: dt.datetime) -> Upload:
    """This function will open an upload of ``size`` bytes under a ticket.

    Raises ``TicketRefused``, ``TypeRefused`` by the name's ending, ``FileTooLarge``, ``QuotaExceeded`` or
    ``FileRefused`` before a byte has travelled.
    """
    facts = _read(ticket, holder=holder, at=at)
    rule = FileRule.from_facts(facts["rule"])
    kind, person, post = facts["by"]
    by = Actor(ActorKind(kind), person, post)
    if ending_of(name) not in rule.endings:
        raise TypeRefused(_("这里只能上传 %(endings)s 文件。请转换后再上传。") % {"endings": rule.shown_endings})
    if size > rule.max_bytes:
        raise FileTooLarge(_("文件超过 %(limit)s MB 的上限。请压缩或拆分后再上传。") % {"limit": rule.shown_limit})
    if size <= 0:
        raise FileRefused(_("文件是空的。请检查后重新选择。"))
    with transaction.atomic():
        lock_holders(owner=facts["owner"], by=by)
        check_start(by=by, at=at)
        check_room_for(owner=facts["owner"], purpose=facts["purpose"], rule=rule, by=by, more=size)
        upload = Upload.objects.create(
            holder=holder,
            owner=facts["owner"],
            purpose=facts["purpose"],
            name=safe_name(name, ending=ending_of(name)),
            rule=rule.facts(),
            started_by=str(by),
            post=by.post,
            size=size,
            started_at=at,
            expires_at=at + UPLOAD_LIVES,
        )
        record(
            actor=by,
            action="files:upload:start",
            target=("upload", str(upload.pk)),
            facts={"purpose": upload.purpose, "size": size},
            at=at,
        )
    return upload


def append(upload: Upload, *, offset: int, content: Readable, at: dt.datetime) -> Upload:
    """This function will add bytes at ``offset``; with the last of them the file is checked and stored.

    What has arrived before a connection breaks is kept. No lock is held while the network is slow: of two senders at
    the same offset the second is refused. Asking again after everything has arrived finishes what was interrupted.
    Raises ``OffsetMismatch``, ``FileTooLarge`` for more bytes than were announced, and as ``store`` does, after which
    the upload is gone.
    """
    if offset != upload.offset:
        raise OffsetMismatch(upload.offset)
    if upload.offset < upload.size:
        upload = _receive(upload, content, at=at)
    if upload.offset == upload.size and upload.file_id is None:
        upload = _finish(upload, at=at)
    return upload


def cancel_upload(upload: Upload, *, at: dt.datetime) -> None:
    """This function will drop an unfinished upload; raises ``NotVisible`` when it is finished or gone."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update().filter(pk=upload.pk, file__isnull=True).first()
        if locked is None:
            raise NotVisible(_("没有这个上传。"))
        actor = _starter(locked)
        record(
            actor=actor,
            action="files:upload:cancel",
            target=("upload", str(locked.pk)),
            facts={"received": locked.offset},
            at=at,
        )
        drop_parts(locked)
        locked.delete()


def _receive(upload: Upload, content: Readable, *, at: dt.datetime) -> Upload:
    key, id_ = new_key(), uuid.uuid4()
    room = upload.size - upload.offset
    with scratch() as fresh:
        sealer = Sealer(key, fresh.write)
        for piece in _until_broken(content):
            if sealer.size + len(piece) > room:
                raise FileTooLarge(_("收到的内容比声明的多。请重新选择文件上传。"))
            sealer.update(piece)
        sealer.finish()
        if sealer.size == 0:
            return upload
        fresh.keep(id_.hex)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if locked is None:
            raise NotVisible(_("没有这个上传。"))
        if locked.offset != upload.offset:
            raise OffsetMismatch(locked.offset)  # the bytes just kept have no record, and are swept
        UploadPart.objects.create(
            id=id_,
            upload=locked,
            starts_at_byte=locked.offset,
            locked_key=lock_key(key, bound_to=f"part:{id_.hex}"),
        )
        locked.offset += sealer.size
        locked.expires_at = at + UPLOAD_LIVES
        locked.save(update_fields=["offset", "expires_at"])
    return locked


def _finish(upload: Upload, *, at: dt.datetime) -> Upload:
    rule = FileRule.from_facts(upload.rule)
    try:
        kept = keep(_whole(upload), name=upload.name, rule=rule)
        with transaction.atomic():
            actor = _starter(upload)
            lock_holders(owner=upload.owner, by=actor)
            locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
            if locked is None:
                raise NotVisible(_("没有这个上传。"))
            if locked.file_id is None:  # else another request has finished it meanwhile, and ours is swept
                check_room_for(
                    owner=locked.owner, purpose=locked.purpose, rule=rule, by=actor, more=kept.size, besides=locked.pk
                )
                locked.file = enter(kept, name=locked.name, owner=locked.owner, purpose=locked.purpose, by=actor, at=at)
                locked.save(update_fields=["file"])
                drop_parts(locked)
    except FileRefused:
        with transaction.atomic():
            drop_parts(upload)
            upload.delete()
        raise
    return locked


def _whole(upload: Upload) -> Iterator[bytes]:
    for part in upload.parts.order_by("starts_at_byte"):
        with reader_of_part(part) as reader:
            while piece := reader.read(PIECE):
                yield piece


def _until_broken(content: Readable) -> Iterator[bytes]:
    """Give what arrives until the stream ends or the connection breaks."""
    while True:
        try:
            piece = content.read(PIECE)
        except OSError:  # Django's UnreadablePostError is one
            return
        if not piece:
            return
        yield piece


def drop_parts(upload: Upload) -> None:
    """Forget the parts of an upload; their bytes go after the commit."""
    for part in upload.parts.all():
        name = part.pk.hex
        transaction.on_commit(lambda name=name: storage().delete(name), robust=True)  # type: ignore[misc]
    upload.parts.all().delete()


def _read(ticket: str, *, holder: str, at: dt.datetime) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature as error:
        raise TicketRefused(_("上传凭据无效。请刷新页面后重试。")) from error
    if facts["holder"] != holder or dt.datetime.fromisoformat(facts["until"]) <= at:
        raise TicketRefused(_("上传凭据已失效。请刷新页面后重试。"))
    return facts


def _starter(upload: Upload) -> Actor:
    kind, _, person = upload.started_by.partition(":")
    return Actor(ActorKind(kind), person, upload.post)
