"""A licence of limited number: how many there are, and how many are left where the reader is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import QuotaStanding
from huizheng.gate.testing import deliver
from huizheng.outer.guides.testing import THEN, given_service

pytestmark = pytest.mark.django_db
ORGAN = "340102-market-regulation"
LIMIT = {"number": 3, "period": "standing", "law": "出租汽车管理条例", "article": "第三条", "verified": True}


@pytest.fixture(autouse=True)
def _places():
    given_places()


def guide(client, *, here: bool = True) -> str:
    if here:
        client.cookies["hz_place"] = "340102"
    return client.get(reverse("guides:guide", args=["individual-registration"])).content.decode()


def places(page: str) -> str:
    """Return what the guide says of the number."""
    return page.partition('id="g-quota"')[2].partition("</section>")[0]


def tell(used: int, *, year: int = 0, at: dt.datetime = THEN) -> None:
    deliver(QuotaStanding(slug="individual-registration", organ_key=ORGAN, used=used, year=year, at=at))


def test_the_guide_says_how_many_and_how_many_are_left_here(client) -> None:
    given_service(quota=LIMIT)
    assert "3 个" in places(guide(client, here=False))
    assert "剩余" not in places(guide(client, here=False))
    tell(2)
    said = places(guide(client))
    assert "有多少个名额" in said
    assert "剩余" in said
    assert "1 个" in said
    assert "出租汽车管理条例 第三条" in said


def test_what_was_said_before_does_not_replace_what_was_said_later(client) -> None:
    given_service(quota=LIMIT)
    tell(3, at=THEN + dt.timedelta(hours=1))
    tell(1)
    assert "0 个" in places(guide(client))


def test_what_an_earlier_year_took_is_free_again(client) -> None:
    given_service(quota={**LIMIT, "period": "year"})
    tell(3, year=timezone.localdate().year - 1)
    said = places(guide(client))
    assert "每年准予 3 个" in said
    assert said.count("3 个") == 2


def test_a_licence_without_a_number_says_nothing_of_it_and_that_it_is_free_by_law(client) -> None:
    given_service()
    page = guide(client)
    assert "名额" not in page
    assert "实施行政许可不收取任何费用（行政许可法第五十八条）。" in page
