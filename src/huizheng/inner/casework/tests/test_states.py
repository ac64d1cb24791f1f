"""The transition table, held to the law and to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from huizheng.inner.casework.drawing import draw
from huizheng.inner.casework.states import OPEN, STANDING, TRANSITIONS, Act, Owner, State, is_possible, target_of

S = State
# Every act and every state it is possible in, written out by hand: the table is compared with it, cell by cell.
POSSIBLE = {
    Act.REGISTER: set(),
    Act.ACCEPT: {S.RECEIVED, S.CORRECTION_RECEIVED},
    Act.DEEM_ACCEPTED: {S.RECEIVED, S.CORRECTION_RECEIVED},
    Act.REFUSE_ACCEPTANCE: {S.RECEIVED, S.CORRECTION_RECEIVED},
    Act.DECLARE_NOT_NEEDED: {S.RECEIVED, S.CORRECTION_RECEIVED},
    Act.REQUEST_CORRECTION: {S.RECEIVED},
    Act.RECEIVE_CORRECTION: {S.CORRECTION_REQUESTED},
    Act.PASS_STEP: {S.IN_STEP},
    Act.RETURN_STEP: {S.IN_STEP},
    Act.START_PROCEDURE: {S.IN_STEP},
    Act.END_PROCEDURE: {S.IN_PROCEDURE},
    Act.EXTEND: {S.IN_STEP},
    Act.TELL_PARTY: {S.IN_STEP},
    Act.RECORD_STATEMENT: {S.IN_STEP, S.IN_PROCEDURE},
    Act.GRANT: {S.IN_STEP},
    Act.DEEM_RENEWED: {S.IN_STEP, S.IN_PROCEDURE},
    Act.DECLINE: {S.IN_STEP},
    Act.CONCLUDE: {S.GRANTED, S.DECLINED},
    Act.DELIVER: {S.CONCLUDED},
    Act.WITHDRAW: {S.RECEIVED, S.CORRECTION_REQUESTED, S.CORRECTION_RECEIVED, S.IN_STEP, S.IN_PROCEDURE},
    Act.TERMINATE: {S.RECEIVED, S.CORRECTION_REQUESTED, S.CORRECTION_RECEIVED, S.IN_STEP, S.IN_PROCEDURE},
    Act.CLAIM: {S.RECEIVED, S.CORRECTION_RECEIVED, S.IN_STEP, S.IN_PROCEDURE, S.CONCLUDED},
    Act.ASSIGN: {S.RECEIVED, S.CORRECTION_RECEIVED, S.IN_STEP, S.IN_PROCEDURE, S.CONCLUDED},
    Act.RELEASE_CLAIM: set(State)
    - {
        S.DELIVERED,
        S.REFUSED_ACCEPTANCE,
        S.NOT_NEEDED,
        S.WITHDRAWN,
        S.TERMINATED,
    },
    Act.ADD_NOTE: set(State),
    Act.FOLLOW_CALENDAR: set(State)
    - {
        S.DELIVERED,
        S.REFUSED_ACCEPTANCE,
        S.NOT_NEEDED,
        S.WITHDRAWN,
        S.TERMINATED,
    },
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_an_act_is_possible_exactly_where_the_law_puts_it(act: Act, state: State) -> None:
    assert is_possible(act, state) is (state in POSSIBLE[act])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_an_impossible_act_leads_nowhere(act: Act, state: State) -> None:
    if state in POSSIBLE[act]:
        assert target_of(act, state) in State
    else:
        with pytest.raises(LookupError):
            target_of(act, state)


def test_every_state_can_be_reached_from_receipt() -> None:
    reached = {State.RECEIVED}
    while True:
        more = {target_of(act, state) for act in TRANSITIONS for state in reached if is_possible(act, state)} | reached
        if more == reached:
            break
        reached = more
    assert reached == set(State)


def test_every_open_state_has_a_way_out_and_no_closed_one_moves() -> None:
    moving = [act for act, transition in TRANSITIONS.items() if transition.target]
    for state in State:
        leaves = [act for act in moving if is_possible(act, state) and target_of(act, state) is not state]
        assert bool(leaves) is (state in OPEN), state


def test_a_decision_cannot_be_withdrawn_or_terminated() -> None:
    for state in (State.GRANTED, State.DECLINED, State.CONCLUDED, State.DELIVERED):
        assert not is_possible(Act.WITHDRAW, state)
        assert not is_possible(Act.TERMINATE, state)


def test_only_the_citizen_moves_a_case_that_waits_for_correction() -> None:
    assert STANDING[State.CORRECTION_REQUESTED].owner is Owner.CITIZEN
    assert not is_possible(Act.ACCEPT, State.CORRECTION_REQUESTED)


def test_the_drawing_in_the_documents_is_the_table() -> None:
    path = Path(settings.ROOT) / "docs" / "states" / "case.md"
    assert path.read_text(encoding="utf-8") == draw(), "run: make draw"
