"""What the worker does now and then so that nothing lies about."""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.files.actions.release import erase
from huizheng.commons.files.actions.uploads import drop_parts
from huizheng.commons.files.content import reader_of_blob
from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.events import FileCleared
from huizheng.commons.files.inspection import Verdict, scan
from huizheng.commons.files.models import Blob, StoredFile, Upload, UploadPart
from huizheng.commons.files.rules import ORPHAN_AFTER
from huizheng.commons.files.states import FileState
from huizheng.commons.files.storages import storage
from huizheng.commons.telemetry.api import record_failure
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

_BATCH = 500


def expire_uploads(*, at: dt.datetime) -> int:
    """This function will drop uploads nobody has continued for a day, finished or not; return how many."""
    count = 0
    for pk in Upload.objects.filter(expires_at__lte=at).values_list("pk", flat=True)[:_BATCH]:
        with transaction.atomic():
            upload = Upload.objects.select_for_update(skip_locked=True).filter(pk=pk, expires_at__lte=at).first()
            if upload is None:
                continue
            drop_parts(upload)
            upload.delete()
            count += 1
    return count


def rescan_quarantine(*, at: dt.datetime) -> int:
    """This function will ask the scanner about quarantined files again.

    Clean ones become private, infected ones are erased. Returns how many were decided; stops at the first one the
    scanner cannot be asked about.
    """
    decided = 0
    for stored in StoredFile.objects.filter(state=FileState.QUARANTINED).order_by("stored_at")[:_BATCH]:
        try:
            with io.BufferedReader(reader_of_blob(Blob.objects.get(pk=stored.blob_id))) as whole:
                verdict = scan(whole)
        except BlobDamaged as error:  # one lost file must not keep the others waiting
            record_failure(source="files", summary="待查毒的文件已损坏", detail=f"{stored.pk}: {error}", at=at)
            continue
        if verdict is Verdict.UNREACHABLE:
            return decided
        if verdict is Verdict.INFECTED:
            erase(stored, by=SYSTEM, at=at, infected=True)
        else:
            _clear(stored, verdict=verdict, at=at)
        decided += 1
    return decided


def sweep_orphans(*, at: dt.datetime) -> int:
    """This function will remove bytes without a record, left by a roll-back or a kill; return how many."""
    count = 0
    names: list[str] = []
    store = storage()
    for name in store.names_older_than(at - ORPHAN_AFTER):
        names.append(name)
        if len(names) == _BATCH:
            count += _sweep(names)
            names = []
    return count + _sweep(names)


def _sweep(names: list[str]) -> int:
    ids = [uuid.UUID(name) for name in names]
    known = set(Blob.objects.filter(pk__in=ids, erased_at__isnull=True).values_list("pk", flat=True))
    known |= set(UploadPart.objects.filter(pk__in=ids).values_list("pk", flat=True))
    orphans = [id_ for id_ in ids if id_ not in known]
    for orphan in orphans:
        storage().delete(orphan.hex)
    return len(orphans)


@transaction.atomic
def _clear(stored: StoredFile, *, verdict: Verdict, at: dt.datetime) -> None:
    changed = StoredFile.objects.filter(pk=stored.pk, state=FileState.QUARANTINED).update(
        state=FileState.PRIVATE,
        scanned_at=at if verdict is Verdict.CLEAN else None,
    )
    if changed:
        facts = {"purpose": stored.purpose, "scan": verdict.value}
        record(actor=SYSTEM, action="files:file:clear", target=("stored_file", str(stored.pk)), facts=facts, at=at)
        publish(FileCleared(file=stored.pk, owner=stored.owner, purpose=stored.purpose, at=at))
