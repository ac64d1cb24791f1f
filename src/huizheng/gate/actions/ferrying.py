"""The second carrier: what is due goes into a file, and what a file brings goes into the same inbox."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings

from huizheng.commons.telemetry.api import logger, record_failure
from huizheng.gate import blobs, ferry
from huizheng.gate.actions.applying import apply_some
from huizheng.gate.actions.moving import moved
from huizheng.gate.actions.receipting import letter_sent, write_comparison, write_letter
from huizheng.gate.actions.receiving import look_for_blobs, receive_each_safely
from huizheng.gate.actions.relaying import due, mark_relayed, number_waiting, unconfirmed
from huizheng.gate.broker import other_zone
from huizheng.gate.models import OutboxEntry, Transfer
from huizheng.gate.states import TransferState

if TYPE_CHECKING:
    from pathlib import Path

log = logger("gate")


def export_batch(folder: Path, *, at: dt.datetime) -> Path | None:
    """This function will write one file with everything the other zone has not confirmed, and return where.

    It holds new envelopes and unconfirmed ones, the receipts that are due, how far our channels have come, and the
    sealed files that the envelopes name. What the file loses goes into the next one. Returns nothing when
    there is nothing to say.
    """
    number_waiting(at=at)
    due(at=at)
    out = unconfirmed()
    letter, comparison = write_letter(at=at), write_comparison(at=at)
    raws = [each.raw for each in out]
    if letter is not None:
        raws.append(letter.raw)
    if not raws:
        return None
    if comparison is not None:
        raws.append(comparison)
    files = _files_of([each.entry_id for each in out])
    number = f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}"
    path = ferry.write(ferry.Batch(settings.ZONE, other_zone(settings.ZONE), number, raws, files), folder)
    mark_relayed([(each, path.name) for each in out], at=at)
    if letter is not None:
        letter_sent(letter)
    for transfer in Transfer.objects.filter(sm3__in=files, state=TransferState.DUE):
        moved(transfer, at=at)
    log.info("ferry left", batch=path.name, envelopes=len(raws), files=len(files))
    return path


def import_batches(folder: Path, *, at: dt.datetime) -> tuple[int, int]:
    """This function will take every batch for this zone that lies in the folder; return how many, and how many not.

    A batch that was taken is renamed to ``….tar.taken``, a bad one to ``….tar.refused`` and shown to the operator. A
    file that comes twice changes nothing: the envelopes are known.
    """
    taken = refused = 0
    for path in sorted(folder.glob(f"batch-{other_zone(settings.ZONE)}-{settings.ZONE}-*.tar")):
        try:
            batch = ferry.read(path, zone_from=other_zone(settings.ZONE), zone_to=settings.ZONE)
        except ferry.BadBatch as error:
            record_failure(source="gate.security", summary="摆渡文件无法通过校验", detail=f"{path.name} {error}", at=at)
            path.rename(path.with_suffix(".tar.refused"))
            refused += 1
            continue
        receive_each_safely(batch.envelopes, at=at)
        for transfer in Transfer.objects.filter(sm3__in=batch.files, state=TransferState.DUE):
            moved(transfer, at=at)
        look_for_blobs()
        while apply_some(at=at):
            pass
        path.rename(path.with_suffix(".tar.taken"))
        log.info("ferry arrived", batch=path.name, envelopes=len(batch.envelopes))
        taken += 1
    return taken, refused


def _files_of(entry_ids: list[int]) -> list[str]:
    rows = OutboxEntry.objects.filter(pk__in=entry_ids).values_list("attachments", flat=True)
    return sorted({sm3 for attachments in rows for sm3 in attachments if blobs.has_blob(sm3)})
