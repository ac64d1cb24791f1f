"""Levels of a rating and the life of a rectification."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """The order of GB/T 39046 A.8; other systems count the other way round and are mapped at the edge."""

    VERY_SATISFIED = 1
    SATISFIED = 2
    MOSTLY_SATISFIED = 3
    DISSATISFIED = 4
    VERY_DISSATISFIED = 5

    @property
    def is_bad(self) -> bool:
        return self >= Level.DISSATISFIED


class CardLevel(StrEnum):
    """How near a case is to its limits: yellow is past the promise, red is past the law."""

    PREWARNING = "prewarning"
    YELLOW = "yellow"
    RED = "red"


class RectificationState(StrEnum):
    """Where a rectification stands."""

    OPEN = "open"
    LEDGER = "ledger"
    APPEALED = "appealed"
    ANSWERED = "answered"
    MISTAKEN = "mistaken"


class Outcome(StrEnum):
    """What the organ does about a bad rating."""

    FIXED = "fixed"
    LEDGER = "ledger"
    EXPLAINED = "explained"


class RectificationAct(StrEnum):
    """What may be done to a rectification."""

    CALL_BACK = "call_back"
    ANSWER = "answer"
    COMPLETE = "complete"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    DISMISS = "dismiss"


S, A = RectificationState, RectificationAct

# Act -> the states it is possible in, and the state it leads to; ``None`` leaves the state, an answer names its own.
TRANSITIONS: dict[RectificationAct, tuple[frozenset[RectificationState], RectificationState | None]] = {
    A.CALL_BACK: (frozenset({S.OPEN, S.LEDGER, S.APPEALED}), None),
    A.ANSWER: (frozenset({S.OPEN}), S.ANSWERED),
    A.COMPLETE: (frozenset({S.LEDGER}), S.ANSWERED),
    A.APPEAL: (frozenset({S.OPEN}), S.APPEALED),
    A.UPHOLD: (frozenset({S.APPEALED}), S.MISTAKEN),
    A.DISMISS: (frozenset({S.APPEALED}), S.OPEN),
}
OPEN_STATES = frozenset({S.OPEN, S.LEDGER, S.APPEALED})
