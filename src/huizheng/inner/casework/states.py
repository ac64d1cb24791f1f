"""The life of a case: states, who owns each, the legal clock of each, and the acts that lead from one to another.

Policies, pages, the admin filter and ``docs/states/case.md`` are all made from these tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands. The word ``step`` is one of the release's own steps after acceptance."""

    RECEIVED = "received"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    IN_STEP = "in_step"
    IN_PROCEDURE = "in_procedure"
    GRANTED = "granted"
    DECLINED = "declined"
    CONCLUDED = "concluded"
    DELIVERED = "delivered"
    REFUSED_ACCEPTANCE = "refused_acceptance"
    NOT_NEEDED = "not_needed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


class Owner(StrEnum):
    """Whose move it is."""

    CITIZEN = "citizen"
    OFFICIAL = "official"
    SYSTEM = "system"
    NOBODY = "nobody"


class Outcome(StrEnum):
    """How a case is decided."""

    GRANTED = "granted"
    DECLINED = "declined"


class Doubt(StrEnum):
    """Why a grant may not simply be published: what art 5 of 行政许可法 excepts from openness."""

    STATE = "state"
    COMMERCIAL = "commercial"
    PRIVACY = "privacy"


class DeliveryWay(StrEnum):
    """How a result reaches the applicant."""

    ONLINE = "online"
    WINDOW = "window"
    POST = "post"


class ContentKind(StrEnum):
    """What a hand-in is."""

    ORIGINAL = "original"
    CORRECTION = "correction"


class NoticeKind(StrEnum):
    """The papers of the office, by the keys of the paper room's templates."""

    CORRECTION = "correction"
    ACCEPTANCE = "acceptance"
    NON_ACCEPTANCE = "non_acceptance"
    NOT_NEEDED = "not_needed"
    SPECIAL_PROCEDURE = "special_procedure"
    HEARING_RIGHTS = "hearing_rights"
    PARTY_NOTICE = "party_notice"
    EXTENSION = "extension"
    GRANT = "grant"
    DEEMED_RENEWAL = "deemed_renewal"
    REFUSAL = "refusal"
    TERMINATION = "termination"
    CERTIFICATE = "certificate"
    DELIVERY_RECEIPT = "delivery_receipt"


class Clock(StrEnum):
    """The legal clocks that a case may carry."""

    ACCEPTANCE = "acceptance"
    STATUTORY = "statutory"
    PROMISED = "promised"
    DELIVERY = "delivery"
    STEP = "step"


class Act(StrEnum):
    """What may be done to a case."""

    REGISTER = "register"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    DECLARE_NOT_NEEDED = "declare_not_needed"
    REQUEST_CORRECTION = "request_correction"
    RECEIVE_CORRECTION = "receive_correction"
    PASS_STEP = "pass_step"  # noqa: S105 - a step that is passed
    RETURN_STEP = "return_step"
    START_PROCEDURE = "start_procedure"
    END_PROCEDURE = "end_procedure"
    EXTEND = "extend"
    TELL_PARTY = "tell_party"
    RECORD_STATEMENT = "record_statement"
    GRANT = "grant"
    DEEM_RENEWED = "deem_renewed"
    DECLINE = "decline"
    CONCLUDE = "conclude"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    # The rest change no state.
    CLAIM = "claim"
    RELEASE_CLAIM = "release_claim"
    ASSIGN = "assign"
    ADD_NOTE = "add_note"
    FOLLOW_CALENDAR = "follow_calendar"


@dataclass(frozen=True)
class Standing:
    """What a state means: whose move it is, which clock runs, and whether the case is still open."""

    owner: Owner
    clock: Clock | None
    law: str
    open: bool = True


STANDING: dict[State, Standing] = {
    State.RECEIVED: Standing(Owner.OFFICIAL, Clock.ACCEPTANCE, "行政许可法第三十二条第一款第四项"),
    State.CORRECTION_REQUESTED: Standing(Owner.CITIZEN, None, "行政许可法第三十二条第一款第四项"),
    State.CORRECTION_RECEIVED: Standing(Owner.OFFICIAL, Clock.ACCEPTANCE, "行政许可法第三十二条第一款第五项"),
    State.IN_STEP: Standing(Owner.OFFICIAL, Clock.STATUTORY, "行政许可法第四十二条"),
    State.IN_PROCEDURE: Standing(Owner.OFFICIAL, None, "行政许可法第四十五条"),
    State.GRANTED: Standing(Owner.SYSTEM, Clock.DELIVERY, "行政许可法第四十四条"),
    State.DECLINED: Standing(Owner.SYSTEM, Clock.DELIVERY, "行政许可法第三十八条第二款"),
    State.CONCLUDED: Standing(Owner.OFFICIAL, Clock.DELIVERY, "行政许可法第四十四条"),
    State.DELIVERED: Standing(Owner.NOBODY, None, "行政许可法第四十四条", open=False),
    State.REFUSED_ACCEPTANCE: Standing(Owner.NOBODY, None, "行政许可法第三十二条第一款第二项", open=False),
    State.NOT_NEEDED: Standing(Owner.NOBODY, None, "行政许可法第三十二条第一款第一项", open=False),
    State.WITHDRAWN: Standing(Owner.NOBODY, None, "", open=False),
    State.TERMINATED: Standing(Owner.NOBODY, None, "", open=False),
}

_BEFORE_ACCEPTANCE = frozenset({State.RECEIVED, State.CORRECTION_RECEIVED})
_BEFORE_DECISION = frozenset(
    {State.RECEIVED, State.CORRECTION_REQUESTED, State.CORRECTION_RECEIVED, State.IN_STEP, State.IN_PROCEDURE},
)


@dataclass(frozen=True)
class Transition:
    """An act, the states it is possible in, and the state it leads to (``None``: the state stays)."""

    sources: frozenset[State]
    target: State | None
    # Whether a page opened before is out of date though the state stays: what was said must be read before deciding.
    is_news: bool = False


TRANSITIONS: dict[Act, Transition] = {
    Act.REGISTER: Transition(frozenset(), State.RECEIVED),
    Act.ACCEPT: Transition(_BEFORE_ACCEPTANCE, State.IN_STEP),
    Act.DEEM_ACCEPTED: Transition(_BEFORE_ACCEPTANCE, State.IN_STEP),
    Act.REFUSE_ACCEPTANCE: Transition(_BEFORE_ACCEPTANCE, State.REFUSED_ACCEPTANCE),
    Act.DECLARE_NOT_NEEDED: Transition(_BEFORE_ACCEPTANCE, State.NOT_NEEDED),
    Act.REQUEST_CORRECTION: Transition(frozenset({State.RECEIVED}), State.CORRECTION_REQUESTED),
    Act.RECEIVE_CORRECTION: Transition(frozenset({State.CORRECTION_REQUESTED}), State.CORRECTION_RECEIVED),
    Act.PASS_STEP: Transition(frozenset({State.IN_STEP}), State.IN_STEP),
    Act.RETURN_STEP: Transition(frozenset({State.IN_STEP}), State.IN_STEP),
    Act.START_PROCEDURE: Transition(frozenset({State.IN_STEP}), State.IN_PROCEDURE),
    Act.END_PROCEDURE: Transition(frozenset({State.IN_PROCEDURE}), State.IN_STEP),
    Act.EXTEND: Transition(frozenset({State.IN_STEP}), State.IN_STEP),
    Act.TELL_PARTY: Transition(frozenset({State.IN_STEP}), State.IN_STEP),
    Act.RECORD_STATEMENT: Transition(frozenset({State.IN_STEP, State.IN_PROCEDURE}), None, is_news=True),
    Act.GRANT: Transition(frozenset({State.IN_STEP}), State.GRANTED),
    Act.DEEM_RENEWED: Transition(frozenset({State.IN_STEP, State.IN_PROCEDURE}), State.GRANTED),
    Act.DECLINE: Transition(frozenset({State.IN_STEP}), State.DECLINED),
    Act.CONCLUDE: Transition(frozenset({State.GRANTED, State.DECLINED}), State.CONCLUDED),
    Act.DELIVER: Transition(frozenset({State.CONCLUDED}), State.DELIVERED),
    Act.WITHDRAW: Transition(_BEFORE_DECISION, State.WITHDRAWN),
    Act.TERMINATE: Transition(_BEFORE_DECISION, State.TERMINATED),
    Act.CLAIM: Transition(frozenset(state for state, s in STANDING.items() if s.owner is Owner.OFFICIAL), None),
    Act.RELEASE_CLAIM: Transition(frozenset(state for state, s in STANDING.items() if s.open), None),
    Act.ASSIGN: Transition(frozenset(state for state, s in STANDING.items() if s.owner is Owner.OFFICIAL), None),
    Act.ADD_NOTE: Transition(frozenset(State), None),
    Act.FOLLOW_CALENDAR: Transition(frozenset(state for state, s in STANDING.items() if s.open), None),
}

OPEN = frozenset(state for state, standing in STANDING.items() if standing.open)
NOT_ACCEPTED = _BEFORE_ACCEPTANCE | {State.CORRECTION_REQUESTED}
ACCEPTED = frozenset(
    {State.IN_STEP, State.IN_PROCEDURE, State.GRANTED, State.DECLINED, State.CONCLUDED, State.DELIVERED},
)


def is_possible(act: Act, state: State) -> bool:
    """Say whether the table allows the act in that state."""
    return state in TRANSITIONS[act].sources


def target_of(act: Act, state: State) -> State:
    """Return the state the act leads to; raises ``LookupError`` when the table does not allow it."""
    if not is_possible(act, state):
        raise LookupError(f"{act} is not possible in {state}")
    return TRANSITIONS[act].target or state
