from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huizheng.inner.organs.api import (
    Duty,
    LacksDuty,
    Official,
    appoint,
    can,
    check_duty,
    close_post,
    deactivate_official,
    delegate,
    delegation_behind,
    duties_of,
    end_appointment,
    has_duty,
    officials_with_duty,
    organs_with_duty,
    reactivate_official,
    revoke_delegation,
    set_post_duties,
)
from huizheng.inner.organs.rules import (
    AlreadyEnded,
    CannotDelegate,
    NameTaken,
    NotActive,
    PeriodRunsBackward,
    PostInUse,
)
from huizheng.inner.organs.testing import given_official, given_post
from huizheng.lib.actors import SYSTEM, Actor, ActorKind

MARKET = "340102-market-regulation"
HEALTH = "340102-health"
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def organs(official: Official, duty: Duty, at: dt.datetime = NOON) -> list[str]:
    return list(organs_with_duty(official, duty, at))


class TestADuty:
    def test_comes_with_a_post_and_lies_in_the_posts_organ(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)

        assert organs(clerk, Duty.CASE_ACCEPT) == [MARKET]
        assert organs(clerk, Duty.CASE_APPROVE) == []
        assert list(officials_with_duty(MARKET, Duty.CASE_ACCEPT, NOON)) == [clerk]
        assert duties_of(clerk, NOON) == {MARKET: {Duty.CASE_ACCEPT}}

    def test_may_lie_in_several_organs(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        appoint(official=clerk, post=given_post(HEALTH, Duty.CASE_ACCEPT), valid_from=NOON, by=SYSTEM, at=NOON)

        assert organs(clerk, Duty.CASE_ACCEPT, NOON - DAY) == [MARKET]
        assert organs(clerk, Duty.CASE_ACCEPT) == [HEALTH, MARKET]

    def test_begins_and_ends_with_the_appointment(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT, valid_from=NOON, valid_until=NOON + DAY)
        moments = [NOON - dt.timedelta(seconds=1), NOON, NOON + DAY - dt.timedelta(seconds=1), NOON + DAY]

        assert [has_duty(clerk, Duty.CASE_ACCEPT, MARKET, at) for at in moments] == [False, True, True, False]

    def test_ends_at_once_when_the_appointment_is_ended(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        end_appointment(appointment=clerk.appointments.get(), by=SYSTEM, at=NOON)

        assert has_duty(clerk, Duty.CASE_ACCEPT, MARKET, NOON - DAY)
        assert not has_duty(clerk, Duty.CASE_ACCEPT, MARKET, NOON)
        with pytest.raises(AlreadyEnded):
            end_appointment(appointment=clerk.appointments.get(), by=SYSTEM, at=NOON)

    def test_follows_the_duties_of_the_post(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        set_post_duties(post=clerk.appointments.get().post, duties=[Duty.CASE_REVIEW], by=SYSTEM, at=NOON)

        assert duties_of(clerk, NOON) == {MARKET: {Duty.CASE_REVIEW}}

    def test_is_gone_with_the_account_and_back_with_it(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        deactivate_official(official=clerk, by=SYSTEM, at=NOON)
        assert organs(clerk, Duty.CASE_ACCEPT) == []
        with pytest.raises(NotActive):
            appoint(official=clerk, post=given_post(MARKET, Duty.LEAD), valid_from=NOON, by=SYSTEM, at=NOON)

        reactivate_official(official=clerk, by=SYSTEM, at=NOON)
        assert organs(clerk, Duty.CASE_ACCEPT) == [MARKET]

    def test_over_the_system_makes_the_second_factor_compulsory(self) -> None:
        assert given_official(MARKET, Duty.OPERATIONS).totp_required
        assert not given_official(MARKET, Duty.CASE_APPROVE).totp_required

    def test_is_one_question_however_many_posts(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        for key in (HEALTH, "340102-civil-affairs"):
            appoint(official=clerk, post=given_post(key, Duty.CASE_ACCEPT), valid_from=NOON, by=SYSTEM, at=NOON)
        with CaptureQueriesContext(connection) as asked:
            assert len(organs(clerk, Duty.CASE_ACCEPT)) == 3
        assert len(asked) == 1

    @pytest.mark.parametrize(
        ("actor", "allowed"),
        [("holder", True), ("colleague", False), ("system", False), ("resident", False)],
    )
    def test_is_checked_of_the_official_alone(self, actor: str, allowed: bool) -> None:
        holder = given_official(MARKET, Duty.CASE_ACCEPT)
        actors = {
            "holder": holder.as_actor(),
            "colleague": given_official(MARKET, Duty.CASE_REVIEW).as_actor(),
            "system": SYSTEM,
            "resident": Actor(ActorKind.RESIDENT, str(holder.pk)),
        }

        assert can(check_duty, MARKET, Duty.CASE_ACCEPT, by=actors[actor], at=NOON) is allowed

    def test_that_is_missing_is_named_in_the_refusal(self) -> None:
        with pytest.raises(LacksDuty, match="没有“受理、审批”职责"):
            check_duty(MARKET, [Duty.CASE_APPROVE, Duty.CASE_ACCEPT], by=given_official(MARKET).as_actor(), at=NOON)


class TestAPost:
    def test_is_held_once_by_the_same_official(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        with pytest.raises(NameTaken):
            appoint(official=clerk, post=clerk.appointments.get().post, valid_from=NOON, by=SYSTEM, at=NOON)

    def test_in_use_stays_open(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        with pytest.raises(PostInUse):
            close_post(post=clerk.appointments.get().post, by=SYSTEM, at=NOON)

    def test_names_the_official_in_words(self) -> None:
        clerk = given_official(MARKET, Duty.CASE_ACCEPT)
        post = clerk.appointments.get().post

        assert clerk.post_label == f"一科{post.name}"
        assert clerk.as_actor().post == clerk.post_label
        end_appointment(appointment=clerk.appointments.get(), by=SYSTEM, at=NOON)
        clerk.refresh_from_db()
        assert clerk.post_label == ""


class TestADelegation:
    def test_lends_a_duty_for_its_period(self) -> None:
        approver, colleague = given_official(MARKET, Duty.CASE_APPROVE), given_official(MARKET, Duty.CASE_REVIEW)
        self.lend(approver, colleague)
        moments = [NOON - dt.timedelta(seconds=1), NOON, NOON + 7 * DAY - dt.timedelta(seconds=1), NOON + 7 * DAY]

        assert [has_duty(colleague, Duty.CASE_APPROVE, MARKET, at) for at in moments] == [False, True, True, False]
        assert has_duty(approver, Duty.CASE_APPROVE, MARKET, NOON)
        behind = delegation_behind(colleague, Duty.CASE_APPROVE, MARKET, NOON)
        assert behind is not None
        assert behind.delegator == approver
        assert delegation_behind(approver, Duty.CASE_APPROVE, MARKET, NOON) is None

    def test_ends_when_it_is_taken_back(self) -> None:
        approver, colleague = given_official(MARKET, Duty.CASE_APPROVE), given_official(MARKET)
        delegation = self.lend(approver, colleague)
        revoke_delegation(delegation=delegation, by=approver.as_actor(), at=NOON + DAY)

        assert has_duty(colleague, Duty.CASE_APPROVE, MARKET, NOON)
        assert not has_duty(colleague, Duty.CASE_APPROVE, MARKET, NOON + DAY)
        with pytest.raises(AlreadyEnded):
            revoke_delegation(delegation=delegation, by=approver.as_actor(), at=NOON + DAY)

    def test_lasts_no_longer_than_the_delegators_own_post(self) -> None:
        approver, colleague = given_official(MARKET, Duty.CASE_APPROVE), given_official(MARKET)
        self.lend(approver, colleague)
        end_appointment(appointment=approver.appointments.get(), by=SYSTEM, at=NOON + DAY)

        assert has_duty(colleague, Duty.CASE_APPROVE, MARKET, NOON)
        assert not has_duty(colleague, Duty.CASE_APPROVE, MARKET, NOON + DAY)

    def test_ends_with_the_delegators_account(self) -> None:
        approver, colleague = given_official(MARKET, Duty.CASE_APPROVE), given_official(MARKET)
        self.lend(approver, colleague)
        deactivate_official(official=approver, by=SYSTEM, at=NOON)

        assert not has_duty(colleague, Duty.CASE_APPROVE, MARKET, NOON)

    @pytest.mark.parametrize(
        ("case", "reason"),
        [
            ("self", CannotDelegate),
            ("another organ", CannotDelegate),
            ("not held", CannotDelegate),
            ("power over the system", CannotDelegate),
            ("too long", CannotDelegate),
            ("backward", PeriodRunsBackward),
            ("past", PeriodRunsBackward),
            ("inactive colleague", NotActive),
            ("somebody else asks", Exception),
            ("lent on", CannotDelegate),
        ],
    )
    def test_is_refused(self, case: str, reason: type[Exception]) -> None:
        approver = given_official(MARKET, Duty.CASE_APPROVE, Duty.ORGAN_ADMIN)
        colleague, stranger = given_official(MARKET), given_official(HEALTH)
        if case == "inactive colleague":
            deactivate_official(official=colleague, by=SYSTEM, at=NOON)
            colleague.refresh_from_db()
        if case == "lent on":
            self.lend(approver, colleague)
        delegator = colleague if case == "lent on" else approver
        target = {"self": approver, "another organ": stranger, "lent on": approver}.get(case, colleague)
        duty = {"not held": Duty.CASE_REVIEW, "power over the system": Duty.ORGAN_ADMIN}.get(case, Duty.CASE_APPROVE)
        until = {"too long": NOON + 181 * DAY, "backward": NOON - DAY}.get(case, NOON + DAY)
        begins = NOON - 9 * DAY if case == "past" else NOON
        until = NOON - DAY if case == "past" else until
        asker = stranger if case == "somebody else asks" else delegator

        with pytest.raises(reason):
            delegate(
                delegator=delegator,
                delegate=target,
                organ_key=MARKET,
                duties=[duty],
                reason="出差",
                valid_from=begins,
                valid_until=until,
                by=asker.as_actor(),
                at=NOON,
            )
        assert (
            not target.delegated.filter(duties__contains=[duty], created_at=NOON).exclude(delegator=approver).exists()
        )

    @staticmethod
    def lend(approver: Official, colleague: Official) -> object:
        return delegate(
            delegator=approver,
            delegate=colleague,
            organ_key=MARKET,
            duties=[Duty.CASE_APPROVE],
            reason="出差",
            valid_from=NOON,
            valid_until=NOON + 7 * DAY,
            by=approver.as_actor(),
            at=NOON - DAY,
        )
