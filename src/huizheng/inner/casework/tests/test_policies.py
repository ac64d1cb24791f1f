"""Who may do what, as truth tables."""

from __future__ import annotations

import dataclasses

import pytest

from huizheng.inner.casework.errors import ClaimedByAnother, NotNow, NotYourDuty
from huizheng.inner.casework.policies import (
    DUTY_ACCEPT,
    DUTY_APPROVE,
    DUTY_ASSIGN,
    DUTY_DELIVER,
    DUTY_EXTEND,
    DUTY_REVIEW,
    Staff,
    allowed_acts,
    check_act,
    check_see,
)
from huizheng.inner.casework.states import STANDING, Act, Owner, State
from huizheng.lib.actors import SYSTEM, Actor, ActorKind

HERE, ELSEWHERE = "340103-market-regulation", "340104-market-regulation"


@dataclasses.dataclass
class Facts:
    state: str = State.RECEIVED
    organ_key: str = HERE
    organ_keys: list[str] = dataclasses.field(default_factory=lambda: [HERE])
    waiting_organ: str = HERE
    waiting_duty: str = DUTY_ACCEPT
    extending_organ: str = ""
    claimed_by_id: int | None = None


def staff(*duties: str, organ: str = HERE, official_id: int = 7) -> Staff:
    return Staff(
        actor=Actor(ActorKind.OFFICIAL, str(official_id)),
        official_id=official_id,
        name="王工",
        post="窗口",
        grants=frozenset((organ, duty) for duty in duties),
    )


THE_SYSTEM = Staff(actor=SYSTEM, official_id=None, name="系统", post="", grants=frozenset())
WAITING = {
    State.RECEIVED: DUTY_ACCEPT,
    State.CORRECTION_RECEIVED: DUTY_ACCEPT,
    State.IN_STEP: DUTY_REVIEW,
    State.IN_PROCEDURE: DUTY_REVIEW,
    State.CONCLUDED: DUTY_DELIVER,
}


def facts(state: State, **more) -> Facts:
    duty = WAITING.get(state, "")
    return Facts(state=state, waiting_duty=duty, waiting_organ=HERE if duty else "", **more)


A = Act
BY_DUTY = {
    (State.RECEIVED, DUTY_ACCEPT): {
        A.ACCEPT,
        A.REFUSE_ACCEPTANCE,
        A.DECLARE_NOT_NEEDED,
        A.REQUEST_CORRECTION,
        A.TERMINATE,
        A.CLAIM,
        A.ADD_NOTE,
    },
    (State.RECEIVED, DUTY_REVIEW): {A.ADD_NOTE},
    (State.RECEIVED, DUTY_ASSIGN): {A.ASSIGN, A.ADD_NOTE},
    (State.CORRECTION_REQUESTED, DUTY_ACCEPT): {A.TERMINATE, A.ADD_NOTE},
    (State.CORRECTION_REQUESTED, DUTY_REVIEW): {A.ADD_NOTE},
    (State.CORRECTION_RECEIVED, DUTY_ACCEPT): {
        A.ACCEPT,
        A.REFUSE_ACCEPTANCE,
        A.DECLARE_NOT_NEEDED,
        A.TERMINATE,
        A.CLAIM,
        A.ADD_NOTE,
    },
    (State.IN_STEP, DUTY_ACCEPT): {A.ADD_NOTE},
    (State.IN_STEP, DUTY_REVIEW): {
        A.PASS_STEP,
        A.RETURN_STEP,
        A.START_PROCEDURE,
        A.TELL_PARTY,
        A.RECORD_STATEMENT,
        A.GRANT,
        A.DECLINE,
        A.TERMINATE,
        A.CLAIM,
        A.ADD_NOTE,
    },
    (State.IN_STEP, DUTY_EXTEND): {A.EXTEND, A.ADD_NOTE},
    (State.IN_STEP, DUTY_APPROVE): {A.ADD_NOTE},
    (State.IN_PROCEDURE, DUTY_REVIEW): {A.END_PROCEDURE, A.RECORD_STATEMENT, A.TERMINATE, A.CLAIM, A.ADD_NOTE},
    (State.IN_PROCEDURE, DUTY_EXTEND): {A.ADD_NOTE},
    (State.CONCLUDED, DUTY_DELIVER): {A.DELIVER, A.CLAIM, A.ADD_NOTE},
    (State.CONCLUDED, DUTY_REVIEW): {A.ADD_NOTE},
    (State.DELIVERED, DUTY_DELIVER): {A.ADD_NOTE},
    (State.REFUSED_ACCEPTANCE, DUTY_ACCEPT): {A.ADD_NOTE},
    (State.WITHDRAWN, DUTY_ACCEPT): {A.ADD_NOTE},
}


@pytest.mark.parametrize(("state", "duty"), sorted(BY_DUTY))
def test_a_duty_opens_exactly_its_acts(state: State, duty: str) -> None:
    assert set(allowed_acts(facts(state), by=staff(duty))) == BY_DUTY[state, duty]


@pytest.mark.parametrize("state", State)
def test_a_duty_elsewhere_opens_nothing(state: State) -> None:
    assert allowed_acts(facts(state), by=staff(*WAITING.values(), DUTY_ASSIGN, DUTY_EXTEND, organ=ELSEWHERE)) == []


@pytest.mark.parametrize("state", State)
def test_an_official_without_any_duty_may_nothing(state: State) -> None:
    assert allowed_acts(facts(state), by=staff()) == []


@pytest.mark.parametrize("state", [state for state in State if STANDING[state].owner is Owner.OFFICIAL])
def test_a_colleagues_claim_keeps_all_but_notes_away(state: State) -> None:
    assert allowed_acts(facts(state, claimed_by_id=8), by=staff(WAITING[state])) == [Act.ADD_NOTE]


def test_the_claimer_may_act_and_release() -> None:
    acts = allowed_acts(facts(State.RECEIVED, claimed_by_id=7), by=staff(DUTY_ACCEPT))
    assert Act.ACCEPT in acts
    assert Act.RELEASE_CLAIM in acts
    assert Act.CLAIM not in acts


SYSTEM_MAY = {
    State.RECEIVED: {A.DEEM_ACCEPTED, A.WITHDRAW, A.FOLLOW_CALENDAR},
    State.CORRECTION_REQUESTED: {A.RECEIVE_CORRECTION, A.WITHDRAW, A.FOLLOW_CALENDAR},
    State.CORRECTION_RECEIVED: {A.DEEM_ACCEPTED, A.WITHDRAW, A.FOLLOW_CALENDAR},
    State.IN_STEP: {A.RECORD_STATEMENT, A.DEEM_RENEWED, A.WITHDRAW, A.FOLLOW_CALENDAR},
    State.IN_PROCEDURE: {A.RECORD_STATEMENT, A.DEEM_RENEWED, A.WITHDRAW, A.FOLLOW_CALENDAR},
    State.GRANTED: {A.CONCLUDE, A.FOLLOW_CALENDAR},
    State.DECLINED: {A.CONCLUDE, A.FOLLOW_CALENDAR},
    State.CONCLUDED: {A.DELIVER, A.FOLLOW_CALENDAR},
}


@pytest.mark.parametrize("state", State)
def test_the_system_does_only_what_no_official_must(state: State) -> None:
    assert set(allowed_acts(facts(state), by=THE_SYSTEM)) == SYSTEM_MAY.get(state, set())


def test_the_reason_tells_state_before_duty_before_claim() -> None:
    stranger = staff(DUTY_REVIEW, organ=ELSEWHERE)
    with pytest.raises(NotNow, match="已送达"):
        check_act(Act.ACCEPT, facts(State.DELIVERED), by=stranger)
    with pytest.raises(NotYourDuty):
        check_act(Act.ACCEPT, facts(State.RECEIVED, claimed_by_id=8), by=stranger)
    with pytest.raises(ClaimedByAnother):
        check_act(Act.ACCEPT, facts(State.RECEIVED, claimed_by_id=8), by=staff(DUTY_ACCEPT))


class TestSee:
    def test_an_organ_that_has_handled_the_case_still_sees_it(self) -> None:
        check_see(facts(State.IN_STEP, organ_keys=[ELSEWHERE, HERE]), by=staff(DUTY_ACCEPT))

    def test_a_grant_without_a_duty_of_casework_does_not_open_cases(self) -> None:
        with pytest.raises(NotYourDuty):
            check_see(facts(State.IN_STEP), by=staff("item_edit"))


def test_a_joint_handling_is_extended_by_the_government_alone() -> None:
    joint = facts(State.IN_STEP, extending_organ=ELSEWHERE)
    assert A.EXTEND in allowed_acts(joint, by=staff(DUTY_EXTEND, organ=ELSEWHERE))
    assert A.EXTEND not in allowed_acts(joint, by=staff(DUTY_EXTEND))
