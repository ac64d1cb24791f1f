from __future__ import annotations

import datetime as dt
import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.reference.testing import given_places
from huizheng.inner.organs.api import (
    Duty,
    NotYourOrgan,
    Refused,
    can,
    change_password,
    check_administer,
    create_official,
    create_unit,
    deactivate_official,
    official_of,
    require_second_factor,
    reset_password,
)
from huizheng.inner.organs.rules import LoginNameTaken, NameTaken, OnlyAdmin, WeakPassword, WrongPassword
from huizheng.inner.organs.testing import PASSWORD, given_official
from huizheng.lib.actors import SYSTEM, Actor, ActorKind

MARKET = "340102-market-regulation"
HEALTH = "340102-health"
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "organ", "allowed"),
    [
        ("admin", MARKET, True),
        ("admin", HEALTH, False),
        ("clerk", MARKET, False),
        ("former admin", MARKET, False),
        ("resident", MARKET, False),
        ("system", MARKET, True),
    ],
)
def test_who_may_administer_an_organ(who: str, organ: str, allowed: bool) -> None:
    admin = given_official(MARKET, Duty.ORGAN_ADMIN)
    actors = {
        "admin": admin.as_actor(),
        "clerk": given_official(MARKET, Duty.CASE_ACCEPT).as_actor(),
        "former admin": given_official(MARKET, Duty.ORGAN_ADMIN, valid_until=NOON).as_actor(),
        "resident": Actor(ActorKind.RESIDENT, str(admin.pk)),
        "system": SYSTEM,
    }

    assert can(check_administer, organ, by=actors[who], at=NOON) is allowed


class TestAnOfficial:
    def test_is_created_by_the_organs_administrator_and_signs_in(self) -> None:
        admin = given_official(MARKET, Duty.ORGAN_ADMIN)
        made = create_official(
            organ_key=MARKET,
            login_name="Zhang.San",
            display_name="张三",
            password="Ginkgo-Leaf-77",
            by=admin.as_actor(),
            at=NOON,
        )

        assert authenticate(username="zhang.san", password="Ginkgo-Leaf-77") == made
        assert made.must_change_password
        assert official_of(made.as_actor()) == made

    def test_is_not_created_by_a_neighbour(self) -> None:
        admin = given_official(HEALTH, Duty.ORGAN_ADMIN)
        with pytest.raises(NotYourOrgan):
            create_official(
                organ_key=MARKET,
                login_name="zhang",
                display_name="张三",
                password="Ginkgo-Leaf-77",
                by=admin.as_actor(),
                at=NOON,
            )

    @pytest.mark.parametrize(
        ("login", "password", "reason"),
        [
            ("taken", "Ginkgo-Leaf-77", LoginNameTaken),
            ("fresh", "1234567890", WeakPassword),
            ("fresh", "short", WeakPassword),
            ("李四", "Ginkgo-Leaf-77", Refused),
        ],
    )
    def test_needs_a_free_login_name_and_a_good_password(
        self, login: str, password: str, reason: type[Refused]
    ) -> None:
        given_official(MARKET, login_name="taken")
        with pytest.raises(reason):
            create_official(
                organ_key=MARKET,
                login_name=login,
                display_name="李四",
                password=password,
                by=SYSTEM,
                at=NOON,
            )

    def test_that_is_deactivated_cannot_sign_in(self) -> None:
        official = given_official(MARKET)
        deactivate_official(official=official, by=SYSTEM, at=NOON)

        assert authenticate(username=official.login_name, password=PASSWORD) is None

    def test_does_not_deactivate_the_own_account(self) -> None:
        admin = given_official(MARKET, Duty.ORGAN_ADMIN)
        with pytest.raises(OnlyAdmin):
            deactivate_official(official=admin, by=admin.as_actor(), at=NOON)

    def test_gets_a_first_password_from_the_administrator(self) -> None:
        admin, official = given_official(MARKET, Duty.ORGAN_ADMIN), given_official(MARKET)
        password = reset_password(official=official, by=admin.as_actor(), at=NOON)

        official.refresh_from_db()
        assert authenticate(username=official.login_name, password=password) == official
        assert official.must_change_password
        with pytest.raises(NotYourOrgan):
            reset_password(official=admin, by=official.as_actor(), at=NOON)

    def test_changes_the_own_password_knowing_the_current_one(self) -> None:
        official = given_official(MARKET)
        by = official.as_actor()
        with pytest.raises(WrongPassword):
            change_password(official=official, current="wrong", new="Ginkgo-Leaf-77", by=by, at=NOON)
        with pytest.raises(WeakPassword):
            change_password(official=official, current=PASSWORD, new=PASSWORD, by=by, at=NOON)

        change_password(official=official, current=PASSWORD, new="Ginkgo-Leaf-77", by=by, at=NOON)
        assert authenticate(username=official.login_name, password="Ginkgo-Leaf-77") == official

    def test_leaves_a_line_in_the_audit_chain_without_a_name(self) -> None:
        admin = given_official(MARKET, Duty.ORGAN_ADMIN)
        made = create_official(
            organ_key=MARKET,
            login_name="zhang",
            display_name="张三",
            password="Ginkgo-Leaf-77",
            by=admin.as_actor(),
            at=NOON,
        )
        (line,) = AuditLine.objects.filter(action="organs:official:create", target_id=str(made.pk))
        assert line.actor_id == str(admin.pk)
        assert "张三" not in str(line.facts)


def test_power_over_the_system_cannot_go_without_a_second_factor() -> None:
    operator, clerk = given_official(MARKET, Duty.OPERATIONS), given_official(MARKET, Duty.CASE_ACCEPT)
    require_second_factor(official=clerk, required=True, by=SYSTEM, at=NOON)
    require_second_factor(official=clerk, required=False, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="必须使用动态口令"):
        require_second_factor(official=operator, required=False, by=SYSTEM, at=NOON)


def test_a_units_name_is_taken_once_in_an_organ() -> None:
    given_official(MARKET)
    create_unit(organ_key=MARKET, name="注册科", by=SYSTEM, at=NOON)
    with pytest.raises(NameTaken):
        create_unit(organ_key=MARKET, name="注册科", by=SYSTEM, at=NOON)


class TestTheFirstAdministrator:
    def install(self, organ: str = MARKET, login: str = "first") -> str:
        printed = StringIO()
        call_command("administrator", organ, login, "姜管理", stdout=printed)
        return printed.getvalue()

    def test_signs_in_once_with_what_was_printed_and_keeps_the_organ_from_then_on(self) -> None:
        given_places()
        printed = self.install()
        password = re.search(r"首次口令 (\S+)（", printed)
        assert password is not None
        official = authenticate(username="first", password=password[1])
        assert official is not None
        assert official.must_change_password
        check_administer(MARKET, by=official.as_actor(), at=timezone.now())
        with pytest.raises(NotYourOrgan):
            check_administer(HEALTH, by=official.as_actor(), at=timezone.now())

    def test_is_the_only_one_that_the_machine_appoints(self) -> None:
        given_places()
        self.install()
        with pytest.raises(CommandError, match="已经有机构管理员"):
            self.install(login="second")
        with pytest.raises(CommandError, match="没有标识为"):
            self.install(organ="340102-nothing", login="third")
        with pytest.raises(CommandError, match="登录名"):
            self.install(organ=HEALTH, login="first")
