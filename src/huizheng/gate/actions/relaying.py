"""From the outbox to the carrier: numbering, signing, sending again, and giving up."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from huizheng.commons.keys.api import sign
from huizheng.gate import envelope
from huizheng.gate.actions.burying import bury
from huizheng.gate.actions.channels import locked_channels
from huizheng.gate.models import Batch, Channel, OutboxEntry, Receipt
from huizheng.gate.states import Direction, OutboxState, Reason, Rung
from huizheng.lib.canonical import canonical, parse
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BATCH = 200
FERRY_LOAD = 5000
BATCH_BYTES = 4 * 1024 * 1024
FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
# Once the other side has it, asking again is only a reminder that the last receipt is missing.
FIRST_REMINDER = 60.0
JITTER = 0.2


# One statement for a whole batch: the ORM's own bulk update takes a millisecond a row.
_NUMBER = """
UPDATE gate_outboxentry e
SET state = 'ready', batch_id = %s, core = v.core, digest = v.digest, seq = v.seq, proof = v.proof::jsonb,
    leaf = v.place - 1
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[])
    WITH ORDINALITY AS v(id, core, digest, seq, proof, place)
WHERE e.id = v.id
"""
_SENT = """
UPDATE gate_outboxentry e SET state = 'sent', next_attempt_at = v.next
FROM unnest(%s::bigint[], %s::timestamptz[]) AS v(id, next) WHERE e.id = v.id
"""


@dataclass(frozen=True)
class Outgoing:
    """An envelope ready for the carrier."""

    entry_id: int
    env_id: UUID
    channel: str
    transport_id: str
    raw: bytes


def number_waiting(*, at: dt.datetime, limit: int = BATCH) -> int:
    """This function will number and sign what business transactions have committed, and return how many it found.

    Numbers are given here and not in the business transaction, so that no applicant waits for another's commit. The
    order inside a lane is that of the rows: whoever sends the second message of a case has seen the first committed.
    """
    with transaction.atomic():
        entries = list(
            OutboxEntry.objects.select_for_update(skip_locked=True)
            .filter(state=OutboxState.WAITING)
            .order_by("id")[:limit],
        )
        if not entries:
            return 0
        channels = locked_channels(Direction.OUT, {entry.channel for entry in entries})
        cores = []
        for entry in entries:
            channel = channels[entry.channel]
            core = envelope.numbered(parse(entry.core), seq=channel.last_seq + 1, prev=channel.head)
            text = canonical(core)
            entry.core, entry.digest, entry.seq = text.decode(), sm3_hex(text), core["seq"]
            channel.last_seq, channel.head = core["seq"], entry.digest
            cores.append(core)
        root, signature, proofs = envelope.sign_batch(cores, sign)
        batch = Batch.objects.create(
            root=root, kid=signature.kid, alg=signature.alg, value=signature.value, size=len(cores), signed_at=at,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(
                _NUMBER,
                [
                    batch.pk,
                    [entry.pk for entry in entries],
                    [entry.core for entry in entries],
                    [entry.digest for entry in entries],
                    [entry.seq for entry in entries],
                    [json.dumps(proof) for proof in proofs],
                ],
            )
        Channel.objects.bulk_update(channels.values(), ["last_seq", "head"])
        _keep_receipts(entries, Rung.ACCEPTED, at=at, text=f"batch {root}")
    return len(entries)


def due(*, at: dt.datetime, limit: int = BATCH, repeats: bool = True) -> list[Outgoing]:
    """Return what must go to the carrier now: new envelopes, and those whose receipt has not come in time."""
    late = _take_late(at=at, limit=limit) if repeats else []
    ready = OutboxEntry.objects.filter(state=OutboxState.READY).select_related("batch").order_by("id")[:limit]
    repeated = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in late]).select_related("batch").order_by("id")
    found: list[Outgoing] = []
    size = 0
    for entry in [*ready, *repeated]:
        found.append(outgoing(entry))
        size += len(found[-1].raw)
        if size >= BATCH_BYTES:
            break
    return found


def _take_late(*, at: dt.datetime, limit: int) -> list[OutboxEntry]:
    """Return what is to be sent once more, and note when it would be again."""
    with transaction.atomic():
        late = list(
            OutboxEntry.objects.select_for_update(skip_locked=True)
            .filter(state__in=[OutboxState.SENT, OutboxState.RECEIVED], next_attempt_at__lte=at)
            .filter(Q(not_after__gt=at) | Q(extended_until__gt=at))
            .order_by("id")[:limit],
        )
        for entry in late:
            # A new transport id: the broker must not swallow what was lost behind it.
            entry.attempt += 1
            entry.next_attempt_at = at + _wait(entry)
        OutboxEntry.objects.bulk_update(late, ["attempt", "next_attempt_at"])
    return late


def unconfirmed(*, limit: int = FERRY_LOAD) -> list[Outgoing]:
    """Return everything that the other zone has not confirmed, for a carrier that crosses only now and then."""
    entries = OutboxEntry.objects.filter(state__in=[OutboxState.READY, OutboxState.SENT]).select_related("batch")
    return [outgoing(entry) for entry in entries.order_by("id")[:limit]]


def outgoing(entry: OutboxEntry) -> Outgoing:
    """Return the bytes of an entry, with the marks of this delivery."""
    hop: dict[str, Any] = {"attempt": entry.attempt, "via": [settings.ZONE]}
    if entry.redriven:
        hop["redriven"] = True
    if entry.extended_until:
        signature = sign(envelope.extension_text(entry.env_id, entry.extended_until))
        until = entry.extended_until.astimezone(dt.UTC).isoformat()
        hop["extension"] = {"not_after": until, "sig": envelope.signature_facts(signature)}
    return Outgoing(
        entry_id=entry.pk,
        env_id=entry.env_id,
        channel=entry.channel,
        transport_id=f"{entry.env_id}:{settings.ZONE}:{entry.attempt}",
        raw=envelope.to_wire(entry.core, signature_of(entry), hop),
    )


def signature_of(entry: OutboxEntry) -> dict[str, Any]:
    batch = entry.batch
    assert batch is not None, "only numbered entries are sent"
    return envelope.batch_signature(
        root=batch.root,
        kid=batch.kid,
        alg=batch.alg,
        value=batch.value,
        index=entry.leaf,
        size=batch.size,
        proof=entry.proof,
    )


def mark_relayed(taken: Sequence[tuple[Outgoing, str]], *, at: dt.datetime) -> None:
    """This function will note that the carrier holds these envelopes, each with the carrier's own mark.

    Losing this note in a power cut only sends them once more, so it does not wait for the disk.
    """
    if not taken:
        return
    marks = {out.entry_id: mark for out, mark in taken}
    with transaction.atomic():
        _without_waiting_for_the_disk()
        entries = list(
            OutboxEntry.objects.select_for_update()
            .filter(pk__in=marks)
            .only("env_id", "state", "attempt")
            .order_by("id"),
        )
        first = [entry for entry in entries if entry.state == OutboxState.READY]
        with connection.cursor() as cursor:
            cursor.execute(_SENT, [[entry.pk for entry in first], [at + _wait(entry) for entry in first]])
        Receipt.objects.bulk_create(
            [
                Receipt(env_id=entry.env_id, rung=Rung.RELAYED, issuer=settings.ZONE, at=at, text=marks[entry.pk])
                for entry in entries
            ],
            ignore_conflicts=True,
        )


def give_up(*, at: dt.datetime, limit: int = BATCH) -> int:
    """This function will bury what nobody has confirmed until its last moment, and return how many it were."""
    with transaction.atomic():
        entries = list(
            OutboxEntry.objects.select_for_update(skip_locked=True)
            .filter(state__in=[OutboxState.READY, OutboxState.SENT], not_after__lte=at)
            .filter(Q(extended_until__isnull=True) | Q(extended_until__lte=at))
            .order_by("id")[:limit],
        )
        for entry in entries:
            entry.state, entry.next_attempt_at = OutboxState.UNDELIVERABLE, None
            bury(
                direction=Direction.OUT, reason=Reason.NON_DELIVERY, raw=outgoing_text(entry), at=at,
                env_id=entry.env_id, error="", channel=entry.channel, message=entry.message,
                business_number=entry.business_number, trace=entry.trace,
            )  # fmt: skip
        OutboxEntry.objects.bulk_update(entries, ["state", "next_attempt_at"])
    return len(entries)


def send_again(channel: str, seqs: Iterable[int]) -> None:
    """This function will send again what the other side says it misses, even what has expired: it fills the gap."""
    entries = OutboxEntry.objects.select_for_update().filter(channel=channel, seq__in=list(seqs))
    again = [entry for entry in entries.exclude(core="").order_by("id") if entry.state != OutboxState.READY]
    for entry in again:
        entry.attempt += 1
        entry.state = OutboxState.READY
    OutboxEntry.objects.bulk_update(again, ["attempt", "state"])


def outgoing_text(entry: OutboxEntry) -> str:
    return envelope.to_wire(entry.core, signature_of(entry), {"attempt": entry.attempt}).decode()


def _wait(entry: OutboxEntry) -> dt.timedelta:
    first = FIRST_REMINDER if entry.state == OutboxState.RECEIVED else FIRST_WAIT
    seconds = min(first * 2 ** min(entry.attempt - 1, 10), LONGEST_WAIT)
    return dt.timedelta(seconds=seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - it guards nothing


def _keep_receipts(entries: Iterable[OutboxEntry], rung: Rung, *, at: dt.datetime, text: str) -> None:
    Receipt.objects.bulk_create(
        [Receipt(env_id=entry.env_id, rung=rung, issuer=settings.ZONE, at=at, text=text) for entry in entries],
        ignore_conflicts=True,
    )


def _without_waiting_for_the_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO OFF")
