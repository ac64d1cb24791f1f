from __future__ import annotations

import datetime as dt

import pytest
from django.test import override_settings

from huizheng.commons.keys.testing import make_both_zones_keys
from huizheng.outer.accounts.api import Account, Level
from huizheng.outer.accounts.demonstration import demonstration_accounts, load_demonstration
from huizheng.outer.accounts.queries import account_of_login, agencies_of

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def test_every_published_account_is_checked_and_signs_in() -> None:
    make_both_zones_keys()
    load_demonstration()
    accounts = demonstration_accounts()

    assert {"resident", "resident2", "foreigner", "enterprise"} <= {account["login"] for account in accounts}
    for account in accounts:
        found = account_of_login(account["login"])
        assert found is not None
        assert found == account_of_login(account["mobile"])
        assert found.check_password(account["password"])
        assert found.level == Level.CHECKED


def test_the_enterprises_agent_acts_for_a_company_and_loading_again_changes_nothing() -> None:
    make_both_zones_keys()
    load_demonstration()
    agent = account_of_login("enterprise")
    assert agent is not None
    assert [agency.enterprise.uscc for agency in agencies_of(agent, at=NOON)] == ["91340102DD90000177"]

    before = Account.objects.count()
    said: list[str] = []
    load_demonstration(said.append)
    assert Account.objects.count() == before
    assert said == []


def test_an_instance_for_real_people_has_none() -> None:
    with override_settings(DEMONSTRATION=False):
        load_demonstration()
        assert not Account.objects.exists()
        assert demonstration_accounts() == []
