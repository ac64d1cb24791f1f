"""Receipts: told to the other zone in signed letters, and taken from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from huizheng.commons.events.api import publish
from huizheng.commons.keys.api import sign
from huizheng.commons.telemetry.api import record_failure
from huizheng.gate import envelope
from huizheng.gate.actions.burying import bury
from huizheng.gate.actions.relaying import FIRST_REMINDER, outgoing_text, send_again
from huizheng.gate.broker import other_zone
from huizheng.gate.events import MessageAnswered
from huizheng.gate.models import Channel, InboxEntry, OutboxEntry, Receipt, ReceiptLetter
from huizheng.gate.states import Direction, InboxState, OutboxState, Reason, Rung
from huizheng.lib.canonical import canonical

if TYPE_CHECKING:
    from huizheng.gate.envelope import Envelope

AT_ONCE = 500
MISSING_AT_ONCE = 200
REMIND_AFTER = dt.timedelta(seconds=FIRST_REMINDER)
UNCONFIRMED = (OutboxState.READY, OutboxState.SENT, OutboxState.UNDELIVERABLE)
UNANSWERED = (*UNCONFIRMED, OutboxState.RECEIVED)


@dataclass(frozen=True)
class Letter:
    """A letter of receipts on its way out, and what it reports."""

    env_id: UUID
    raw: bytes
    channels: dict[int, int]
    receipts: list[int]


def write_letter(*, at: dt.datetime) -> Letter | None:
    """Return a signed letter of everything the other zone has not been told, or nothing when all is told."""
    channels = list(Channel.objects.filter(direction=Direction.IN, receipt_due=True).order_by("name")[:AT_ONCE])
    receipts = list(Receipt.objects.filter(is_due=True).order_by("id")[:AT_ONCE])
    if not channels and not receipts:
        return None
    body = {
        "received": [
            {"chan": row.name, "cum": row.last_seq, "head": row.head, "missing": missing_of(row)} for row in channels
        ],
        "processed": [
            {"env_id": str(row.env_id), "code": row.code, "text": row.text, "at": row.at.isoformat()}
            for row in receipts
        ],
    }
    env_id, raw = _signed(envelope.RECEIPT, body, at=at)
    return Letter(env_id, raw, {row.pk: row.last_seq for row in channels}, [row.pk for row in receipts])


def letter_sent(letter: Letter) -> None:
    """This function will note that the carrier has the letter. If the letter is lost, the sender will ask again."""
    with transaction.atomic():
        for pk, last_seq in letter.channels.items():
            Channel.objects.filter(pk=pk, last_seq=last_seq).update(receipt_due=False)
        Receipt.objects.filter(pk__in=letter.receipts).update(is_due=False)


def write_comparison(*, at: dt.datetime) -> bytes | None:
    """Return a signed list of how far each of our channels has come, for the other zone to compare with its own."""
    rows = Channel.objects.filter(direction=Direction.OUT, last_seq__gt=0).order_by("name")
    body = {"channels": [{"chan": row.name, "last_seq": row.last_seq, "head": row.head} for row in rows]}
    return _signed(envelope.COMPARE, body, at=at)[1] if body["channels"] else None


def take_receipts(found: Envelope, *, at: dt.datetime) -> None:
    """This function will carry the other zone's receipts into the outbox, with the signed letter as evidence."""
    letter, is_new = ReceiptLetter.objects.get_or_create(
        env_id=found.env_id,
        defaults={"text": canonical({"core": found.core, "sig": found.sig}).decode(), "received_at": at},
    )
    if not is_new:
        return
    body = found.core["content"]["body"]
    for row in body.get("received", ()):
        _take_received(row, letter, at=at)
    _take_processed(body.get("processed", ()), letter, at=at)


def compare_heads(found: Envelope, *, at: dt.datetime) -> None:
    """This function will hold the sender's heads against ours, and ask for the tail that numbers alone cannot miss."""
    for row in found.core["content"]["body"].get("channels", ()):
        channel, _ = Channel.objects.select_for_update().get_or_create(direction=Direction.IN, name=row["chan"][:120])
        if channel.last_seq == row["last_seq"] and channel.head != row["head"]:
            summary = f"{Reason.BROKEN_CHAIN.label}：{channel.name}"
            record_failure(source="gate.security", summary=summary, detail=f"seq {channel.last_seq}", at=at)
        elif channel.last_seq == row["last_seq"]:
            Channel.objects.filter(pk=channel.pk).update(compared_at=at)
        elif channel.last_seq < row["last_seq"]:
            Channel.objects.filter(pk=channel.pk).update(receipt_due=True, announced_seq=row["last_seq"])


def report_gaps(*, held_since: dt.datetime, reported_before: dt.datetime, at: dt.datetime) -> int:
    """This function will have the missing numbers asked for where something has been held back for too long."""
    names = (
        InboxEntry.objects.filter(state=InboxState.HELD, received_at__lte=held_since)
        .order_by("channel").values_list("channel", flat=True).distinct()
    )  # fmt: skip
    return (
        Channel.objects.filter(direction=Direction.IN, name__in=list(names))
        .filter(Q(gap_reported_at__isnull=True) | Q(gap_reported_at__lte=reported_before))
        .update(receipt_due=True, gap_reported_at=at)
    )


def missing_of(channel: Channel) -> list[int]:
    """Return the numbers that are known to be missing: before what is held back, or before what was announced."""
    held = set(
        InboxEntry.objects.filter(channel=channel.name, seq__gt=channel.last_seq)
        .order_by("seq").values_list("seq", flat=True)[:2000]
    )  # fmt: skip
    last = max([*held, channel.announced_seq])
    found = (seq for seq in range(channel.last_seq + 1, last + 1) if seq not in held)
    return [seq for seq, _ in zip(found, range(MISSING_AT_ONCE), strict=False)]


def _take_received(row: dict[str, Any], letter: ReceiptLetter, *, at: dt.datetime) -> None:
    channel, cum = str(row["chan"]), int(row["cum"])
    entries = list(
        OutboxEntry.objects.select_for_update()
        .filter(channel=channel, seq__lte=cum, state__in=UNCONFIRMED)
        .only("env_id")
        .order_by("id"),
    )
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
        state=OutboxState.RECEIVED, next_attempt_at=at + REMIND_AFTER,
    )  # fmt: skip
    _keep(Rung.RECEIVED, [(entry.env_id, "", "") for entry in entries], letter, at=at)
    last = OutboxEntry.objects.filter(channel=channel, seq=cum).only("digest").first()
    if cum and (last is None or last.digest != row["head"]):
        summary = f"{Reason.BROKEN_CHAIN.label}：{channel}"
        record_failure(source="gate.security", summary=summary, detail=f"receipt up to {cum}", at=at)
    if row.get("missing"):
        send_again(channel, [int(seq) for seq in row["missing"][:MISSING_AT_ONCE]])


def _take_processed(rows: list[dict[str, Any]], letter: ReceiptLetter, *, at: dt.datetime) -> None:
    told = {UUID(row["env_id"]): row for row in rows}
    # The envelopes' long texts are of use only to bury one that was refused.
    entries = list(
        OutboxEntry.objects.select_for_update()
        .filter(env_id__in=told, state__in=UNANSWERED)
        .defer("core", "proof")
        .order_by("id"),
    )
    for entry in entries:
        row = told[entry.env_id]
        is_refused = bool(row["code"])
        if is_refused:
            bury(
                direction=Direction.OUT, reason=Reason.REFUSED, raw=outgoing_text(entry), at=at, env_id=entry.env_id,
                error=f"{row['code']} {row['text']}", channel=entry.channel, message=entry.message,
                business_number=entry.business_number, trace=entry.trace,
            )  # fmt: skip
        publish(
            MessageAnswered(
                env_id=entry.env_id, message=entry.message, business_number=entry.business_number,
                is_refused=is_refused, code=row["code"], text=row["text"], at=at,
            ),
        )  # fmt: skip
    for state, refused in ((OutboxState.PROCESSED, False), (OutboxState.REJECTED, True)):
        answered = [entry.pk for entry in entries if bool(told[entry.env_id]["code"]) is refused]
        OutboxEntry.objects.filter(pk__in=answered).update(state=state, answered_at=at, next_attempt_at=None)
    # Who has processed an envelope has received it, even if the letter that said so was lost.
    _keep(Rung.RECEIVED, [(entry.env_id, "", "") for entry in entries], letter, at=at)
    _keep(
        Rung.PROCESSED, [(e.env_id, told[e.env_id]["code"], told[e.env_id]["text"]) for e in entries], letter, at=at,
    )  # fmt: skip


def _keep(rung: Rung, rows: list[tuple[UUID, str, str]], letter: ReceiptLetter, *, at: dt.datetime) -> None:
    Receipt.objects.bulk_create(
        [
            Receipt(
                env_id=env_id, rung=rung, issuer=other_zone(settings.ZONE), code=code[:40], text=text[:400], at=at,
                letter=letter,
            )
            for env_id, code, text in rows
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _signed(kind: str, body: dict[str, Any], *, at: dt.datetime) -> tuple[UUID, bytes]:
    env_id = envelope.new_env_id(at)
    core = envelope.control_core(
        kind, body, env_id=env_id, zone_from=settings.ZONE, zone_to=other_zone(settings.ZONE), at=at,
    )  # fmt: skip
    return env_id, envelope.to_wire(canonical(core).decode(), envelope.sign_core(core, sign), {})
