"""Every way to a case passes through one rule: an organ of one of the viewer's grants handles or has handled it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.testing import given_places
from huizheng.inner.casework.api import NotVisible, Staff, case_for, cases_for, check_see, search_cases
from huizheng.inner.casework.errors import NotYourDuty
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.policies import DUTIES
from huizheng.inner.casework.queries import exported_cases
from huizheng.inner.casework.testing import accepted_case, deciding_case, given_staff, granted_case, received_case
from huizheng.inner.casework.todo import PAGE, Sieve, todo_count, todo_page
from huizheng.inner.organs.api import Duty, Official
from huizheng.lib.actors import Actor, ActorKind

ORGANS = ("340102-market-regulation", "340121-market-regulation", "340102-civil-affairs")
GRANTS = [(organ, duty) for organ in ORGANS for duty in (*DUTIES, "item_edit")]


def viewer(grants: frozenset[tuple[str, str]]) -> Staff:
    return Staff(actor=Actor(ActorKind.OFFICIAL, "1"), official_id=1, name="某", post="", grants=grants)


@pytest.fixture
def many_cases(shop: None) -> list[Case]:
    """Cases in several states at three organs."""
    made = []
    for organ in ORGANS[:2]:
        clerk = given_staff(organ)
        made += [
            received_case("2026-03-10", organ=organ),
            accepted_case("2026-03-10", by=clerk, organ=organ),
            deciding_case("2026-03-10", by=clerk, organ=organ),
            granted_case("2026-03-10", by=clerk, organ=organ),
        ]
    return made


def every_page(staff: Staff, sieve: Sieve) -> Iterator[Case]:
    page = todo_page(staff, sieve=sieve, size=2)
    yield from page.cases
    while page.next is not None:
        page = todo_page(staff, sieve=sieve, after=page.next, size=2)
        yield from page.cases


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grants=st.frozensets(st.sampled_from(GRANTS), max_size=6))
def test_no_query_shows_more_or_less_than_the_rule(many_cases: list[Case], grants: frozenset) -> None:
    staff = viewer(grants)
    organs = {organ for organ, duty in grants if duty in DUTIES}
    visible = {case.pk for case in Case.objects.all() if organs & set(case.organ_keys)}
    assert {case.pk for case in cases_for(staff)} == visible
    assert {case.pk for case in exported_cases(staff)} == visible
    assert {case.pk for case in search_cases(staff, "王小")[0]} == visible
    for case in Case.objects.all():
        if case.pk in visible:
            assert case_for(staff, number=case.number) == case
            check_see(case, by=staff)
        else:
            with pytest.raises(NotVisible):
                case_for(staff, number=case.number)
            with pytest.raises(NotYourDuty):
                check_see(case, by=staff)
    waiting = {
        case.pk
        for case in Case.objects.all()
        if case.waiting_duty and (case.waiting_organ, case.waiting_duty) in grants
    }
    listed = [case.pk for case in every_page(staff, Sieve())]
    assert sorted(listed) == sorted(waiting)
    assert waiting <= visible
    assert todo_count(staff).n == len(waiting)
    late = Sieve(due_before=dt.date(2026, 3, 12))
    assert todo_count(staff, sieve=late).n == len(list(every_page(staff, late)))


def test_the_list_is_in_the_order_of_due_days_whatever_the_page(many_cases: list[Case]) -> None:
    staff = viewer(frozenset(GRANTS))
    whole = [(case.due_on, case.pk) for case in todo_page(staff, size=PAGE).cases]
    assert whole == sorted(whole)
    assert [(case.due_on, case.pk) for case in every_page(staff, Sieve())] == whole


def test_every_address_of_a_case_is_closed_to_another_organ(shop: None) -> None:
    given_places("340102", "340121")
    clerk = given_staff(ORGANS[0])
    case = granted_case("2026-03-10", by=clerk)
    deliver_all()
    stranger = given_staff(ORGANS[1], Duty.CASE_ACCEPT, Duty.CASE_REVIEW)
    addresses = [
        reverse("casework:case", args=[case.number]),
        reverse("casework:print", args=[case.number]),
        reverse("casework:correction", args=[case.number]),
        *(reverse("casework:act", args=[case.number, act]) for act in ("deliver", "add-note")),
        *(reverse("casework:notice", args=[case.number, notice.pk]) for notice in case.notices.all()),
    ]
    for staff, status in ((stranger, {404}), (clerk, {200, 302})):
        client = Client()
        client.force_login(Official.objects.get(pk=staff.pk))
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in status, address
            if answer.streaming:
                assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client = Client()
    client.force_login(Official.objects.get(pk=stranger.pk))
    for name in ("claim", "release"):
        assert client.post(reverse(f"casework:{name}", args=[case.number])).status_code == 404


def test_a_notice_of_one_case_does_not_open_through_another(shop: None) -> None:
    clerk = given_staff(ORGANS[0])
    first, second = (granted_case("2026-03-10", by=clerk) for _ in range(2))
    deliver_all()
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.pk))
    foreign = second.notices.first()
    assert client.get(reverse("casework:notice", args=[first.number, foreign.pk])).status_code == 404
