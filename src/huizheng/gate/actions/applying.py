"""From the inbox to the rooms: each envelope's effect, once, in one transaction with the mark that it took place."""

from __future__ import annotations

import datetime as dt
import random
import time
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from huizheng.commons.telemetry.api import bound_request_id, logger, where
from huizheng.gate.actions.burying import bury
from huizheng.gate.actions.receiving import message_of
from huizheng.gate.context import applying
from huizheng.gate.health import crossed
from huizheng.gate.models import InboxEntry, Receipt
from huizheng.gate.registry import EnvelopeFacts, Rejected, handler_of
from huizheng.gate.states import Direction, InboxState, Reason, Rung
from huizheng.lib.canonical import canonical, parse

log = logger("gate")

# 1, 4, 16, 64, 256, 900, 900 seconds: about forty minutes of trying, then an operator decides.
MAX_TRIES = 8
LONGEST_WAIT = 900.0
JITTER = 0.2
AT_MOST = 0.25

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


def are_waiting(*, at: dt.datetime) -> bool:
    """Say whether anything else has come or become free whose time it is, at its lane's head or behind it."""
    return InboxEntry.objects.filter(state=InboxState.WAITING, next_attempt_at__lte=at, blobs_missing=0).exists()


def apply_some(*, at: dt.datetime, seconds: float = AT_MOST) -> list[InboxState]:
    """This function will give every envelope that is ready its effect, and return what became of each.

    Each effect has a savepoint of its own and all share one commit, so a hundred waiting envelopes do not wait for the
    disk a hundred times; after ``seconds`` it stops, so that no room's row stays locked for long. A room's refusal is
    final and goes back as the receipt. Any other error undoes that effect alone, is tried again later, and after the
    last try parks the entry: only its own lane waits for the operator. A lost database raises, and undoes all.
    """
    begun, found = time.monotonic(), []
    applied: list[InboxEntry] = []
    with transaction.atomic():
        for entry in _locked(next_entries(at=at)):
            state = _apply(entry, at=at)
            found.append(state)
            if state is InboxState.APPLIED:
                applied.append(entry)
            if time.monotonic() - begun > seconds:
                break
        _settle_applied(applied, at=at)
    return found


def effect_of(entry: InboxEntry) -> None:
    """This function will have the room take the message, under its sender's request id."""
    facts = facts_of(entry)
    with transaction.atomic(), bound_request_id(entry.trace), applying(facts):
        message = message_of(parse(entry.core))
        handler = handler_of(type(message))
        if handler is None:
            raise NoRoom(entry.message)
        handler(message, facts)


def _locked(entry_ids: list[int]) -> list[InboxEntry]:
    rows = InboxEntry.objects.select_for_update(skip_locked=True).filter(pk__in=entry_ids, state=InboxState.WAITING)
    return list(rows.order_by("id"))


def _settle_applied(entries: list[InboxEntry], *, at: dt.datetime) -> None:
    """Mark what took effect together: in the same transaction as the effects, in two statements."""
    if not entries:
        return
    InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
        state=InboxState.APPLIED, settled_at=at, last_error=""
    )
    _owe_receipts(entries, at=at)
    for entry in entries:
        crossed(created_at=entry.created_at, applied_at=at)


def _apply(entry: InboxEntry, *, at: dt.datetime) -> InboxState:
    try:
        effect_of(entry)
    except Rejected as refusal:
        settle(entry, InboxState.REJECTED, code=refusal.code, text=refusal.text, at=at)
    except Exception as error:
        if isinstance(error, (OperationalError, InterfaceError)) and not connection.is_usable():
            raise
        _failed(entry, error, at=at)
    else:
        return InboxState.APPLIED
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
    _owe_receipts([entry], at=at, code=code, text=text)


def _owe_receipts(entries: list[InboxEntry], *, at: dt.datetime, code: str = "", text: str = "") -> None:
    Receipt.objects.bulk_create(
        [
            Receipt(
                env_id=entry.env_id, rung=Rung.PROCESSED, issuer=settings.ZONE, code=code[:40], text=text[:400], at=at,
                is_due=True,
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["env_id", "rung"],
        update_fields=["code", "text", "at", "is_due"],
    )  # fmt: skip


def _failed(entry: InboxEntry, error: Exception, *, at: dt.datetime) -> None:
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


def _wait(tries: int) -> dt.timedelta:
    seconds = min(4.0 ** (tries - 1), LONGEST_WAIT)
    return dt.timedelta(seconds=seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - it guards nothing
