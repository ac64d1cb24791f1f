from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.test import override_settings

from huizheng.commons.reference.testing import given_places
from huizheng.inner.organs.api import Duty, Official, duties_of, official_by_login, officials_with_duty
from huizheng.inner.organs.demonstration import demonstration_accounts, load_demonstration

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
HANDLING = (Duty.CASE_ACCEPT, Duty.CASE_REVIEW, Duty.CASE_APPROVE, Duty.CASE_DELIVER, Duty.CASE_EXTEND)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration() -> None:
    given_places()
    load_demonstration()


@pytest.mark.usefixtures("demonstration")
class TestDemonstration:
    @pytest.mark.parametrize(
        "organ_key",
        [
            "340102-market-regulation",
            "340102-health",
            "340102-civil-affairs",
            "340102100-town-government",
            "340100-science-technology",
        ],
    )
    def test_every_followed_organ_has_people_for_every_step(self, organ_key: str) -> None:
        for duty in HANDLING:
            assert officials_with_duty(organ_key, duty, NOON).exists(), duty

    def test_an_inspection_finds_two_officials(self) -> None:
        assert officials_with_duty("340102-market-regulation", Duty.CASE_INSPECT, NOON).count() == 2

    def test_the_government_of_the_place_extends_what_is_handled_jointly(self) -> None:
        assert officials_with_duty("340102-general-office", Duty.CASE_EXTEND, NOON).count() == 1

    def test_every_published_account_signs_in(self) -> None:
        accounts = demonstration_accounts()

        assert {"clerk", "reviewer", "approver", "editor", "leader", "auditor", "operator", "admin"} <= {
            account["login"] for account in accounts
        }
        for account in accounts[:3] + accounts[-3:]:
            assert authenticate(username=account["login"], password=account["password"]) is not None

    def test_those_with_power_over_the_system_have_a_second_factor(self) -> None:
        secrets = {account["login"] for account in demonstration_accounts() if account["totp_secret"]}

        assert secrets == {"auditor", "operator"}
        for login in secrets:
            official = official_by_login(login)
            assert official is not None
            assert official.totp_required

    def test_the_hall_window_takes_in_for_several_organs(self) -> None:
        clerk = official_by_login("hall-clerk")
        assert clerk is not None
        assert len([key for key, duties in duties_of(clerk, NOON).items() if Duty.CASE_ACCEPT in duties]) == 4

    def test_loading_again_changes_nothing(self) -> None:
        before = Official.objects.count()
        said: list[str] = []
        load_demonstration(said.append)

        assert Official.objects.count() == before
        assert said == []


def test_an_instance_for_real_people_has_no_demonstration_accounts() -> None:
    with override_settings(DEMONSTRATION=False):
        load_demonstration()
        assert Official.objects.count() == 0
        assert demonstration_accounts() == []
