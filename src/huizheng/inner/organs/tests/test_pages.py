from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huizheng.inner.organs.api import Duty, Official, appoint, has_duty, official_by_login
from huizheng.inner.organs.models import Appointment, Delegation, Post, Unit
from huizheng.inner.organs.testing import given_official, given_post
from huizheng.lib.actors import SYSTEM

MARKET = "340102-market-regulation"
HEALTH = "340102-health"
ORGAN = f"/account/organs/{MARKET}/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Official:
    official = given_official(MARKET, Duty.ORGAN_ADMIN)
    client.force_login(official)
    return official


class TestTheOrgansPage:
    def test_is_there_for_its_administrator_alone(self, client: Client, admin: Official) -> None:
        given_official(HEALTH)
        assert client.get(ORGAN).status_code == 200
        assert client.get(f"/account/organs/{HEALTH}/").status_code == 404
        assert client.get("/account/organs/none-such/").status_code == 404
        client.force_login(given_official(MARKET, Duty.CASE_ACCEPT))
        assert client.get(ORGAN).status_code == 404
        assert client.get("/account/organs/").status_code == 404

    def test_asks_the_database_as_often_for_many_people_as_for_few(self, client: Client, admin: Official) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as questions:
                assert client.get(ORGAN).status_code == 200
            return len(questions)

        few = asked()
        for _ in range(5):
            given_official(MARKET, Duty.CASE_ACCEPT)
        assert asked() == few
        assert few <= 13  # one of them is the frame asking for unread messages

    def test_carries_a_newcomer_from_account_to_post(self, client: Client, admin: Official) -> None:
        client.post(f"{ORGAN}units/", {"unit-name": "注册科"})
        unit = Unit.objects.get(name="注册科")
        client.post(f"{ORGAN}posts/", {"post-unit": unit.pk, "post-name": "受理岗", "post-duties": ["case_accept"]})
        post = Post.objects.get(name="受理岗")
        answer = client.post(f"{ORGAN}officials/", {"official-display_name": "李四", "official-login_name": "li.si"})
        assert "首次登录时必须修改" in answer.content.decode()
        assert answer["Cache-Control"].find("no-store") >= 0
        newcomer = official_by_login("li.si")
        assert newcomer is not None

        page = f"/account/officials/{newcomer.pk}/"
        client.post(page, {"post": post.pk, "valid_from": f"{timezone.localdate():%Y-%m-%d}"})
        assert has_duty(newcomer, Duty.CASE_ACCEPT, MARKET, timezone.now())
        client.post(f"/account/appointments/{Appointment.objects.get(official=newcomer).pk}/end/")
        assert not has_duty(newcomer, Duty.CASE_ACCEPT, MARKET, timezone.now())

    def test_says_beside_the_form_what_was_wrong(self, client: Client, admin: Official) -> None:
        client.post(f"{ORGAN}units/", {"unit-name": "注册科"})
        for data, words in (({"unit-name": "注册科"}, "请换一个名称"), ({"unit-name": ""}, "请填写内设机构名称")):
            answer = client.post(f"{ORGAN}units/", data)
            assert answer.status_code == 422
            assert words in answer.content.decode()

    @pytest.mark.parametrize(
        ("act", "active", "required"),
        [("deactivate", False, False), ("require_factor", True, True), ("reset", True, False)],
    )
    def test_changes_an_account(self, client: Client, admin: Official, act: str, active: bool, required: bool) -> None:
        official = given_official(MARKET)
        client.post(f"/account/officials/{official.pk}/account/", {"act": act})

        official.refresh_from_db()
        assert (official.is_active, official.totp_required) == (active, required)
        assert official.must_change_password is (act == "reset")

    def test_touches_no_account_of_another_organ(self, client: Client, admin: Official) -> None:
        stranger = given_official(HEALTH)
        assert client.post(f"/account/officials/{stranger.pk}/account/", {"act": "deactivate"}).status_code == 404
        assert client.get(f"/account/officials/{stranger.pk}/").status_code == 404
        stranger.refresh_from_db()
        assert stranger.is_active

    def test_closes_what_nobody_holds(self, client: Client, admin: Official) -> None:
        client.post(f"{ORGAN}units/", {"unit-name": "空科室"})
        empty = Unit.objects.get(name="空科室")
        client.post(f"{ORGAN}units/close/", {"unit": empty.pk})
        empty.refresh_from_db()
        assert empty.closed_at is not None
        busy = Unit.objects.get(name="一科")
        client.post(f"{ORGAN}units/close/", {"unit": busy.pk})
        busy.refresh_from_db()
        assert busy.closed_at is None
        elsewhere = given_post(HEALTH, Duty.LEAD).unit
        client.post(f"{ORGAN}units/close/", {"unit": elsewhere.pk})
        elsewhere.refresh_from_db()
        assert elsewhere.closed_at is None

        post = given_post(MARKET, Duty.LEAD)
        client.post(f"/account/posts/{post.pk}/", {"duties": ["audit"]})
        post.refresh_from_db()
        assert post.duties == ["lead"], "power over every organ is not this organ's to give"
        client.post(f"/account/posts/{post.pk}/", {"duties": ["case_extend"]})
        post.refresh_from_db()
        assert post.duties == ["case_extend"]
        client.post(f"/account/posts/{post.pk}/close/")
        post.refresh_from_db()
        assert post.closed_at is not None


class TestDelegating:
    def test_is_a_form_for_a_colleague_and_a_period(self, client: Client) -> None:
        approver, colleague = given_official(MARKET, Duty.CASE_APPROVE), given_official(MARKET)
        client.force_login(approver)
        today = timezone.localdate()
        data = {
            "delegate": colleague.pk,
            "duties": ["case_approve"],
            "valid_from": f"{today}",
            "valid_until": f"{today + dt.timedelta(days=3)}",
            "reason": "外出学习",
        }
        assert client.post("/account/delegations/", data).status_code == 302
        assert has_duty(colleague, Duty.CASE_APPROVE, MARKET, timezone.now())
        assert "外出学习" in client.get("/account/delegations/").content.decode()

        client.force_login(colleague)
        assert "退回委托" in client.get("/account/delegations/").content.decode()
        client.post(f"/account/delegations/{Delegation.objects.get().pk}/revoke/")
        assert not has_duty(colleague, Duty.CASE_APPROVE, MARKET, timezone.now())

    def test_of_anothers_is_not_to_be_seen(self, client: Client) -> None:
        client.force_login(given_official(MARKET))
        assert client.post("/account/delegations/999/revoke/").status_code == 404


def test_the_own_page_shows_posts_and_duties(client: Client) -> None:
    official = given_official(MARKET, Duty.CASE_ACCEPT, Duty.CASE_DELIVER)
    appoint(
        official=official,
        post=given_post(HEALTH, Duty.CASE_ACCEPT),
        valid_from=timezone.now(),
        by=SYSTEM,
        at=timezone.now(),
    )
    client.force_login(official)
    page = client.get("/account/").content.decode()

    assert "受理、送达" in page
    assert "瑶海区卫生健康委员会" in page
