"""From the inbox to the rooms: each envelope's effect, once, in one transaction with the mark that it took place."""

from __future__ import annotations

import datetime as dt
import random
import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from huizheng.commons.telemetry.api import bound_request_id, logger
from huizheng.gate.actions.burying import bury
from huizheng.gate.actions.receiving import message_of
from huizheng.gate.context import applying
from huizheng.gate.health import crossed
from huizheng.gate.models import InboxEntry, Receipt
from huizheng.gate.registry import EnvelopeFacts, Rejected, handler_of
from huizheng.gate.states import Direction, InboxState, Reason, Rung
from huizheng.lib.canonical import canonical, parse

if TYPE_CHECKING:
    from huizheng.gate.contracts import Message

log = logger("gate")

# 1, 4, 16, 64, 256, 900, 900 seconds: about forty minutes of trying, then an operator decides.
MAX_TRIES = 8
LONGEST_WAIT = 900.0
JITTER = 0.2

# An entry may take effect when all before it have come (it is not held), its files are here, its time has come, and
# nothing before it in its lane still waits or is parked.
_NEXT = """
SELECT e.id FROM gate_inboxentry e
WHERE e.state = 'waiting' AND e.blobs_missing = 0 AND e.next_attempt_at <= %s
  AND NOT EXISTS (
    SELECT 1 FROM gate_inboxentry o
    WHERE o.channel = e.channel AND o.lane = e.lane AND o.seq < e.seq AND o.state IN ('waiting', 'parked'))
ORDER BY e.id LIMIT %s
"""


class NoRoom(LookupError):
    """No room of this zone receives the message."""


def next_entries(*, at: dt.datetime, limit: int = 50) -> list[int]:
    """Return the entries that may take effect now, at most one a lane."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [at, limit])
        return [row[0] for row in cursor.fetchall()]


def apply_entry(entry_id: int, *, at: dt.datetime) -> InboxState | None:
    """This function will give one envelope its effect, and return what became of it; nothing when another took it.

    A room's refusal is final and goes back as the receipt. Any other error undoes everything, is tried again later,
    and after the last try parks the entry: only its own lane waits for the operator. A lost database raises.
    """
    try:
        return _apply(entry_id, at=at)
    except Exception as error:
        if isinstance(error, (OperationalError, InterfaceError)) and not connection.is_usable():
            raise
        return _failed(entry_id, error, at=at)


def _apply(entry_id: int, *, at: dt.datetime) -> InboxState | None:
    with transaction.atomic():
        entry = (
            InboxEntry.objects.select_for_update(skip_locked=True).filter(pk=entry_id, state=InboxState.WAITING).first()
        )
        if entry is None:
            return None
        core = parse(entry.core)
        facts = facts_of(entry)
        try:
            with transaction.atomic(), bound_request_id(entry.trace), applying(facts):
                _effect(message_of(core), facts)
        except Rejected as refusal:
            settle(entry, InboxState.REJECTED, code=refusal.code, text=refusal.text, at=at)
        else:
            settle(entry, InboxState.APPLIED, at=at)
            crossed(created_at=entry.created_at, applied_at=at)
    return InboxState(entry.state)


def facts_of(entry: InboxEntry) -> EnvelopeFacts:
    core = parse(entry.core)
    return EnvelopeFacts(
        env_id=entry.env_id,
        zone_from=core["zone_from"],
        channel=entry.channel,
        seq=entry.seq,
        business_number=entry.business_number,
        trace=entry.trace,
        corr_id=UUID(core["corr_id"]),
        causation_id=UUID(core["causation_id"]) if core["causation_id"] else None,
        created_at=entry.created_at,
        received_at=entry.received_at,
    )


def settle(entry: InboxEntry, state: InboxState, *, at: dt.datetime, code: str = "", text: str = "") -> None:
    """This function will mark the entry's end and have the sender told; an empty code means that it took effect."""
    entry.state, entry.settled_at, entry.last_error = state, at, code
    entry.save(update_fields=["state", "settled_at", "last_error"])
    Receipt.objects.update_or_create(
        env_id=entry.env_id,
        rung=Rung.PROCESSED,
        defaults={"issuer": settings.ZONE, "code": code[:40], "text": text[:400], "at": at, "is_due": True},
    )


def _effect(message: Message, facts: EnvelopeFacts) -> None:
    handler = handler_of(type(message))
    if handler is None:
        raise NoRoom(message.NAME)
    handler(message, facts)


def _failed(entry_id: int, error: Exception, *, at: dt.datetime) -> InboxState | None:
    with transaction.atomic():
        entry = InboxEntry.objects.select_for_update().filter(pk=entry_id, state=InboxState.WAITING).first()
        if entry is None:
            return None
        entry.tries += 1
        entry.last_error = where(error)
        entry.next_attempt_at = at + _wait(entry.tries)
        if entry.tries >= MAX_TRIES or isinstance(error, NoRoom):
            entry.state = InboxState.PARKED
            raw = canonical({"core": parse(entry.core), "sig": entry.signature}).decode()
            bury(
                direction=Direction.IN, reason=Reason.FAILING, raw=raw, at=at, env_id=entry.env_id,
                error=entry.last_error, channel=entry.channel, message=entry.message,
                business_number=entry.business_number, trace=entry.trace,
            )  # fmt: skip
        entry.save(update_fields=["tries", "last_error", "next_attempt_at", "state"])
    log.warning(
        "effect failed", env_id=str(entry.env_id), message=entry.message, tries=entry.tries, error=entry.last_error,
    )  # fmt: skip
    return InboxState(entry.state)


def where(error: BaseException) -> str:
    """Return an error's kind and where it came from; its text is left out, for it may name a person."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    path = " ← ".join(f"{Path(frame.filename).stem}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} @ {path}"


def _wait(tries: int) -> dt.timedelta:
    seconds = min(4.0 ** (tries - 1), LONGEST_WAIT)
    return dt.timedelta(seconds=seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - it guards nothing
