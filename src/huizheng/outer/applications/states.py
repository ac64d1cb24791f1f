"""The states of an application as the applicant sees them, who must act in each, and how acts lead on.

The inner zone is the system of record: after submission a state only follows from an act it reports, or from
something the applicant sends. Transitions are therefore lenient forwards (a late report may arrive after a newer one
was already seen) and strict for what the applicant does.
"""

from __future__ import annotations

from enum import StrEnum

from huizheng.gate.contracts import CaseAct


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_SUBMITTED = "correction_submitted"
    ACCEPTED = "accepted"
    UNDER_REVIEW = "under_review"
    PAUSED = "paused"
    NOT_ACCEPTED = "not_accepted"
    NOT_NEEDED = "not_needed"
    GRANTED = "granted"
    DECLINED = "declined"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    DISCARDED = "discarded"


class Owner(StrEnum):
    """Who is to act next."""

    APPLICANT = "applicant"
    OFFICE = "office"
    NOBODY = "nobody"


S = ApplicationState

OWNERS: dict[ApplicationState, Owner] = {
    S.DRAFT: Owner.APPLICANT,
    S.SUBMITTED: Owner.OFFICE,
    S.CORRECTION_REQUESTED: Owner.APPLICANT,
    S.CORRECTION_SUBMITTED: Owner.OFFICE,
    S.ACCEPTED: Owner.OFFICE,
    S.UNDER_REVIEW: Owner.OFFICE,
    S.PAUSED: Owner.OFFICE,
    S.NOT_ACCEPTED: Owner.NOBODY,
    S.NOT_NEEDED: Owner.NOBODY,
    S.GRANTED: Owner.OFFICE,
    S.DECLINED: Owner.OFFICE,
    S.DELIVERED: Owner.NOBODY,
    S.WITHDRAWN: Owner.NOBODY,
    S.TERMINATED: Owner.NOBODY,
    S.DISCARDED: Owner.NOBODY,
}

# What the applicant may do, and from where: state -> verb -> next state.
OWN_STEPS: dict[ApplicationState, dict[str, ApplicationState]] = {
    S.DRAFT: {"submit": S.SUBMITTED, "discard": S.DISCARDED},
    S.SUBMITTED: {"withdraw": S.WITHDRAWN},
    S.CORRECTION_REQUESTED: {"correct": S.CORRECTION_SUBMITTED, "withdraw": S.WITHDRAWN},
    S.CORRECTION_SUBMITTED: {"withdraw": S.WITHDRAWN},
    S.ACCEPTED: {"withdraw": S.WITHDRAWN},
    S.UNDER_REVIEW: {"withdraw": S.WITHDRAWN},
    S.PAUSED: {"withdraw": S.WITHDRAWN},
}

# What the office reports -> the state it leads to; acts that are missing here leave the state as it is.
REPORTED: dict[CaseAct, ApplicationState] = {
    CaseAct.CORRECTION_REQUESTED: S.CORRECTION_REQUESTED,
    CaseAct.CORRECTION_RECEIVED: S.CORRECTION_SUBMITTED,
    CaseAct.ACCEPTED: S.ACCEPTED,
    CaseAct.DEEMED_ACCEPTED: S.ACCEPTED,
    CaseAct.REFUSED_ACCEPTANCE: S.NOT_ACCEPTED,
    CaseAct.NOT_NEEDED: S.NOT_NEEDED,
    CaseAct.STEP_STARTED: S.UNDER_REVIEW,
    CaseAct.PROCEDURE_STARTED: S.PAUSED,
    CaseAct.PROCEDURE_ENDED: S.UNDER_REVIEW,
    CaseAct.GRANTED: S.GRANTED,
    CaseAct.DEEMED_RENEWED: S.GRANTED,
    CaseAct.DECLINED: S.DECLINED,
    CaseAct.DELIVERED: S.DELIVERED,
    CaseAct.WITHDRAWN: S.WITHDRAWN,
    CaseAct.TERMINATED: S.TERMINATED,
}

CLOSED = frozenset({S.NOT_ACCEPTED, S.NOT_NEEDED, S.DELIVERED, S.WITHDRAWN, S.TERMINATED, S.DISCARDED})
# The office examines: whoever is concerned may speak (行政许可法 art 36).
EXAMINED = frozenset({S.ACCEPTED, S.UNDER_REVIEW, S.PAUSED})
DECIDED = frozenset({S.GRANTED, S.DECLINED, S.DELIVERED})
RATEABLE = frozenset({S.NOT_ACCEPTED, S.GRANTED, S.DECLINED, S.DELIVERED})
# The result is out from here on: the own copy is kept for a set time and then erased.
FINISHED = CLOSED | DECIDED
