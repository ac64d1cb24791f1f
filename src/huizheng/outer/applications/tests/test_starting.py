"""Who may begin an application, what the first page says, and what happens when the session ends on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from huizheng.commons.reference.api import organ
from huizheng.gate.contracts import CaseAct
from huizheng.gate.testing import deliver
from huizheng.outer.accounts.api import Level, OutOfScope, Party, PartyKind
from huizheng.outer.accounts.testing import given_account, given_agent, given_enterprise, given_party
from huizheng.outer.applications import testing
from huizheng.outer.applications.actions import drafting, submitting
from huizheng.outer.applications.errors import NotForOrganisations, NotForPersons, NotNamed
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.services import OfferedService
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web.presenters import organ_words

pytestmark = pytest.mark.django_db
START = "/applications/start/tea-stall/"


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def begin(service: OfferedService, party: Party) -> Application:
    return drafting.start_application(
        service=service, division_code=testing.DIVISION, answers={}, provenance={}, by=party, at=testing.NOW
    )


def only_for(*objects: str) -> OfferedService:
    offered = testing.given_service()
    return OfferedService(offered.release | {"objects": list(objects)}, is_offered=True)


def visitor(party: Party) -> Client:
    client = Client()
    client.force_login(party.account)
    if party.enterprise is not None:
        client.post(reverse("accounts:parties"), {"party": str(party.enterprise.pk)})
    return client


class TestWhoMayApply:
    def test_nobody_without_a_name(self) -> None:
        service = testing.given_service()
        party = Party(PartyKind.PERSON, given_account(level=Level.NONE))
        with pytest.raises(NotNamed):
            begin(service, party)
        assert not Application.objects.exists()

    def test_a_name_that_is_declared_is_enough(self) -> None:
        service = testing.given_service()
        assert begin(service, Party(PartyKind.PERSON, given_account(level=Level.DECLARED)))

    def test_a_person_not_for_what_only_enterprises_apply_for_and_the_other_way_round(self) -> None:
        with pytest.raises(NotForPersons):
            begin(only_for("2"), given_party())
        with pytest.raises(NotForOrganisations):
            begin(only_for("1"), given_party(enterprise=True))

    def test_an_agent_only_within_the_scope_of_the_authority(self) -> None:
        service, enterprise = testing.given_service(), given_enterprise()
        outside = Party(PartyKind.ENTERPRISE, given_agent(enterprise, themes=["025"]), enterprise)
        within = Party(PartyKind.ENTERPRISE, given_agent(enterprise, themes=["005"]), enterprise)
        with pytest.raises(OutOfScope):
            begin(service, outside)
        assert begin(service, within).enterprise == enterprise

    def test_another_agent_does_not_submit_beyond_the_own_scope(self) -> None:
        testing.given_service()
        enterprise = given_enterprise()
        application, _ = testing.given_draft(party=Party(PartyKind.ENTERPRISE, given_agent(enterprise), enterprise))
        other = Party(PartyKind.ENTERPRISE, given_agent(enterprise, themes=["025"]), enterprise)
        content = testing.content_of(application, other)
        with pytest.raises(OutOfScope):
            submitting.submit(
                application, service=content.service, content=content, channel="2", by=other, at=testing.NOW
            )
        application.refresh_from_db()
        assert application.state == ApplicationState.DRAFT


class TestTheFirstPage:
    def test_shows_the_organ_of_the_place_that_was_chosen_before_anything_is_begun(self) -> None:
        service, client = testing.given_service(), visitor(given_party())
        name = service.organ_in(testing.DIVISION).name
        assert name not in client.get(START).content.decode()
        assert name in client.get(START, {"division": testing.DIVISION}).content.decode()
        assert not Application.objects.exists()

    def test_remembers_the_place(self) -> None:
        service, client = testing.given_service(), visitor(given_party())
        client.post(START, {"division": testing.DIVISION})
        assert service.organ_in(testing.DIVISION).name in client.get(START).content.decode()

    def test_sends_who_has_no_name_to_prove_it_and_begins_nothing(self) -> None:
        testing.given_service()
        client = visitor(Party(PartyKind.PERSON, given_account(level=Level.NONE)))
        html = client.get(START).content.decode()
        assert reverse("accounts:real_name") in html
        assert "开始填写" not in html
        assert client.post(START, {"division": testing.DIVISION}).status_code == 403
        assert not Application.objects.exists()

    def test_says_for_which_enterprise_one_acts_and_how_to_change_that(self) -> None:
        testing.given_service()
        party = given_party(enterprise=True)
        html = visitor(party).get(START).content.decode()
        assert party.enterprise is not None
        assert f"您正在为{party.enterprise.name}办事" in html
        assert f"{reverse('accounts:parties')}?next=%2Fapplications%2Fstart%2Ftea-stall%2F" in html

    def test_says_that_the_authority_does_not_cover_it(self) -> None:
        testing.given_service()
        enterprise = given_enterprise()
        client = visitor(Party(PartyKind.ENTERPRISE, given_agent(enterprise, themes=["025"]), enterprise))
        assert "授权不包含这件事" in client.get(START).content.decode()
        assert client.post(START, {"division": testing.DIVISION}).status_code == 403


class TestWhenTheSessionEnds:
    def test_the_script_is_told_and_nothing_changes(self) -> None:
        application, _ = testing.given_draft()
        answer = Client().post(reverse("applications:autosave", args=[application.pk]), {"section": "stall"})
        assert answer.status_code == 401
        assert "登录已过期" in answer.json()["error"]

    def test_who_posts_a_page_is_told_that_it_is_not_kept_and_how_to_keep_it(self) -> None:
        application, _ = testing.given_draft()
        page = reverse("applications:fill_section", args=[application.pk, "stall"])
        answer = Client().post(page, {"stall.name": "清风茶摊"})
        assert answer.status_code == 401
        html = answer.content.decode()
        assert "刚才填写的内容还没有保存" in html
        assert reverse("accounts:sign_in") in html
        assert Client().get(page).status_code == 302


class TestInEnglish:
    @pytest.mark.usefixtures("english")
    def test_organs_have_their_english_names_asked_for_once(self, django_assert_num_queries) -> None:
        service = testing.given_service()
        found = service.organ_in(testing.DIVISION)
        with django_assert_num_queries(1):
            words = organ_words([found.name, found.name, "没有登记的机关"])
        assert words == {found.name: organ(found.key).english_name, "没有登记的机关": "没有登记的机关"}

    def test_the_timeline_names_organ_and_step_in_english(self) -> None:
        application, party = testing.given_submitted()
        deliver(testing.progressed(application, CaseAct.STEP_STARTED, step_name="审核"))
        client = visitor(party)
        client.cookies["django_language"] = "en"
        html = client.get(
            reverse("applications:follow", args=[application.pk]), HTTP_ACCEPT_LANGUAGE="en"
        ).content.decode()
        assert organ(application.organ_key).english_name in html
        assert application.organ_name not in html
        assert "Review" in html
        assert "审核" not in html
