"""Who may do what, as truth tables; and the table of states."""

from __future__ import annotations

import dataclasses

import pytest

from huizheng.gate.contracts import LicenceState
from huizheng.inner.licences.errors import NotNow, NotYourDuty, SamePerson
from huizheng.inner.licences.policies import Officer, check_decide, check_drop, check_propose, check_see
from huizheng.inner.licences.rules import GROUNDS as LAWS
from huizheng.inner.licences.states import STANDING, TRANSITIONS, EndingState, LicenceAct, target_of
from huizheng.inner.licences.wording import ACTS, GROUNDS, STATES, TONES
from huizheng.inner.organs.api import Duty
from huizheng.lib.actors import Actor, ActorKind

HERE, ELSEWHERE = "340103-market-regulation", "340104-market-regulation"
S, A = LicenceState, LicenceAct


@dataclasses.dataclass
class LicenceFacts:
    state: str = S.VALID
    organ_key: str = HERE


@dataclasses.dataclass
class EndingFacts:
    state: str = EndingState.PROPOSED
    proposed_by_id: int = 7


def officer(*duties: Duty, organ: str = HERE, official_id: int = 8) -> Officer:
    return Officer(
        actor=Actor(ActorKind.OFFICIAL, str(official_id)),
        official_id=official_id,
        name="王工",
        grants=frozenset((organ, str(duty)) for duty in duties),
    )


PROPOSERS = {Duty.CASE_REVIEW, Duty.CASE_INSPECT, Duty.CASE_APPROVE}


@pytest.mark.parametrize("duty", list(Duty))
class TestADuty:
    def test_proposes_where_it_examines(self, duty: Duty) -> None:
        if duty in PROPOSERS:
            check_propose(A.REVOKE, LicenceFacts(), open_ending=None, by=officer(duty))
        else:
            with pytest.raises(NotYourDuty):
                check_propose(A.REVOKE, LicenceFacts(), open_ending=None, by=officer(duty))
        with pytest.raises(NotYourDuty):
            check_propose(A.REVOKE, LicenceFacts(), open_ending=None, by=officer(duty, organ=ELSEWHERE))

    def test_decides_only_as_an_approver(self, duty: Duty) -> None:
        if duty is Duty.CASE_APPROVE:
            check_decide(EndingFacts(), LicenceFacts(), by=officer(duty))
        else:
            with pytest.raises(NotYourDuty):
                check_decide(EndingFacts(), LicenceFacts(), by=officer(duty))

    def test_sees_its_own_organs_licences(self, duty: Duty) -> None:
        sees = duty.value.startswith("case_") or duty is Duty.LEAD
        if sees:
            check_see(LicenceFacts(), by=officer(duty))
        else:
            with pytest.raises(NotYourDuty):
                check_see(LicenceFacts(), by=officer(duty))
        with pytest.raises(NotYourDuty):
            check_see(LicenceFacts(), by=officer(duty, organ=ELSEWHERE))


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("act", [A.WITHDRAW, A.REVOKE, A.CANCEL])
def test_an_ending_is_proposed_where_the_table_allows_it(act: LicenceAct, state: LicenceState) -> None:
    possible = {
        A.WITHDRAW: {S.VALID},
        A.REVOKE: {S.VALID},
        A.CANCEL: {S.VALID, S.EXPIRED, S.WITHDRAWN, S.REVOKED},
    }[act]
    if state in possible:
        check_propose(act, LicenceFacts(state), open_ending=None, by=officer(Duty.CASE_APPROVE))
    else:
        with pytest.raises(NotNow):
            check_propose(act, LicenceFacts(state), open_ending=None, by=officer(Duty.CASE_APPROVE))


def test_only_an_ending_is_proposed_and_one_at_a_time() -> None:
    for act in (A.ISSUE, A.EXPIRE, A.RENEW):
        with pytest.raises(NotNow):
            check_propose(act, LicenceFacts(), open_ending=None, by=officer(Duty.CASE_APPROVE))
    with pytest.raises(NotNow):
        check_propose(A.REVOKE, LicenceFacts(), open_ending=EndingFacts(), by=officer(Duty.CASE_APPROVE))


@pytest.mark.parametrize("state", [EndingState.DECIDED, EndingState.DROPPED])
def test_a_settled_proposal_stays_settled(state: EndingState) -> None:
    for check in (check_decide, check_drop):
        with pytest.raises(NotNow):
            check(EndingFacts(state), LicenceFacts(), by=officer(Duty.CASE_APPROVE))


def test_who_proposed_may_take_it_back_and_never_decide() -> None:
    one = officer(Duty.CASE_APPROVE, official_id=7)
    check_drop(EndingFacts(), LicenceFacts(), by=one)
    with pytest.raises(SamePerson):
        check_decide(EndingFacts(), LicenceFacts(), by=one)
    check_drop(EndingFacts(), LicenceFacts(), by=officer(Duty.CASE_APPROVE))
    with pytest.raises(NotYourDuty):
        check_drop(EndingFacts(), LicenceFacts(), by=officer(Duty.CASE_REVIEW))


class TestTheTable:
    def test_has_a_word_a_tone_and_an_article_for_each_state(self) -> None:
        assert set(STATES) == set(TONES) == set(STANDING) == set(S)
        assert set(ACTS) == set(A) == set(TRANSITIONS)
        assert set(GROUNDS) == set(LAWS)

    def test_leads_out_of_no_end(self) -> None:
        for end in (S.RENEWED, S.CANCELLED):
            for act in A:
                with pytest.raises(LookupError):
                    target_of(act, end)
