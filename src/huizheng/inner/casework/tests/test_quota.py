"""Of a limited number, who was accepted first is decided first (行政许可法 art 57)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import LicenceGround, QuotaStanding
from huizheng.gate.testing import sent
from huizheng.inner.casework.api import (
    Incomplete,
    NumberExhausted,
    OutOfOrder,
    Unlawful,
    decline,
    grant,
)
from huizheng.inner.casework.quota import standing_of_number
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.testing import ORGAN, deciding_case, given_staff, on
from huizheng.inner.items.testing import given_release
from huizheng.inner.licences.api import LicenceAct, licence_of_case
from huizheng.inner.licences.testing import ended
from huizheng.inner.organs.api import Official

pytestmark = pytest.mark.django_db
LIMIT = {"period": "standing", "law": "出租汽车管理条例", "article": "第三条", "verified": True}


def given_limited(number: int, period: str = "standing") -> None:
    given_places()
    given_release(quota={**LIMIT, "number": number, "period": period})


@pytest.fixture
def clerk(db: None):
    given_places()
    return given_staff(ORGAN)


def standing(case, day: str = "2026-03-20"):
    quota = plan_for(case).quota
    assert quota is not None
    return standing_of_number(case, quota, on=dt.date.fromisoformat(day))


def test_the_later_one_waits_when_the_places_left_may_be_the_earlier_ones(clerk) -> None:
    given_limited(1)
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    with pytest.raises(OutOfOrder, match=first.number):
        grant(second, by=clerk, at=on("2026-03-12"))
    grant(first, by=clerk, at=on("2026-03-12"))
    with pytest.raises(NumberExhausted, match="数量已满"):
        grant(second, by=clerk, at=on("2026-03-12"))


def test_the_later_one_need_not_wait_while_there_are_places_for_both(clerk) -> None:
    given_limited(2)
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    grant(second, by=clerk, at=on("2026-03-12"))
    grant(first, by=clerk, at=on("2026-03-13"))


def test_an_earlier_one_that_was_declined_stands_in_nobodys_way(clerk) -> None:
    given_limited(1)
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    decline(first, by=clerk, at=on("2026-03-12"), reasons="不符合条件。")
    grant(second, by=clerk, at=on("2026-03-12"))


def test_the_refusal_says_that_the_number_is_exhausted_and_only_when_it_is(clerk) -> None:
    given_limited(1)
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    with pytest.raises(Unlawful, match="还剩余1个"):
        decline(second, by=clerk, at=on("2026-03-12"), reasons="", exhausted=True)
    with pytest.raises(Incomplete):
        decline(second, by=clerk, at=on("2026-03-12"), reasons="")
    grant(first, by=clerk, at=on("2026-03-12"))
    decision = decline(second, by=clerk, at=on("2026-03-12"), reasons="", exhausted=True)
    assert decision.reasons.startswith("数量已满：该许可的数量为1个（《出租汽车管理条例》第三条）")


def test_a_licence_that_ended_sets_its_place_free(clerk) -> None:
    given_limited(1)
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    grant(first, by=clerk, at=on("2026-03-12"))
    licence = licence_of_case(first.number)
    assert licence is not None
    ended(licence, LicenceAct.REVOKE, day="2026-03-15", ground=LicenceGround.NOT_QUALIFIED)
    assert standing(second).left == 1
    grant(second, by=clerk, at=on("2026-03-16"))


def test_a_yearly_number_begins_anew_with_the_year(clerk) -> None:
    given_limited(1, "year")
    first, second = deciding_case("2025-12-10", by=clerk), deciding_case("2025-12-11", by=clerk)
    grant(first, by=clerk, at=on("2025-12-12"))
    with pytest.raises(NumberExhausted):
        grant(second, by=clerk, at=on("2025-12-31"))
    grant(second, by=clerk, at=on("2026-01-04"))


def test_the_public_network_is_told_after_each_grant(clerk) -> None:
    given_limited(3)
    grant(deciding_case("2026-03-10", by=clerk), by=clerk, at=on("2026-03-12"))
    deliver_all()
    assert [(told.organ_key, told.used, told.year) for told in sent(QuotaStanding)] == [(ORGAN, 1, 0)]


def test_an_item_without_a_number_has_no_order_and_tells_nothing(clerk) -> None:
    given_release()
    first, second = deciding_case("2026-03-10", by=clerk), deciding_case("2026-03-11", by=clerk)
    grant(second, by=clerk, at=on("2026-03-12"))
    with pytest.raises(Unlawful, match="没有数量限制"):
        decline(first, by=clerk, at=on("2026-03-12"), reasons="", exhausted=True)
    deliver_all()
    assert sent(QuotaStanding) == []


def test_the_page_of_a_case_shows_its_place_only_where_there_is_a_number(clerk) -> None:
    given_limited(2)
    deciding_case("2026-03-10", by=clerk)
    second = deciding_case("2026-03-11", by=clerk)
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.official_id))
    page = client.get(reverse("casework:case", args=[second.number])).content.decode()
    assert "按受理先后排第2位，前面1件未决定。数量2个" in page
    form = client.get(reverse("casework:act", args=[second.number, "decline"])).content.decode()
    assert "数量已满" in form
