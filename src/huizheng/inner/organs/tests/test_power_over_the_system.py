"""Duties that reach every organ are not an organ administrator's to give."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.inner.organs.actions.appointments import appoint
from huizheng.inner.organs.actions.structure import create_post, set_post_duties
from huizheng.inner.organs.models import Post, Unit
from huizheng.inner.organs.rules import NotYourOrgan, ReachesEveryOrgan
from huizheng.inner.organs.states import Duty
from huizheng.inner.organs.testing import given_official, given_post

MARKET = "340102-market-regulation"
KEEPER = "340102-data-resources"
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("duty", [Duty.AUDIT, Duty.OPERATIONS])
class TestAnAdministratorOfAnyOrgan:
    def test_sets_up_no_post_with_power_over_every_organ(self, duty: Duty) -> None:
        admin = given_official(MARKET, Duty.ORGAN_ADMIN)
        unit = Unit.objects.filter(organ=MARKET).get()

        with pytest.raises(ReachesEveryOrgan):
            create_post(unit=unit, name="信息岗", duties=[duty], by=admin.as_actor(), at=NOON)
        assert not Post.objects.filter(name="信息岗").exists()

    def test_adds_it_to_no_post_either(self, duty: Duty) -> None:
        admin, post = given_official(MARKET, Duty.ORGAN_ADMIN), given_post(MARKET, Duty.CASE_ACCEPT)

        with pytest.raises(ReachesEveryOrgan):
            set_post_duties(post=post, duties=[Duty.CASE_ACCEPT, duty], by=admin.as_actor(), at=NOON)


class TestTheAdministratorOfTheKeeper:
    def test_gives_it_to_a_colleague_who_then_needs_a_second_factor(self) -> None:
        admin, colleague = given_official(KEEPER, Duty.ORGAN_ADMIN), given_official(KEEPER)
        post = given_post(KEEPER, Duty.AUDIT)

        appoint(official=colleague, post=post, valid_from=NOON, by=admin.as_actor(), at=NOON)

        colleague.refresh_from_db()
        assert colleague.totp_required

    def test_does_not_give_it_to_oneself(self) -> None:
        admin = given_official(KEEPER, Duty.ORGAN_ADMIN)
        post = given_post(KEEPER, Duty.OPERATIONS)

        with pytest.raises(ReachesEveryOrgan):
            appoint(official=admin, post=post, valid_from=NOON, by=admin.as_actor(), at=NOON)

    def test_does_not_widen_the_own_post(self) -> None:
        admin = given_official(KEEPER, Duty.ORGAN_ADMIN)
        own = Post.objects.get(appointments__official=admin)

        with pytest.raises(ReachesEveryOrgan):
            set_post_duties(post=own, duties=[Duty.ORGAN_ADMIN, Duty.AUDIT], by=admin.as_actor(), at=NOON)

    def test_reaches_no_other_organ(self) -> None:
        admin, post = given_official(KEEPER, Duty.ORGAN_ADMIN), given_post(MARKET, Duty.CASE_ACCEPT)

        with pytest.raises(NotYourOrgan):
            set_post_duties(post=post, duties=[Duty.AUDIT], by=admin.as_actor(), at=NOON)


def test_a_duty_added_to_a_post_makes_the_second_factor_compulsory_for_its_holders() -> None:
    admin = given_official(KEEPER, Duty.ORGAN_ADMIN)
    holder = given_official(KEEPER, Duty.CASE_ACCEPT)
    post = Post.objects.get(appointments__official=holder)

    set_post_duties(post=post, duties=[Duty.CASE_ACCEPT, Duty.AUDIT], by=admin.as_actor(), at=NOON)

    holder.refresh_from_db()
    assert holder.totp_required
