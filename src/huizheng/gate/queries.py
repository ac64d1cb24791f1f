"""What an operator may ask of the gate. It names no person: contents are sealed, and are not shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min, Q

from huizheng.gate.models import (
    Channel,
    DeadLetter,
    InboxEntry,
    OutboxEntry,
    PeerCircuit,
    Receipt,
    Transfer,
)
from huizheng.gate.states import DeadLetterState, Direction, InboxState, OutboxState, TransferState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from huizheng.gate.contracts import Message

UNSENT = (OutboxState.WAITING, OutboxState.READY)
UNANSWERED = (*UNSENT, OutboxState.SENT, OutboxState.RECEIVED)
AT_MOST = 200
UNAPPLIED = (InboxState.HELD, InboxState.WAITING)


@dataclass(frozen=True)
class Figures:
    """How the gate stands, in numbers; ages in seconds."""

    unsent: int
    oldest_unsent: float
    unanswered: int
    oldest_unanswered: float
    unapplied: int
    oldest_unapplied: float
    parked: int
    dead_letters: int
    files_due: int
    open_circuits: int

    @property
    def lag(self) -> float:
        """Return for how long the slowest thing has been waiting on this side."""
        return max(self.oldest_unsent, self.oldest_unapplied)


@dataclass(frozen=True)
class ChannelState:
    """One channel as an operator sees it."""

    channel: Channel
    waiting: int
    oldest: float


def figures(*, at: dt.datetime) -> Figures:
    """Return how the gate of this zone stands."""
    outbox = OutboxEntry.objects.filter(state__in=UNANSWERED).aggregate(
        unsent=Count("id", filter=Q(state__in=UNSENT)),
        oldest_unsent=Min("created_at", filter=Q(state__in=UNSENT)),
        unanswered=Count("id"),
        oldest=Min("created_at"),
    )
    inbox = InboxEntry.objects.filter(state__in=[*UNAPPLIED, InboxState.PARKED]).aggregate(
        unapplied=Count("id", filter=Q(state__in=UNAPPLIED)),
        oldest=Min("received_at", filter=Q(state__in=UNAPPLIED)),
        parked=Count("id", filter=Q(state=InboxState.PARKED)),
    )
    return Figures(
        unsent=outbox["unsent"],
        oldest_unsent=_age(outbox["oldest_unsent"], at),
        unanswered=outbox["unanswered"],
        oldest_unanswered=_age(outbox["oldest"], at),
        unapplied=inbox["unapplied"],
        oldest_unapplied=_age(inbox["oldest"], at),
        parked=inbox["parked"],
        dead_letters=DeadLetter.objects.filter(state=DeadLetterState.OPEN).count(),
        files_due=Transfer.objects.filter(state=TransferState.DUE).count(),
        open_circuits=PeerCircuit.objects.filter(opened_at__isnull=False).count(),
    )


def waiting_of(*messages: type[Message], at: dt.datetime) -> tuple[int, float]:
    """Return how many messages of these kinds have come and have no effect yet, and for how long the oldest waits."""
    waiting = InboxEntry.objects.filter(
        message__in=[message.NAME for message in messages], state__in=[*UNAPPLIED, InboxState.PARKED]
    ).aggregate(count=Count("id"), oldest=Min("received_at"))
    return waiting["count"], _age(waiting["oldest"], at)


def channel_states(*, at: dt.datetime) -> list[ChannelState]:
    """Return every channel with what still waits in it."""
    out = _waiting(OutboxEntry.objects.filter(state__in=UNANSWERED), "created_at")
    into = _waiting(InboxEntry.objects.filter(state__in=[*UNAPPLIED, InboxState.PARKED]), "received_at")
    found = []
    for channel in Channel.objects.order_by("direction", "name"):
        count, oldest = (out if channel.direction == Direction.OUT else into).get(channel.name, (0, None))
        found.append(ChannelState(channel, count, _age(oldest, at)))
    return found


def dead_letters(*, search: str = "", reason: str = "", state: str = DeadLetterState.OPEN) -> QuerySet[DeadLetter]:
    """Return dead letters, the newest first; ``search`` is a business number, a request id, a channel or an id."""
    found = DeadLetter.objects.order_by("-opened_at", "-id")
    if state:
        found = found.filter(state=state)
    if reason:
        found = found.filter(reason=reason)
    if words := search.strip():
        matches = (
            Q(business_number__istartswith=words)
            | Q(trace=words)
            | Q(channel__icontains=words)
            | Q(message__icontains=words)
        )
        if env_id := _uuid(words):
            matches |= Q(env_id=env_id)
        found = found.filter(matches)
    return found


def circuits() -> QuerySet[PeerCircuit]:
    return PeerCircuit.objects.order_by("peer")


def receipts_of(env_id: UUID) -> list[Receipt]:
    """Return the rungs that an envelope has reached, with the signed letters behind them."""
    return list(Receipt.objects.filter(env_id=env_id).select_related("letter").order_by("rung"))


def envelopes_of(words: str) -> tuple[list[OutboxEntry], list[InboxEntry]]:
    """Return what has crossed for one matter or one request, both ways, by business number or request id."""
    asked = Q(business_number=words) | Q(trace=words)
    sent = OutboxEntry.objects.filter(asked).order_by("id")[:AT_MOST]
    received = InboxEntry.objects.filter(asked).order_by("id")[:AT_MOST]
    return (list(sent), list(received)) if words else ([], [])


def receipts_by_envelope(env_ids: Iterable[UUID]) -> dict[UUID, list[Receipt]]:
    """Return the rungs that each of the envelopes has reached."""
    found: dict[UUID, list[Receipt]] = {}
    for receipt in Receipt.objects.filter(env_id__in=env_ids).order_by("env_id", "rung"):
        found.setdefault(receipt.env_id, []).append(receipt)
    return found


def _waiting(
    entries: QuerySet[OutboxEntry] | QuerySet[InboxEntry], since: str
) -> dict[str, tuple[int, dt.datetime | None]]:
    rows = entries.values("channel").annotate(count=Count("id"), oldest=Min(since)).order_by("channel")
    return {row["channel"]: (row["count"], row["oldest"]) for row in rows}


def _age(moment: dt.datetime | None, at: dt.datetime) -> float:
    return round(max((at - moment).total_seconds(), 0.0), 3) if moment else 0.0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
