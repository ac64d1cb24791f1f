"""The pages: what waits, one grant, the judgement; what a case and the desk show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.testing import given_places
from huizheng.inner.casework.api import Doubt, grant
from huizheng.inner.casework.testing import ORGAN, deciding_case, given_staff, granted_case, on
from huizheng.inner.items.testing import given_release
from huizheng.inner.journeys.api import PublicationState, publication_of
from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.sites.testing import given_site

if TYPE_CHECKING:
    from huizheng.inner.casework.api import Case, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Staff:
    given_places()
    given_release("individual-registration")
    given_site("yaohai")
    return given_staff(ORGAN)


def browser_of(*duties: Duty, organ: str = ORGAN) -> Client:
    client = Client()
    client.force_login(Official.objects.get(pk=given_staff(organ, *duties).pk))
    return client


def doubtful(clerk: Staff) -> Case:
    case = deciding_case(by=clerk)
    grant(case, by=clerk, at=on("2026-03-10"), doubt=Doubt.PRIVACY)
    deliver_all()
    return case


def text(client: Client, name: str, *args: str) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_case_shows_that_its_grant_is_public_and_where(clerk: Staff) -> None:
    case = granted_case(by=clerk)
    deliver_all()
    found = publication_of(case.number)
    assert found is not None
    page = text(browser_of(Duty.CASE_APPROVE), "casework:case", case.number)
    assert "许可决定公开" in page
    assert "已公开" in page
    assert f"/pages/{found.page_number}/" in page


def test_a_case_shows_until_when_and_why_not_yet(clerk: Staff) -> None:
    case = doubtful(clerk)
    page = text(browser_of(Duty.CASE_APPROVE), "casework:case", case.number)
    assert "待判断" in page
    assert "公开准予行政许可决定的期限为7个工作日" in page


def test_who_judges_finds_it_on_the_desk_and_withholds_it(clerk: Staff) -> None:
    case = doubtful(clerk)
    client = browser_of(Duty.LEAD)
    assert "许可公开：个体工商户登记注册" in text(client, "desk:home")
    page = text(client, "journeys:grant", case.number)
    assert "判断为可以公开" in page
    where = reverse("journeys:judge", args=[case.number, "withhold"])
    found = publication_of(case.number)
    assert found is not None
    lacking = client.post(where, {"seen": found.version, "reason": "含病史"})
    assert lacking.status_code == 200
    done = client.post(where, {"seen": found.version, "ground": "privacy", "reason": "含病史"}, follow=True)
    assert "依法不公开" in done.content.decode()
    assert "许可公开：" not in text(client, "desk:home")


def test_who_judges_opens_it(clerk: Staff) -> None:
    case = doubtful(clerk)
    client = browser_of(Duty.PUBLISH_RELEASE)
    found = publication_of(case.number)
    assert found is not None
    answer = client.post(
        reverse("journeys:judge", args=[case.number, "open"]), {"seen": found.version, "reason": "不涉及"}, follow=True
    )
    assert "已公开" in answer.content.decode()


def test_who_does_not_judge_is_offered_nothing_and_refused(clerk: Staff) -> None:
    case = doubtful(clerk)
    client = browser_of(Duty.CASE_APPROVE)
    assert "判断为可以公开" not in text(client, "journeys:grant", case.number)
    assert client.get(reverse("journeys:judge", args=[case.number, "open"])).status_code == 403
    assert client.post(reverse("journeys:again", args=[case.number])).status_code == 403


def test_a_list_is_of_the_viewers_organs_and_narrowed_by_state(clerk: Staff) -> None:
    held, gone = doubtful(clerk), granted_case(by=clerk)
    deliver_all()
    client = browser_of(Duty.LEAD)
    whole = text(client, "journeys:grants")
    assert held.number in whole
    assert gone.number in whole
    todo = client.get(reverse("journeys:grants"), {"state": "todo"}).content.decode()
    assert held.number in todo
    assert gone.number not in todo
    stranger = browser_of(Duty.LEAD, organ="340102-health")
    assert held.number not in text(stranger, "journeys:grants")
    assert stranger.get(reverse("journeys:grant", args=[held.number])).status_code == 404


def test_what_stood_in_the_way_is_tried_again_by_hand(clerk: Staff) -> None:
    from huizheng.inner.sites.api import Site

    case = granted_case(by=clerk)
    Site.objects.filter(slug="yaohai").update(functions={"grants": False})
    deliver_all()
    client = browser_of(Duty.LEAD)
    page = text(client, "journeys:grant", case.number)
    assert "再次自动公开" in page
    assert "登记其他公开途径" in page
    still = client.post(reverse("journeys:again", args=[case.number]), follow=True).content.decode()
    assert "没有显示“行政许可”栏目" in still
    Site.objects.filter(slug="yaohai").update(functions={})
    client.post(reverse("journeys:again", args=[case.number]))
    found = publication_of(case.number)
    assert found is not None
    assert found.state == PublicationState.PUBLISHED


def test_a_doubt_is_named_in_the_form_of_the_decision(clerk: Staff) -> None:
    case = deciding_case(by=clerk)
    client = browser_of(Duty.CASE_APPROVE)
    where = reverse("casework:act", args=[case.number, "grant"])
    assert "公开前须判断的情形" in client.get(where).content.decode()
    import uuid

    client.post(where, {"seen": case.version, "token": str(uuid.uuid4()), "doubt": "commercial"})
    deliver_all()
    found = publication_of(case.number)
    assert found is not None
    assert (found.state, found.doubt) == (PublicationState.HELD, "commercial")
