from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import transaction
from django.utils.translation import gettext as _

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.files.content import PIECE
from huizheng.commons.files.errors import DangerousFile, FileEmpty, FileTooLarge, StorageDown
from huizheng.commons.files.events import FileStored
from huizheng.commons.files.inspection import SignatureWatch, Verdict, inspect, scan
from huizheng.commons.files.locks import lock_key
from huizheng.commons.files.models import Blob, StoredFile
from huizheng.commons.files.names import ending_of, safe_name
from huizheng.commons.files.policies import check_room_for, lock_holders
from huizheng.commons.files.rules import FileRule
from huizheng.commons.files.sealing import SealedReader, Sealer, new_key
from huizheng.commons.files.states import FileState
from huizheng.commons.files.storages import StorageUnreachable, scratch
from huizheng.commons.keys.api import storage_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from django.core.files.uploadedfile import UploadedFile

    from huizheng.lib.actors import Actor


@dataclass(frozen=True)
class Kept:
    """What lies in the storage now and no record knows yet."""

    id: uuid.UUID
    key: bytes
    size: int
    sm3: str
    media: str
    verdict: Verdict


def store(
    content: IO[bytes] | Iterable[bytes],
    *,
    name: str,
    owner: str,
    purpose: str,
    rule: FileRule,
    by: Actor,
    at: dt.datetime,
) -> StoredFile:
    """This function will check ``content``, keep it encrypted and make it a private file of ``owner``.

    ``owner`` is who answers for it (``str(actor)``, or a record such as ``casework:case:3401…``), ``purpose`` the
    place it is for. Without a scanner's answer the file waits in quarantine. Equal content of one owner is kept once;
    across owners nothing is shared, so that nobody learns from time, size or storage who else holds a document.
    Raises ``FileRefused`` (``FileTooLarge``, ``FileEmpty``, ``TypeRefused``, ``DangerousFile``, ``QuotaExceeded``).
    """
    check_room_for(owner=owner, purpose=purpose, rule=rule, by=by)
    kept = keep(_pieces(content), name=name, rule=rule)
    with transaction.atomic():
        lock_holders(owner=owner, by=by)
        check_room_for(owner=owner, purpose=purpose, rule=rule, by=by, more=kept.size)
        return enter(kept, name=name, owner=owner, purpose=purpose, by=by, at=at)


def store_uploaded(
    uploaded: UploadedFile[Any],
    *,
    owner: str,
    purpose: str,
    rule: FileRule,
    by: Actor,
    at: dt.datetime,
) -> StoredFile:
    """This function will store a file of an ordinary form post, as ``store`` does and with its errors.

    Raises ``StorageDown`` too, so that the form says it beside the field and keeps everything else.
    """
    pieces = uploaded.chunks(PIECE)
    try:
        return store(pieces, name=uploaded.name or "", owner=owner, purpose=purpose, rule=rule, by=by, at=at)
    except StorageUnreachable as error:
        raise StorageDown(_("文件库暂时连不上，这个文件没有保存。请过几分钟再上传一次。")) from error


def enter(kept: Kept, *, name: str, owner: str, purpose: str, by: Actor, at: dt.datetime) -> StoredFile:
    """Make the record of what ``keep`` has kept; the owner is locked and has room for it."""
    blob = _blob_of(kept, owner=owner, at=at)
    stored = StoredFile.objects.create(
        blob=blob,
        owner=owner,
        purpose=purpose,
        name=safe_name(name, ending=ending_of(name)),
        media=kept.media,
        size=kept.size,
        sm3=kept.sm3,
        state=FileState.QUARANTINED if kept.verdict is Verdict.UNREACHABLE else FileState.PRIVATE,
        stored_at=at,
        stored_by=str(by),
        scanned_at=at if kept.verdict is Verdict.CLEAN else None,
    )
    record(
        actor=by,
        action="files:file:store",
        target=("stored_file", str(stored.pk)),
        facts={"purpose": purpose, "media": kept.media, "size": kept.size, "scan": kept.verdict.value},
        at=at,
    )
    publish(FileStored(file=stored.pk, owner=owner, purpose=purpose, at=at))
    return stored


def keep(pieces: Iterable[bytes], *, name: str, rule: FileRule) -> Kept:
    """Seal the stream into the storage while measuring and watching it, then look at it as a whole."""
    key, id_ = new_key(), uuid.uuid4()
    digest, watch = hashes.Hash(hashes.SM3()), SignatureWatch()
    with scratch() as fresh:
        sealer = Sealer(key, fresh.write)
        for piece in pieces:
            if sealer.size + len(piece) > rule.max_bytes:
                raise FileTooLarge(
                    _("文件超过 %(limit)s MB 的上限。请压缩或拆分后再上传。") % {"limit": rule.shown_limit}
                )
            watch.look(piece)
            digest.update(piece)
            sealer.update(piece)
        if sealer.size == 0:
            raise FileEmpty(_("文件是空的。请检查后重新选择。"))
        sealer.finish()
        with io.BufferedReader(SealedReader(fresh.reopen(), key), PIECE) as whole:
            media = inspect(whole, name=name, rule=rule)
            verdict = scan(whole)
        if verdict is Verdict.INFECTED:
            raise DangerousFile(_("检出病毒，文件未保存。请检查您的设备后更换文件。"))
        fresh.keep(id_.hex)
    return Kept(id_, key, sealer.size, digest.finalize().hex(), media, verdict)


def _blob_of(kept: Kept, *, owner: str, at: dt.datetime) -> Blob:
    """Return the owner's blob with this content, a new one if there is none; the owner is locked."""
    address = _address(owner, kept.sm3)
    if known := Blob.objects.filter(address=address, erased_at__isnull=True).first():
        return known  # what was just kept is left without a record, and swept
    return Blob.objects.create(
        id=kept.id,
        address=address,
        locked_key=lock_key(kept.key, bound_to=f"blob:{kept.id.hex}"),
        size=kept.size,
        stored_at=at,
    )


def _address(owner: str, sm3: str) -> str:
    mac = HMAC(storage_key(), hashes.SM3())
    mac.update(f"files.address\0{owner}\0{sm3}".encode())
    return mac.finalize().hex()


def _pieces(content: IO[bytes] | Iterable[bytes]) -> Iterator[bytes]:
    if hasattr(content, "read"):
        while piece := content.read(PIECE):
            yield piece
    else:
        yield from content
