"""From the carrier into the inbox: verify, remove duplicates for ever, find gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from huizheng.commons.keys.api import Signature, verify
from huizheng.gate import blobs, envelope
from huizheng.gate.actions.burying import bury
from huizheng.gate.actions.channels import locked_channels
from huizheng.gate.actions.moving import expect_transfers
from huizheng.gate.actions.receipting import compare_heads, take_receipts
from huizheng.gate.broker import other_zone
from huizheng.gate.contracts import Message, message_class
from huizheng.gate.envelope import Envelope, Malformed
from huizheng.gate.models import Channel, InboxEntry, Receipt
from huizheng.gate.states import POISON, Direction, InboxState, Reason, Rung
from huizheng.lib.canonical import canonical
from huizheng.lib.facts import from_facts
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    from uuid import UUID

# Beyond this many held back in one channel the broker keeps the rest, and the missing ones are asked for.
HOLD_BACK = 1000
OPEN = (InboxState.HELD, InboxState.WAITING, InboxState.PARKED)


class Outcome(Enum):
    """What became of one delivery."""

    TAKEN = auto()
    REPEATED = auto()
    CONTROL = auto()
    BURIED = auto()
    LEFT = auto()  # not taken, and not to be acknowledged: the hold-back is full


def receive(raws: Sequence[bytes], *, at: dt.datetime) -> list[Outcome]:
    """This function will take envelopes into the inbox in one transaction; what it returns may be acknowledged.

    A forged or unreadable one is buried and never answered: whoever wrote it is not known. One that this zone cannot
    take (a message that may not cross, of the wrong shape, past its time) fills its place in the channel and is
    answered with a refusal at once. The same id with other content is a security event, never a silent drop.
    """
    with transaction.atomic():
        read = [_read(raw, at=at) for raw in raws]
        data = [each for each in read if each is not None and each.kind == envelope.DATA]
        channels = locked_channels(Direction.IN, {each.core["chan"] for each in data})
        known = _known(data)
        outcomes: dict[int, Outcome] = {}
        for found in sorted(data, key=lambda each: (each.core["chan"], each.core["seq"])):
            outcomes[id(found)] = _take(found, channels[found.core["chan"]], known, at=at)
        InboxEntry.objects.bulk_create(known.fresh)
        Receipt.objects.bulk_create(known.refusals)
        for channel in channels.values():
            _advance(channel, moved=channel.name in known.moved, at=at)
        for each in read:
            if each is not None and each.kind != envelope.DATA:
                _take_control(each, at=at)
                outcomes[id(each)] = Outcome.CONTROL
    return [Outcome.BURIED if each is None else outcomes[id(each)] for each in read]


def receive_each_safely(raws: Sequence[bytes], *, at: dt.datetime) -> list[Outcome]:
    """This function will do as ``receive`` does, and bury alone what no envelope's reader has foreseen.

    Whoever holds the other zone's key must not be able to stop this one with a text that the database refuses.
    """
    try:
        return receive(raws, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not stop the gate
        if len(raws) > 1:
            return [outcome for raw in raws for outcome in receive_each_safely([raw], at=at)]
        text = raws[0].decode(errors="replace").replace("\x00", "�")
        bury(direction=Direction.IN, reason=Reason.UNREADABLE, raw=text, error=type(error).__name__, at=at)
        return [Outcome.BURIED]


def _read(raw: bytes, *, at: dt.datetime) -> Envelope | None:
    """Return an envelope that the other zone has signed for this one, or bury what is not."""
    sender = other_zone(settings.ZONE)
    try:
        found = envelope.from_wire(raw)
    except Malformed as error:
        text = raw.decode(errors="replace").replace("\x00", "�")
        bury(direction=Direction.IN, reason=Reason.UNREADABLE, raw=text, error=str(error), at=at)
        return None
    core = found.core
    addressed = core["zone_from"] == sender and core["zone_to"] == settings.ZONE
    if addressed and envelope.is_signed_by(found, sender):
        return found
    bury(
        direction=Direction.IN, reason=Reason.BAD_SIGNATURE, raw=raw.decode(), at=at, env_id=found.env_id,
        error="" if addressed else "not addressed from the other zone to this one",
        channel=str(core.get("chan", "")), message=str(core.get("subtype", "")),
        business_number=str(core.get("biz_no", "")), trace=str(core.get("trace", "")),
    )  # fmt: skip
    return None


def _take(found: Envelope, channel: Channel, known: _Known, *, at: dt.datetime) -> Outcome:
    core, digest = found.core, found.digest
    earlier = known.by_id.get(found.env_id)
    if earlier is not None:
        return _take_again(found, earlier, channel, at=at)
    if core["seq"] <= channel.last_seq or (channel.name, core["seq"]) in known.places:
        # Another envelope already has this place: the sender's numbering, or the sender, is not what it was.
        _bury_security(found, Reason.ALTERED, "another envelope holds this number", at=at)
        return Outcome.BURIED
    if core["seq"] > channel.last_seq + HOLD_BACK:
        channel.receipt_due = True
        channel.save(update_fields=["receipt_due"])
        return Outcome.LEFT
    entry = InboxEntry(
        env_id=found.env_id,
        message=core["subtype"][:80],
        version=_version(core),
        channel=channel.name,
        seq=core["seq"],
        lane=core["lane"][:120],
        business_number=core["biz_no"][:80],
        trace=core["trace"][:64],
        core=found.text,
        digest=digest,
        prev=core["prev"],
        signature=found.sig,
        attempt=int(found.hop.get("attempt", 1)),
        created_at=envelope.moment(core["created"]),
        received_at=at,
        next_attempt_at=at,
    )
    if refusal := _judge(entry, found, at=at):
        known.refusals.append(refusal)
    if entry.seq == channel.last_seq + 1 and entry.prev == channel.head:
        # Nothing is missing before it: it needs no second look, and takes effect as soon as its turn comes.
        entry.state = InboxState.WAITING if entry.state == InboxState.HELD else entry.state
        channel.last_seq, channel.head = entry.seq, entry.digest
        known.moved.add(channel.name)
    known.add(entry)
    known.fresh.append(entry)
    return Outcome.TAKEN


def _take_again(found: Envelope, earlier: InboxEntry, channel: Channel, *, at: dt.datetime) -> Outcome:
    """Answer a repetition with the receipts it asks for; a refusal that was the sender's to mend is judged anew."""
    if earlier.digest != found.digest:
        _bury_security(found, Reason.ALTERED, "the same envelope id with other content", at=at)
        return Outcome.BURIED
    channel.receipt_due = True
    channel.save(update_fields=["receipt_due"])
    refusal = Receipt.objects.filter(env_id=earlier.env_id, rung=Rung.PROCESSED).first()
    mendable = earlier.state == InboxState.REJECTED and refusal is not None and refusal.code in POISON
    if mendable and refusal and found.hop.get("redriven") and earlier.seq <= channel.last_seq:
        refusal.delete()
        earlier.state, earlier.settled_at, earlier.next_attempt_at = InboxState.WAITING, None, at
        if again := _judge(earlier, found, at=at):
            again.save()
        earlier.save()
    else:
        Receipt.objects.filter(env_id=earlier.env_id, rung=Rung.PROCESSED).update(is_due=True)
    return Outcome.REPEATED


def _judge(entry: InboxEntry, found: Envelope, *, at: dt.datetime) -> Receipt | None:
    """Decide whether the envelope may take effect, or return the refusal; and see which of its files are missing."""
    code = refusal_of(found, at=at)
    if code is None:
        entry.attachments = [each["sm3"] for each in found.core["att"]]
        _expect_blobs(entry, found, at=at)
        return None
    entry.state, entry.settled_at, entry.last_error = InboxState.REJECTED, at, code
    return Receipt(
        env_id=entry.env_id, rung=Rung.PROCESSED, issuer=settings.ZONE, code=code, text=POISON[code], at=at,
        is_due=True,
    )  # fmt: skip


def refusal_of(found: Envelope, *, at: dt.datetime) -> str | None:  # noqa: PLR0911 - one line a ground
    """Return the code of why this zone cannot take the message, or nothing."""
    core, content = found.core, found.core["content"]
    if at >= _valid_until(found):
        return "EXPIRED"
    try:
        kind = message_class(core["subtype"], _version(core))
    except LookupError:
        return "UNKNOWN"
    if (settings.ZONE, core["zone_from"]) != (kind.ZONE_TO, kind.ZONE_FROM):
        return "DIRECTION"
    body = canonical(content["body"])
    if content.get("sm3") != sm3_hex(body) or content.get("size") != len(body):
        return "DIGEST"
    try:
        message = message_of(core)
    except (ValueError, TypeError, LookupError):
        return "SCHEMA"
    named = [(each.sm3, each.size) for each in message.attached()]
    announced = [(each["sm3"], each["size"]) for each in core["att"]]
    if (message.channel(), message.lane()) != (core["chan"], core["lane"]) or named != announced:
        return "SCHEMA"
    if any(size > blobs.MAX_BLOB for _, size in named):
        return "SCHEMA"
    return None


def message_of(core: envelope.Core) -> Message:
    """Return the message in a core; raises ``LookupError`` or ``ValueError``."""
    kind = message_class(core["subtype"], _version(core))
    return from_facts(kind, core["content"]["body"])


def look_for_blobs() -> int:
    """This function will let waiting envelopes count the files that have arrived; return how many are complete now."""
    complete = 0
    with transaction.atomic():
        waiting = InboxEntry.objects.select_for_update().filter(state__in=OPEN, blobs_missing__gt=0).order_by("id")
        for entry in waiting:
            missing = _missing(entry.attachments)
            if missing != entry.blobs_missing:
                InboxEntry.objects.filter(pk=entry.pk).update(blobs_missing=missing)
                complete += missing == 0
    return complete


def _expect_blobs(entry: InboxEntry, found: Envelope, *, at: dt.datetime) -> None:
    entry.blobs_missing = _missing(entry.attachments)
    if entry.blobs_missing and settings.ZONE == "inner":
        absent = [(each["sm3"], each["size"]) for each in found.core["att"] if not blobs.has_blob(each["sm3"])]
        expect_transfers(Direction.IN, absent, at=at)


def _missing(attachments: Iterable[str]) -> int:
    return len({sm3 for sm3 in attachments if not blobs.has_blob(sm3)})


def _valid_until(found: Envelope) -> dt.datetime:
    """Return the last moment of the envelope; an operator of the sending zone may have extended it under signature."""
    until = envelope.moment(found.core["not_after"])
    extension = found.hop.get("extension")
    if not isinstance(extension, dict):
        return until
    try:
        longer = envelope.moment(extension["not_after"])
        signature = Signature(**extension["sig"])
    except (KeyError, TypeError, ValueError):
        return until
    is_genuine = verify(envelope.extension_text(found.env_id, longer), signature, found.core["zone_from"])
    return max(until, longer) if is_genuine else until


def _advance(channel: Channel, *, moved: bool, at: dt.datetime) -> None:
    """Move the channel's head over everything held back that now follows on without a gap."""
    ready = []
    following = InboxEntry.objects.filter(channel=channel.name, seq__gt=channel.last_seq).order_by("seq")
    for entry in following[: HOLD_BACK + 1]:
        if entry.seq != channel.last_seq + 1:
            break
        if entry.prev != channel.head:
            bury(
                direction=Direction.IN, reason=Reason.BROKEN_CHAIN, raw=entry.core, at=at, env_id=entry.env_id,
                error=f"seq {entry.seq} does not follow {channel.head[:16]}", channel=channel.name,
                message=entry.message, business_number=entry.business_number, trace=entry.trace,
            )  # fmt: skip
            break
        if entry.state == InboxState.HELD:
            ready.append(entry.pk)
        channel.last_seq, channel.head, moved = entry.seq, entry.digest, True
    if moved:
        if ready:
            InboxEntry.objects.filter(pk__in=ready).update(state=InboxState.WAITING)
        channel.receipt_due = True
        channel.save(update_fields=["last_seq", "head", "receipt_due"])


def _take_control(found: Envelope, *, at: dt.datetime) -> None:
    if found.kind == envelope.RECEIPT:
        take_receipts(found, at=at)
    else:
        compare_heads(found, at=at)


class _Known:
    """What of a delivery is here already, read once for the whole of it."""

    def __init__(self, entries: Iterable[InboxEntry]) -> None:
        self.by_id: dict[UUID, InboxEntry] = {}
        self.places: set[tuple[str, int]] = set()
        # What this delivery adds, written at once at its end.
        self.fresh: list[InboxEntry] = []
        self.refusals: list[Receipt] = []
        # Channels whose head has moved in memory already.
        self.moved: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: InboxEntry) -> None:
        self.by_id[entry.env_id] = entry
        self.places.add((entry.channel, entry.seq))


def _known(data: Sequence[Envelope]) -> _Known:
    if not data:
        return _Known(())
    wanted = Q(env_id__in=[each.env_id for each in data])
    places: dict[str, list[int]] = {}
    for each in data:
        places.setdefault(each.core["chan"], []).append(each.core["seq"])
    for channel, seqs in places.items():
        wanted |= Q(channel=channel, seq__in=seqs)
    return _Known(InboxEntry.objects.filter(wanted).order_by("id"))


def _bury_security(found: Envelope, reason: Reason, error: str, *, at: dt.datetime) -> None:
    core = found.core
    bury(
        direction=Direction.IN, reason=reason, raw=envelope.to_wire(found.text, found.sig, found.hop).decode(), at=at,
        env_id=found.env_id, error=error, channel=core["chan"], message=core["subtype"],
        business_number=core["biz_no"], trace=core["trace"],
    )  # fmt: skip


def _version(core: envelope.Core) -> int:
    version = core["content"]["schema"].rpartition("@")[2]
    return int(version) if version.isdecimal() and len(version) < 5 else 0  # noqa: PLR2004 - no contract gets that old
