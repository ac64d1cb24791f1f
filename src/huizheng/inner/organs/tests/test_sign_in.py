from __future__ import annotations

import base64
import datetime as dt

import pytest
import time_machine
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from huizheng.inner.organs.actions.second_factor import confirm_totp, remove_second_factor, start_totp
from huizheng.inner.organs.api import Duty, Official, deactivate_official, reset_password
from huizheng.inner.organs.rules import NotYourOrgan, Refused, WrongCode
from huizheng.inner.organs.testing import PASSWORD, given_official
from huizheng.lib.actors import SYSTEM

MARKET = "340102-market-regulation"
SIGN_IN, CODE = "/account/sign-in/", "/account/sign-in/code/"
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def enter(client: Client, official: Official, password: str = PASSWORD, to: str = "/account/") -> object:
    return client.post(SIGN_IN, {"login_name": official.login_name, "password": password, "next": to})


def code_of(device: TOTPDevice) -> str:
    made = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    made.time = dt.datetime.now(dt.UTC).timestamp()
    return f"{made.token():06d}"


def bound(official: Official) -> tuple[TOTPDevice, list[str]]:
    """Bind a device the day before, so that today's first code is unused."""
    with time_machine.travel(NOON - dt.timedelta(days=1), tick=False):
        device = start_totp(official=official, by=official.as_actor(), at=NOON)
        codes = confirm_totp(official=official, code=code_of(device), by=official.as_actor(), at=NOON)
    return TOTPDevice.objects.get(user=official), codes


class TestSigningIn:
    def test_leads_to_the_page_that_was_asked_for(self, client: Client) -> None:
        official = given_official(MARKET)
        asked = client.get("/account/delegations/")
        assert asked["Location"] == f"{SIGN_IN}?next=/account/delegations/"
        assert enter(client, official, to="/account/delegations/")["Location"] == "/account/delegations/"
        assert client.get("/account/delegations/").status_code == 200

    def test_goes_to_no_other_site(self, client: Client) -> None:
        assert enter(client, given_official(MARKET), to="https://example.com/")["Location"] == "/"

    def test_changes_the_session_key(self, client: Client) -> None:
        official = given_official(MARKET)
        enter(client, official, "wrong")
        before = client.session.session_key
        enter(client, official)
        assert client.session.session_key != before

    @pytest.mark.parametrize("who", ["wrong password", "unknown name", "deactivated"])
    def test_answers_alike_whatever_was_wrong(self, client: Client, who: str) -> None:
        official = given_official(MARKET)
        if who == "deactivated":
            deactivate_official(official=official, by=SYSTEM, at=NOON)
        name = "nobody" if who == "unknown name" else official.login_name
        password = "wrong" if who == "wrong password" else PASSWORD
        answer = client.post(SIGN_IN, {"login_name": name, "password": password})

        assert answer.status_code == 422
        assert "登录名或密码不正确" in answer.content.decode()

    def test_is_locked_after_five_failures_even_for_the_right_password(self, client: Client) -> None:
        official = given_official(MARKET)
        with time_machine.travel(NOON, tick=False):
            for _ in range(5):
                enter(client, official, "wrong")
            answer = enter(client, official)
            assert answer.status_code == 422
            assert "锁定" in answer.content.decode()
        with time_machine.travel(NOON + dt.timedelta(minutes=16), tick=False):
            assert enter(client, official).status_code == 302

    def test_begins_with_another_password_after_a_reset(self, client: Client) -> None:
        official = given_official(MARKET)
        password = reset_password(official=official, by=SYSTEM, at=NOON)
        enter(client, official, password)
        assert client.get("/account/")["Location"] == "/account/password/"
        assert "初始密码" in client.get("/account/password/").content.decode()

        answer = client.post(
            "/account/password/", {"current": password, "new": "Ginkgo-Leaf-77", "again": "Ginkgo-Leaf-77"}
        )
        assert answer["Location"] == "/account/"
        assert client.get("/account/").status_code == 200

    def test_asks_for_two_equal_new_passwords(self, client: Client) -> None:
        client.force_login(given_official(MARKET))
        answer = client.post("/account/password/", {"current": PASSWORD, "new": "Ginkgo-Leaf-77", "again": "other"})
        assert answer.status_code == 422
        assert "两次输入的新密码不一致" in answer.content.decode()

    def test_out_is_a_post(self, client: Client) -> None:
        client.force_login(given_official(MARKET))
        assert client.get("/account/sign-out/").status_code == 405
        assert client.post("/account/sign-out/")["Location"] == SIGN_IN
        assert client.get("/account/").status_code == 302

    def test_ends_elsewhere_when_the_password_changes(self, client: Client) -> None:
        official, elsewhere = given_official(MARKET), Client()
        for each in (client, elsewhere):
            enter(each, official)
        client.post("/account/password/", {"current": PASSWORD, "new": "Ginkgo-Leaf-77", "again": "Ginkgo-Leaf-77"})

        assert client.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302

    def test_needs_a_token_against_forged_posts(self) -> None:
        client = Client(enforce_csrf_checks=True)
        assert enter(client, given_official(MARKET)).status_code == 403


class TestAnIdleSession:
    def test_ends_after_half_an_hour_and_says_so(self, client: Client) -> None:
        with time_machine.travel(NOON, tick=False):
            enter(client, given_official(MARKET))
        with time_machine.travel(NOON + dt.timedelta(minutes=29), tick=False):
            assert client.get("/account/").status_code == 200
        with time_machine.travel(NOON + dt.timedelta(minutes=58), tick=False):
            assert client.get("/account/").status_code == 200
        with time_machine.travel(NOON + dt.timedelta(minutes=90), tick=False):
            answer = client.get("/account/")
            assert answer["Location"] == f"{SIGN_IN}?idle=1"
            assert "自动退出" in client.get(answer["Location"]).content.decode()

    def test_is_not_kept_alive_by_another_sessions_mark(self, client: Client) -> None:
        other = Client()
        for each in (client, other):
            enter(each, given_official(MARKET))
        client.cookies["hz_inner_seen"] = other.cookies["hz_inner_seen"].value
        assert client.get("/account/")["Location"] == f"{SIGN_IN}?idle=1"


class TestTheSecondFactor:
    def test_stands_before_every_page_once_a_device_is_bound(self, client: Client) -> None:
        official = given_official(MARKET)
        device, _ = bound(official)
        with time_machine.travel(NOON, tick=False):
            assert enter(client, official)["Location"] == CODE
            assert client.get("/account/")["Location"] == CODE
            assert client.get("/account/delegations/")["Location"] == CODE
            wrong = client.post(CODE, {"code": "000000"})
            assert wrong.status_code == 422
        with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
            before = client.session.session_key
            assert client.post(CODE, {"code": code_of(device)})["Location"] == "/account/"
            assert client.session.session_key != before
            assert client.get("/account/").status_code == 200

    def test_takes_a_code_once(self, client: Client) -> None:
        official = given_official(MARKET)
        device, _ = bound(official)
        with time_machine.travel(NOON, tick=False):
            code = code_of(device)
            enter(client, official)
            client.post(CODE, {"code": code})
            second = Client()
            enter(second, official)
            assert second.post(CODE, {"code": code}).status_code == 422

    def test_takes_a_recovery_code_once(self) -> None:
        official = given_official(MARKET)
        _, codes = bound(official)
        first, second = Client(), Client()
        for each in (first, second):
            enter(each, official)
        assert first.post(CODE, {"code": codes[0].upper()}).status_code == 302
        assert second.post(CODE, {"code": codes[0]}).status_code == 422

    def test_must_be_bound_before_anything_else_where_it_is_required(self, client: Client) -> None:
        operator = given_official(MARKET, Duty.OPERATIONS)
        with time_machine.travel(NOON, tick=False):
            enter(client, operator, to="/account/delegations/")
            assert client.get(CODE)["Location"] == "/account/second-factor/"
            assert client.get("/account/delegations/").status_code == 302
            page = client.post("/account/second-factor/", follow=True).content.decode()
            device = TOTPDevice.objects.get(user=operator, confirmed=False)
            secret = base64.b32encode(device.bin_key).decode().rstrip("=")
            assert secret in page.replace(" ", "")
            assert "<svg" in page

            answer = client.post("/account/second-factor/confirm/", {"code": code_of(device)})
            assert answer.content.decode().count('<li class="hz-number">') == 10
            assert 'href="/account/delegations/"' in answer.content.decode()
            assert client.get("/account/delegations/").status_code == 200

    def test_is_not_bound_by_a_wrong_code(self) -> None:
        official = given_official(MARKET)
        start_totp(official=official, by=official.as_actor(), at=NOON)
        with pytest.raises(WrongCode):
            confirm_totp(official=official, code="000000", by=official.as_actor(), at=NOON)
        assert not TOTPDevice.objects.filter(confirmed=True).exists()

    def test_is_set_up_by_oneself_and_unbound_by_another(self) -> None:
        official = given_official(MARKET)
        admin, neighbour = given_official(MARKET, Duty.ORGAN_ADMIN), given_official(MARKET)
        with pytest.raises(Refused):
            start_totp(official=official, by=admin.as_actor(), at=NOON)
        bound(official)
        bound(admin)
        with pytest.raises(NotYourOrgan):
            remove_second_factor(official=official, by=neighbour.as_actor(), at=NOON)
        with pytest.raises(Refused):
            remove_second_factor(official=admin, by=admin.as_actor(), at=NOON)
        remove_second_factor(official=official, by=admin.as_actor(), at=NOON)
        assert not TOTPDevice.objects.filter(user=official).exists()

    def test_is_locked_after_five_wrong_codes(self, client: Client) -> None:
        official = given_official(MARKET)
        device, _ = bound(official)
        with time_machine.travel(NOON, tick=False):
            enter(client, official)
            for _ in range(5):
                client.post(CODE, {"code": "000000"})
            answer = client.post(CODE, {"code": code_of(device)})
            assert "锁定" in answer.content.decode()
