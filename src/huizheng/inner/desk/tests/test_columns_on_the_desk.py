"""Columns that want updating, and emergencies to be looked at, are to-dos like any other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.api import Site, note_release, open_emergency, raise_notices
from huizheng.inner.sites.testing import HEFEI, given_site

AT = dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)


def home_of(*duties: Duty, organ: str = HEFEI) -> str:
    client = Client()
    client.force_login(given_official(organ, *duties))
    return client.get(reverse("desk:home")).content.decode()


@pytest.fixture(autouse=True)
def _hefei(db: None) -> None:
    given_site("hefei")
    Site.objects.update(opened_at=AT)
    note_release(site="hefei", column="news/government", at=AT - dt.timedelta(days=20))
    raise_notices(at=AT)


def test_a_late_column_waits_for_whoever_writes_for_its_owner() -> None:
    page = home_of(Duty.PUBLISH_WRITE)
    assert "更新栏目：政府要闻" in page
    assert "栏目超期" in page


def test_it_waits_for_nobody_else() -> None:
    assert "更新栏目" not in home_of(Duty.PUBLISH_WRITE, organ="340100-finance")
    assert "更新栏目" not in home_of(Duty.CASE_ACCEPT)


def test_it_leaves_the_desk_with_the_next_release() -> None:
    note_release(site="hefei", column="news/government", at=AT)
    assert "更新栏目：政府要闻" not in home_of(Duty.PUBLISH_WRITE)


def test_it_is_found_by_its_name() -> None:
    client = Client()
    client.force_login(given_official(HEFEI, Duty.PUBLISH_WRITE))
    assert "更新栏目：政府要闻" in client.get(reverse("desk:search"), {"q": "政府要闻"}).content.decode()


def test_an_emergency_waits_for_another_pair_of_eyes() -> None:
    signer = given_official(HEFEI, Duty.LEAD)
    open_emergency(
        site_slug="hefei",
        kind="natural",
        level="red",
        title="洪水红色预警",
        summary="水位上涨。",
        area="合肥",
        by=signer.as_actor(),
        at=AT,
    )
    assert "复核突发事件信息：洪水红色预警" in home_of(Duty.LEAD)
    own = Client()
    own.force_login(signer)
    assert "复核突发事件信息" not in own.get(reverse("desk:home")).content.decode()


def test_a_site_administrator_sees_how_the_sites_stand() -> None:
    page = home_of(Duty.SITE_ADMIN)
    for label in ("管理的站点", "栏目待更新", "栏目超期", "有死链的站点"):
        assert label in page
    assert f'href="{reverse("sites:guarantee")}?standing=late"' in page
    assert "更新栏目：政府要闻" not in page
    assert "管理的站点" not in home_of(Duty.PUBLISH_WRITE)


def test_who_has_no_cases_is_not_sent_to_cases() -> None:
    page = home_of(Duty.SITE_ADMIN)
    assert "待办办件" not in page
    assert "轮到您办的事会出现在这里" in page
    assert "待办办件" in home_of(Duty.CASE_ACCEPT)
