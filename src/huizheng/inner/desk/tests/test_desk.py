"""The home of the office and the one search."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.keys.api import seal_for
from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import CaseRated
from huizheng.inner.assessment.api import record_rating
from huizheng.inner.casework.testing import ORGAN, given_staff, granted_case, on, received_case
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty, Official


@pytest.fixture(autouse=True)
def _shop(db: None) -> None:
    given_places()
    given_release("individual-registration")


def browser_of(*duties: Duty, organ: str = ORGAN) -> Client:
    client = Client()
    client.force_login(Official.objects.get(pk=given_staff(organ, *duties).pk))
    return client


class TestHome:
    def test_shows_what_waits_with_its_urgency(self) -> None:
        case = received_case("2026-03-10")
        page = browser_of(Duty.CASE_ACCEPT).get(reverse("desk:home")).content.decode()
        assert case.number in page
        assert "已超期" in page
        assert "王小明" in page
        assert "差评整改" not in page

    def test_mixes_cases_and_bad_ratings_by_their_days(self) -> None:
        rated = granted_case("2026-03-10", by=given_staff(ORGAN))
        record_rating(
            CaseRated(
                case_number=rated.number,
                level=5,
                indicators=(),
                channel_code="1",
                anonymous=False,
                at=on("2026-03-12"),
                content=seal_for("inner", {"text": "太慢"}),
            ),
            envelope_id=uuid4(),
            at=on("2026-03-12"),
        )
        waiting = received_case("2026-03-10")
        page = browser_of(Duty.CASE_ACCEPT, Duty.RATING_HANDLE).get(reverse("desk:home")).content.decode()
        assert page.index(waiting.number) < page.index("差评整改：个体工商户登记注册")
        assert "太慢" not in page

    def test_says_when_nothing_waits(self) -> None:
        received_case("2026-03-10")
        page = browser_of(Duty.CASE_ACCEPT, organ="340121-market-regulation").get(reverse("desk:home")).content.decode()
        assert "现在没有等您办理的事" in page
        assert "王小明" not in page

    def test_counts_beside_the_navigation(self) -> None:
        for _ in range(3):
            received_case("2026-03-10")
        page = browser_of(Duty.CASE_ACCEPT).get(reverse("desk:home")).content.decode()
        assert '<span class="hz-count">3<' in page

    def test_asks_a_fixed_number_of_questions(self, django_assert_max_num_queries) -> None:
        for _ in range(15):
            received_case("2026-03-10")
        client = browser_of(Duty.CASE_ACCEPT, Duty.RATING_HANDLE)
        with django_assert_max_num_queries(18):
            client.get(reverse("desk:home"))


class TestSearch:
    def test_a_whole_number_leads_to_its_case(self) -> None:
        case = received_case("2026-03-10")
        answer = browser_of(Duty.CASE_ACCEPT).get(reverse("desk:search"), {"q": case.number})
        assert answer["Location"] == reverse("casework:case", args=[case.number])

    def test_a_name_lists_the_own_organs_cases_only(self) -> None:
        mine, other = received_case("2026-03-10"), received_case("2026-03-10", organ="340121-market-regulation")
        page = browser_of(Duty.CASE_ACCEPT).get(reverse("desk:search"), {"q": "王小"}).content.decode()
        assert mine.number in page
        assert other.number not in page

    def test_says_when_nothing_is_found(self) -> None:
        assert "没有找到" in browser_of(Duty.CASE_ACCEPT).get(reverse("desk:search"), {"q": "李四"}).content.decode()
