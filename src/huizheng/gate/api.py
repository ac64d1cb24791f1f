"""The door of the gate."""

from huizheng.gate.actions.dead_letters import (
    AlreadySettled,
    CannotRedrive,
    NotProposed,
    SamePerson,
    discard,
    propose_discard,
    redrive,
)
from huizheng.gate.actions.sending import PATIENCE, WrongDirection, send
from huizheng.gate.blobs import BlobMissing, BlobTooLarge, drop_blob, has_blob, open_blob, put_blob
from huizheng.gate.envelope import TooLarge
from huizheng.gate.health import held_back
from huizheng.gate.models import Channel, DeadLetter, InboxEntry, OutboxEntry, PeerCircuit, Receipt
from huizheng.gate.queries import (
    ChannelState,
    Figures,
    channel_states,
    circuits,
    dead_letters,
    envelopes_of,
    figures,
    receipts_by_envelope,
    receipts_of,
)
from huizheng.gate.registry import EnvelopeFacts, Rejected, receives
from huizheng.gate.states import DeadLetterState, Direction, InboxState, OutboxState, Reason, Rung

__all__ = [
    "PATIENCE",
    "AlreadySettled",
    "BlobMissing",
    "BlobTooLarge",
    "CannotRedrive",
    "Channel",
    "ChannelState",
    "DeadLetter",
    "DeadLetterState",
    "Direction",
    "EnvelopeFacts",
    "Figures",
    "InboxEntry",
    "InboxState",
    "NotProposed",
    "OutboxEntry",
    "OutboxState",
    "PeerCircuit",
    "Reason",
    "Receipt",
    "Rejected",
    "Rung",
    "SamePerson",
    "TooLarge",
    "WrongDirection",
    "channel_states",
    "circuits",
    "dead_letters",
    "discard",
    "drop_blob",
    "envelopes_of",
    "figures",
    "has_blob",
    "held_back",
    "open_blob",
    "propose_discard",
    "put_blob",
    "receipts_by_envelope",
    "receipts_of",
    "receives",
    "redrive",
    "send",
]
