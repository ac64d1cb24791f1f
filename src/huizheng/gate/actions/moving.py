"""Files on their way between the zones: which are due, and what became of them."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from huizheng.commons.telemetry.api import record_failure
from huizheng.gate import blobs
from huizheng.gate.models import InboxEntry, OutboxEntry, Transfer
from huizheng.gate.states import Direction, InboxState, OutboxState, TransferState

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_WAIT = 900.0
JITTER = 0.2
WORTH_TELLING = 8
# A file is put in the act that sends it, so what nobody refers to after a day was left by an act that was undone.
KEPT_FOR = dt.timedelta(days=1)


def expect_transfers(direction: Direction, files: Iterable[tuple[str, int]], *, at: dt.datetime) -> None:
    """This function will have the files moved, each a digest and a size; one that was moved before is moved again."""
    Transfer.objects.bulk_create(
        [
            Transfer(direction=direction, sm3=sm3, size=size, created_at=at, next_attempt_at=at)
            for sm3, size in sorted(set(files))
        ],
        update_conflicts=True,
        unique_fields=["direction", "sm3"],
        update_fields=["state", "next_attempt_at", "size"],
    )


def due_transfers(*, at: dt.datetime, limit: int = 20) -> list[Transfer]:
    """Return the files to be moved now, the oldest first."""
    return list(Transfer.objects.filter(state=TransferState.DUE, next_attempt_at__lte=at).order_by("id")[:limit])


def moved(transfer: Transfer, *, at: dt.datetime) -> None:
    """This function will note that the file is where it belongs."""
    Transfer.objects.filter(pk=transfer.pk).update(state=TransferState.DONE, done_at=at, last_error="")


def not_moved(transfer: Transfer, error: Exception, *, at: dt.datetime) -> None:
    """This function will have the file tried again later, and tell the operator when it goes on failing."""
    tries = transfer.tries + 1
    seconds = min(2.0 ** min(tries - 1, 10), LONGEST_WAIT) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
    Transfer.objects.filter(pk=transfer.pk).update(
        tries=tries, next_attempt_at=at + dt.timedelta(seconds=seconds), last_error=type(error).__name__,
    )  # fmt: skip
    if tries == WORTH_TELLING:
        record_failure(
            source="gate", summary="附件多次传输失败", detail=f"{transfer.sm3} {type(error).__name__}", at=at
        )


def sweep_blobs(*, at: dt.datetime) -> int:
    """This function will remove the files that no open envelope needs, and return how many."""
    needed = set(_needed())
    removed = 0
    for path in blobs.folder().glob("*"):
        is_old = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < at - KEPT_FOR
        if is_old and path.stem not in needed:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _needed() -> Iterable[str]:
    over = [OutboxState.PROCESSED, OutboxState.REJECTED]
    outbox = OutboxEntry.objects.exclude(state__in=over).exclude(attachments=[])
    inbox = InboxEntry.objects.filter(state__in=[InboxState.HELD, InboxState.WAITING, InboxState.PARKED])
    for attachments in outbox.values_list("attachments", flat=True):
        yield from attachments
    for attachments in inbox.exclude(attachments=[]).values_list("attachments", flat=True):
        yield from attachments
    yield from Transfer.objects.filter(state=TransferState.DUE).values_list("sm3", flat=True)
