from __future__ import annotations

import datetime as dt

import pytest

from huizheng.outer.accounts.actions.data import request_erasure
from huizheng.outer.accounts.actions.enterprises import (
    accept_invitation,
    decline_invitation,
    invite_agent,
    register_enterprise,
    revoke_agency,
)
from huizheng.outer.accounts.actions.person import check_person, declare_person
from huizheng.outer.accounts.api import (
    Account,
    Enterprise,
    Level,
    NotAgent,
    OutOfScope,
    Party,
    PartyKind,
    applicant_facts,
    can,
    check_act_for,
    check_party,
    profile,
)
from huizheng.outer.accounts.contacts import Contact, read_contact
from huizheng.outer.accounts.models import Agency
from huizheng.outer.accounts.policies import check_manage_agents, check_revoke
from huizheng.outer.accounts.queries import agencies_of, invitation_for, invitations_of
from huizheng.outer.accounts.rules import (
    AlreadyAnswered,
    AlreadyEnded,
    AlreadyInvited,
    EnterpriseNotConfirmed,
    EnterpriseTaken,
    NotChecked,
    NotRepresentative,
    NotVisible,
    PeriodRunsBackward,
    Refused,
)
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.testing import PASSWORD, given_account, given_agent, given_enterprise

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
COMPANY = ("91340102DD90000177", "合肥瑶海示范餐饮有限公司（演示）")

pytestmark = pytest.mark.django_db


def head_of(enterprise: Enterprise) -> Account:
    return Agency.objects.get(enterprise=enterprise, role="representative").account


def invite(enterprise: Enterprise, guest: Account, *, themes: list[str] | None = None, days: int = 30) -> Agency:
    head = head_of(enterprise)
    return invite_agent(
        enterprise=enterprise,
        contact=Contact("mobile", person_of(guest).mobile),
        themes=themes or [],
        valid_until=NOON + days * DAY,
        account=head,
        by=head.as_actor(),
        at=NOON,
    )


class TestAnEnterprise:
    def test_is_registered_by_its_checked_representative(self) -> None:
        head = given_account(level=Level.NONE)
        by = head.as_actor()
        with pytest.raises(NotChecked):
            register_enterprise(account=head, uscc=COMPANY[0], name=COMPANY[1], by=by, at=NOON)
        declare_person(account=head, name="宋长江", certificate_type="111", number="341225198512310023", by=by, at=NOON)
        check_person(account=head, by=by, at=NOON)
        head.refresh_from_db()

        enterprise = register_enterprise(account=head, uscc=COMPANY[0].lower(), name=COMPANY[1], by=by, at=NOON)
        assert enterprise.legal_representative == "宋长江"
        assert enterprise.address.startswith("安徽省合肥市瑶海区")
        assert can(check_manage_agents, enterprise, account=head, at=NOON)
        with pytest.raises(EnterpriseTaken):
            register_enterprise(account=head, uscc=COMPANY[0], name=COMPANY[1], by=by, at=NOON)

    @pytest.mark.parametrize(
        ("uscc", "name"),
        [
            ("91340102DD90000178", COMPANY[1]),
            (COMPANY[0], "别的公司"),
            ("91340121DD9000025J", COMPANY[1]),
            (COMPANY[0], COMPANY[1]),
        ],
    )
    def test_must_agree_with_the_register(self, uscc: str, name: str) -> None:
        stranger = given_account()
        with pytest.raises(EnterpriseNotConfirmed):
            register_enterprise(account=stranger, uscc=uscc, name=name, by=stranger.as_actor(), at=NOON)


class TestAnInvitation:
    def test_lets_the_guest_act_once_it_is_accepted(self) -> None:
        enterprise, guest = given_enterprise(), given_account()
        agency = invite(enterprise, guest)

        assert not can(check_act_for, guest, enterprise, at=NOON)
        assert list(invitations_of(guest, at=NOON)) == [agency]
        accept_invitation(agency=agency, account=guest, by=guest.as_actor(), at=NOON)
        assert can(check_act_for, guest, enterprise, at=NOON)
        assert not can(check_act_for, guest, enterprise, at=NOON + 30 * DAY)

    def test_is_for_whoever_holds_the_contact_even_before_there_is_an_account(self) -> None:
        enterprise = given_enterprise()
        head = head_of(enterprise)
        agency = invite_agent(
            enterprise=enterprise,
            contact=read_contact("13811112222"),
            themes=[],
            valid_until=NOON + DAY,
            account=head,
            by=head.as_actor(),
            at=NOON,
        )
        assert agency.invited_mask == "138****2222"
        assert agency.account is None

    def test_is_no_one_elses_to_see_or_answer(self) -> None:
        enterprise, guest, stranger = given_enterprise(), given_account(), given_account()
        agency = invite(enterprise, guest)
        with pytest.raises(NotVisible):
            invitation_for(stranger, agency.pk, at=NOON)
        with pytest.raises(NotVisible):
            accept_invitation(agency=agency, account=stranger, by=stranger.as_actor(), at=NOON)

    def test_is_answered_once(self) -> None:
        enterprise, guest = given_enterprise(), given_account()
        agency = invite(enterprise, guest)
        decline_invitation(agency=agency, account=guest, by=guest.as_actor(), at=NOON)
        with pytest.raises(AlreadyAnswered):
            accept_invitation(agency=agency, account=guest, by=guest.as_actor(), at=NOON)
        assert not can(check_act_for, guest, enterprise, at=NOON)

    def test_is_accepted_by_a_checked_person_only(self) -> None:
        enterprise, guest = given_enterprise(), given_account(level=Level.DECLARED)
        with pytest.raises(NotChecked):
            accept_invitation(agency=invite(enterprise, guest), account=guest, by=guest.as_actor(), at=NOON)

    def test_is_made_by_the_representative_alone(self) -> None:
        enterprise, guest = given_enterprise(), given_account()
        agent = given_agent(enterprise)
        for asker in (agent, given_account(), head_of(given_enterprise())):
            with pytest.raises(NotRepresentative):
                invite_agent(
                    enterprise=enterprise,
                    contact=read_contact("13811112222"),
                    themes=[],
                    valid_until=NOON + DAY,
                    account=asker,
                    by=asker.as_actor(),
                    at=NOON,
                )
        assert not invitations_of(guest, at=NOON).exists()

    @pytest.mark.parametrize("days", [0, -1, 400])
    def test_has_a_period_of_at_most_a_year(self, days: int) -> None:
        with pytest.raises(PeriodRunsBackward):
            invite(given_enterprise(), given_account(), days=days)

    def test_is_open_once_for_the_same_contact(self) -> None:
        enterprise, guest = given_enterprise(), given_account()
        invite(enterprise, guest)
        with pytest.raises(AlreadyInvited):
            invite(enterprise, guest)
        with pytest.raises(Refused):
            invite(enterprise, head_of(enterprise))


class TestAnAgency:
    @pytest.mark.parametrize(
        ("who", "allowed"), [("representative", True), ("agent", True), ("other agent", False), ("stranger", False)]
    )
    def test_is_ended_by_either_side(self, who: str, allowed: bool) -> None:
        enterprise = given_enterprise()
        agent = given_agent(enterprise)
        agency = Agency.objects.get(account=agent)
        asker = {
            "representative": head_of(enterprise),
            "agent": agent,
            "other agent": given_agent(enterprise),
            "stranger": given_account(),
        }[who]

        assert can(check_revoke, agency, account=asker, at=NOON) is allowed
        if allowed:
            revoke_agency(agency=agency, account=asker, by=asker.as_actor(), at=NOON)
            with pytest.raises(NotAgent):
                check_act_for(agent, enterprise, at=NOON)
            with pytest.raises(AlreadyEnded):
                revoke_agency(agency=agency, account=asker, by=asker.as_actor(), at=NOON)

    def test_of_the_representative_is_not_revoked_on_line(self) -> None:
        enterprise = given_enterprise()
        head = head_of(enterprise)
        with pytest.raises(NotRepresentative):
            revoke_agency(agency=Agency.objects.get(account=head), account=head, by=head.as_actor(), at=NOON)
        with pytest.raises(Refused):
            request_erasure(account=head, password=PASSWORD, by=head.as_actor(), at=NOON)

    @pytest.mark.parametrize(
        ("themes", "matter", "allowed"),
        [([], ["010"], True), (["010"], ["010", "135"], True), (["055"], ["010"], False)],
    )
    def test_covers_the_themes_it_names_or_all(self, themes: list[str], matter: list[str], allowed: bool) -> None:
        enterprise = given_enterprise()
        agent = given_agent(enterprise, themes=themes)

        if allowed:
            assert check_act_for(agent, enterprise, at=NOON, themes=matter).themes == tuple(themes)
        else:
            with pytest.raises(OutOfScope):
                check_act_for(agent, enterprise, at=NOON, themes=matter)

    def test_is_asked_again_for_every_act(self) -> None:
        enterprise = given_enterprise()
        agent = given_agent(enterprise)
        party = Party(PartyKind.ENTERPRISE, agent, enterprise)
        check_party(party, at=NOON)

        agency = Agency.objects.get(account=agent)
        revoke_agency(agency=agency, account=agent, by=agent.as_actor(), at=NOON)
        with pytest.raises(NotAgent):
            check_party(party, at=NOON)
        assert not agencies_of(agent, at=NOON).exists()

    def test_names_enterprise_and_agent_in_what_is_applied_for(self) -> None:
        enterprise = given_enterprise()
        agent = given_agent(enterprise)
        party = Party(PartyKind.ENTERPRISE, agent, enterprise)
        facts = applicant_facts(party)

        assert facts["applicant"]["certificate_number"] == enterprise.uscc
        assert facts["agent"]["name"] == person_of(agent).name
        assert profile(party)["account.corp.uscc"] == enterprise.uscc
        assert party.key == f"enterprise:{enterprise.pk}"
        assert party.as_actor().post == f"agent:{enterprise.pk}"
