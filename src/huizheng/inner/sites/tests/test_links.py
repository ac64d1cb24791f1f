"""What the patrol of links tells: kept with the day it was first seen, shown to those who keep the site."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from huizheng.gate.contracts import LinksChecked
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.actions.links import keep_links
from huizheng.inner.sites.models import BrokenLink, LinkRound
from huizheng.inner.sites.testing import given_site

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 2, 20, 20, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)


def broken(page: int = 100_001, link: str = "/pages/7/", why: str = "no-page", **more: Any) -> dict[str, Any]:
    return {"page": page, "title": "办事指南汇编", "column": "news/government", "link": link, "why": why, **more}


def told(*found: dict[str, Any], at: dt.datetime = MONDAY, site: str = "hefei", more: int = 0) -> int:
    return keep_links(LinksChecked(site=site, checked_at=at, pages=40, links=90, broken=list(found), more=more))


def test_what_stays_keeps_its_day_and_what_is_mended_goes() -> None:
    given_site("hefei")
    assert told(broken(), broken(link="/nowhere/", why="no-column")) == 2
    assert told(broken(), broken(link="/released/x/y.pdf", why="no-file"), at=TUESDAY) == 2
    rows = BrokenLink.objects.order_by("since", "link").values_list("link", "since")
    assert list(rows) == [("/pages/7/", MONDAY), ("/released/x/y.pdf", TUESDAY)]
    assert LinkRound.objects.get().checked_at == TUESDAY


def test_a_link_to_another_host_stays_until_a_round_asks_that_host_again() -> None:
    given_site("hefei")
    away = broken(link="https://example.gov.cn/", why="no-answer")
    found = LinksChecked(site="hefei", checked_at=MONDAY, pages=1, links=2, broken=[away, broken()], outside=True)
    assert keep_links(found) == 2
    assert told(at=TUESDAY) == 1
    assert BrokenLink.objects.get().why == "no-answer"
    later = LinksChecked(site="hefei", checked_at=TUESDAY + dt.timedelta(days=1), pages=1, links=1, outside=True)
    assert keep_links(later) == 0


def test_an_older_round_and_an_unknown_site_change_nothing() -> None:
    given_site("hefei")
    told(broken(), at=TUESDAY)
    assert told(at=MONDAY) == 0
    assert told(broken(), site="atlantis") == 0
    assert BrokenLink.objects.count() == 1


def test_the_owner_of_the_column_owes_the_mending() -> None:
    site = given_site("hefei")
    told(broken(column="no/such/column"))
    assert BrokenLink.objects.get().owner_id == site.organ_id


def test_the_page_shows_them_with_what_to_do_and_narrows(client: Any) -> None:
    site = given_site("hefei")
    told(broken(), broken(link="=HYPERLINK(1)", why="no-address"), more=3)
    client.force_login(given_official(site.organ_id, Duty.SITE_ADMIN))
    address = reverse("sites:links", args=["hefei"])
    page = client.get(address).content.decode()
    assert "没有这个页面" in page
    assert "核对编号，或者去掉链接。" in page
    assert "另有 3 处没有列出" in page
    assert reverse("publishing:manuscript", args=[100_001]) in page
    narrowed = client.get(address, {"why": "no-address"}).content.decode()
    assert "/pages/7/" not in narrowed
    table = client.get(reverse("sites:links_export", args=["hefei"])).content.decode()
    assert "'=HYPERLINK(1)" in table


def test_a_site_that_was_never_looked_at_says_so(client: Any) -> None:
    site = given_site("hefei")
    client.force_login(given_official(site.organ_id, Duty.SITE_ADMIN))
    assert "还没有检查过" in client.get(reverse("sites:links", args=["hefei"])).content.decode()


def test_whoever_has_nothing_to_do_with_the_site_does_not_see_it(client: Any) -> None:
    given_site("hefei")
    client.force_login(given_official("340200-general-office", Duty.SITE_ADMIN))
    assert client.get(reverse("sites:links", args=["hefei"])).status_code == 404


def test_the_list_asks_the_database_no_more_for_more_rows(client: Any, django_assert_max_num_queries: Any) -> None:
    site = given_site("hefei")
    client.force_login(given_official(site.organ_id, Duty.SITE_ADMIN))
    told(*(broken(link=f"/pages/{number}/") for number in range(60)))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("sites:links", args=["hefei"])).content.decode()
    assert page.count("没有这个页面") >= 50
