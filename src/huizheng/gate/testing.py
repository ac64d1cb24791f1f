"""For the rooms' tests: what was sent through the gate, and a message as if it came from the other zone.

Both go through the real code: canonical form, signature, inbox, order, effect, receipt.
"""

from __future__ import annotations

import io
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from huizheng.commons.keys.testing import make_both_zones_keys, sign_as
from huizheng.gate import envelope
from huizheng.gate.actions.applying import effect_of, facts_of, settle
from huizheng.gate.actions.receiving import Outcome, message_of, receive
from huizheng.gate.actions.sending import PATIENCE
from huizheng.gate.api import EnvelopeFacts, Rejected, put_blob
from huizheng.gate.broker import other_zone
from huizheng.gate.contracts import Attachment, Message
from huizheng.gate.models import Channel, InboxEntry, OutboxEntry, Receipt
from huizheng.gate.states import Direction, InboxState, Rung
from huizheng.lib.canonical import canonical, parse

__all__ = ["Attachment", "EnvelopeFacts", "deliver", "forge", "lay_blob", "sent", "wire"]

M = TypeVar("M", bound=Message)


def sent(message: type[M]) -> list[M]:
    """Return the messages of that class in this zone's outbox, the oldest first."""
    entries = OutboxEntry.objects.filter(message=message.NAME, version=message.VERSION).order_by("id")
    return [message_of(parse(entry.core)) for entry in entries]


def lay_blob(data: bytes) -> Attachment:
    """Lay a (sealed) file into this zone's gate, as if it had been carried over or put for sending."""
    return put_blob(io.BytesIO(data))


def deliver(message: Message, *, at=None, trace: str = "test-request-0001") -> EnvelopeFacts:
    """Let the message arrive from the other zone and take effect now.

    A refusal by the room is raised as ``Rejected`` and any error as itself; files it names must be laid first.
    """
    at = at or timezone.now()
    channel, _ = Channel.objects.get_or_create(direction=Direction.IN, name=message.channel())
    raw = wire(message, seq=channel.last_seq + 1, prev=channel.head, at=at, trace=trace)
    outcomes = receive([raw], at=at)
    assert outcomes == [Outcome.TAKEN], f"the gate did not take it: {outcomes}"
    entry = InboxEntry.objects.get(channel=message.channel(), seq=channel.last_seq + 1)
    if entry.state == InboxState.WAITING:
        assert not entry.blobs_missing, "lay the files of the message first: lay_blob(...)"
        try:
            effect_of(entry)
        except Rejected as refusal:
            settle(entry, InboxState.REJECTED, code=refusal.code, text=refusal.text, at=at)
        else:
            settle(entry, InboxState.APPLIED, at=at)
    if entry.state == InboxState.REJECTED:
        receipt = Receipt.objects.get(env_id=entry.env_id, rung=Rung.PROCESSED)
        raise Rejected(receipt.code, receipt.text)
    return facts_of(entry)


def wire(message: Message, *, seq: int, prev: str, at, trace: str = "", patience=None, env_id=None, hop=None) -> bytes:
    """Return the bytes of an envelope that the message's own zone has signed."""
    make_both_zones_keys()
    env_id = env_id or envelope.new_env_id(at)
    core = envelope.message_core(
        message,
        env_id=env_id,
        at=at,
        not_after=at + (patience or PATIENCE),
        trace=trace,
        corr_id=env_id,
        causation_id=None,
    )
    return forge(envelope.numbered(core, seq=seq, prev=prev), zone=message.ZONE_FROM, hop=hop)


def forge(core: envelope.Core, *, zone: str | None = None, hop=None) -> bytes:
    """Return an envelope around any core at all, signed by a zone's own key (the other zone's unless said)."""
    sender = zone or other_zone(settings.ZONE)
    sig = envelope.sign_core(core, lambda data: sign_as(sender, data))
    return envelope.to_wire(canonical(core).decode(), sig, hop or {"attempt": 1})
