"""The life of a licence, and of what is proposed to end it; ``docs/states/licence.md`` comes from the table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from huizheng.gate.contracts import LicenceState

__all__ = [
    "ENDINGS",
    "STANDING",
    "TRANSITIONS",
    "EndingState",
    "LicenceAct",
    "LicenceState",
    "is_possible",
    "target_of",
]


class LicenceAct(StrEnum):
    """What may happen to a licence."""

    ISSUE = "issue"
    EXPIRE = "expire"
    RENEW = "renew"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    CANCEL = "cancel"


class EndingState(StrEnum):
    """Where a proposal to end a licence stands."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Transition:
    """An act, the states it is possible in, and the state it leads to."""

    sources: frozenset[LicenceState]
    target: LicenceState


_S = LicenceState

TRANSITIONS: dict[LicenceAct, Transition] = {
    LicenceAct.ISSUE: Transition(frozenset(), _S.VALID),
    LicenceAct.EXPIRE: Transition(frozenset({_S.VALID}), _S.EXPIRED),
    # An application that came late may be granted after the day of expiry: the old licence is succeeded all the same.
    LicenceAct.RENEW: Transition(frozenset({_S.VALID, _S.EXPIRED}), _S.RENEWED),
    LicenceAct.WITHDRAW: Transition(frozenset({_S.VALID}), _S.WITHDRAWN),
    LicenceAct.REVOKE: Transition(frozenset({_S.VALID}), _S.REVOKED),
    LicenceAct.CANCEL: Transition(frozenset({_S.VALID, _S.EXPIRED, _S.WITHDRAWN, _S.REVOKED}), _S.CANCELLED),
}

# The acts that take a licence away: proposed by one official, decided by another.
ENDINGS = (LicenceAct.WITHDRAW, LicenceAct.REVOKE, LicenceAct.CANCEL)

# The article that each state rests on.
STANDING: dict[LicenceState, str] = {
    _S.VALID: "行政许可法第三十九条",
    _S.EXPIRED: "行政许可法第五十条",
    _S.RENEWED: "行政许可法第五十条",
    _S.WITHDRAWN: "行政许可法第八条第二款",
    _S.REVOKED: "行政许可法第六十九条",
    _S.CANCELLED: "行政许可法第七十条",
}


def is_possible(act: LicenceAct, state: LicenceState) -> bool:
    """Say whether the table allows the act in that state."""
    return state in TRANSITIONS[act].sources


def target_of(act: LicenceAct, state: LicenceState) -> LicenceState:
    """Return the state the act leads to; raises ``LookupError`` when the table does not allow it."""
    if not is_possible(act, state):
        raise LookupError(f"{act} is not possible in {state}")
    return TRANSITIONS[act].target
