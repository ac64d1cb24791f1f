"""Enterprises, and who acts for them with their consent."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.lib.actors import Actor
from huizheng.lib.identifiers import InvalidIdentifier, check_uscc
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.events import AgencyEnded
from huizheng.outer.accounts.gateways.real_name import authority
from huizheng.outer.accounts.models import Account, Agency, Enterprise
from huizheng.outer.accounts.policies import check_answer, check_checked, check_manage_agents, check_revoke
from huizheng.outer.accounts.rules import (
    LONGEST_AGENCY,
    AlreadyInvited,
    EnterpriseNotConfirmed,
    EnterpriseTaken,
    PeriodRunsBackward,
    Refused,
)
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.states import AgencyRole


@transaction.atomic
def register_enterprise(*, account: Account, uscc: str, name: str, by: Actor, at: dt.datetime) -> Enterprise:
    """This function will register an enterprise by its legal representative, whose own name is checked.

    The code's check digit, the enterprise's name and its representative must agree with the register.
    Raises ``NotChecked``, ``EnterpriseNotConfirmed``, ``EnterpriseTaken`` or ``AuthorityUnavailable``.
    """
    check_checked(account)
    try:
        code = check_uscc(uscc)
    except InvalidIdentifier as error:
        raise EnterpriseNotConfirmed from error
    source, person = authority(), person_of(account)
    if not source.confirms_enterprise(uscc=code, name=name.strip(), legal_representative=person.name):
        raise EnterpriseNotConfirmed
    try:
        with transaction.atomic():
            enterprise = Enterprise.objects.create(
                uscc=code,
                name=name.strip(),
                legal_representative=person.name,
                address=source.address_of_enterprise(code),
                checked_at=at,
            )
    except IntegrityError as error:
        raise EnterpriseTaken from error
    Agency.objects.create(
        enterprise=enterprise,
        account=account,
        role=AgencyRole.REPRESENTATIVE,
        valid_from=at,
        invited_at=at,
        accepted_at=at,
    )
    record(
        actor=by,
        action="accounts:enterprise:register",
        target=("enterprise", str(enterprise.pk)),
        facts={"uscc": code, "demonstration": source.is_demonstration},
        at=at,
    )
    return enterprise


@transaction.atomic
def invite_agent(
    *,
    enterprise: Enterprise,
    contact: Contact,
    themes: list[str],
    valid_until: dt.datetime,
    account: Account,
    by: Actor,
    at: dt.datetime,
) -> Agency:
    """This function will invite whoever holds a contact to act for the enterprise; the person need not exist yet.

    Whether the contact has an account is told to nobody. Raises ``NotRepresentative``, ``PeriodRunsBackward``,
    ``AlreadyInvited``, or ``Refused`` for inviting oneself.
    """
    check_manage_agents(enterprise, account=account, at=at)
    if not at < valid_until <= at + LONGEST_AGENCY:
        raise PeriodRunsBackward
    if contact.index in {account.mobile_index, account.email_index}:
        raise Refused(gettext("不能邀请自己。"))
    open_already = Agency.objects.filter(
        enterprise=enterprise,
        invited_index=contact.index,
        revoked_at__isnull=True,
        declined_at__isnull=True,
        valid_until__gt=at,
    )
    if open_already.exists():
        raise AlreadyInvited
    agency = Agency.objects.create(
        enterprise=enterprise,
        role=AgencyRole.AGENT,
        invited_index=contact.index,
        invited_mask=contact.masked,
        themes=sorted(set(themes)),
        valid_from=at,
        valid_until=valid_until,
        invited_by=account,
        invited_at=at,
    )
    record(
        actor=by,
        action="accounts:agency:invite",
        target=("enterprise", str(enterprise.pk)),
        facts={"agency": agency.pk, "themes": agency.themes, "until": valid_until.isoformat()},
        at=at,
    )
    return agency


@transaction.atomic
def accept_invitation(*, agency: Agency, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will accept an invitation: from now on the account acts for the enterprise within its scope.

    Raises ``NotVisible``, ``AlreadyAnswered``, ``AlreadyEnded``, ``NotChecked`` or ``PeriodRunsBackward`` when late.
    """
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    check_answer(locked, account=account)
    check_checked(account)
    if locked.valid_until is not None and locked.valid_until <= at:
        raise PeriodRunsBackward
    locked.account, locked.accepted_at = account, at
    try:
        with transaction.atomic():
            locked.save(update_fields=["account", "accepted_at"])
    except IntegrityError as error:
        raise AlreadyInvited from error
    record(
        actor=by,
        action="accounts:agency:accept",
        target=("enterprise", str(locked.enterprise_id)),
        facts={"agency": locked.pk},
        at=at,
    )


@transaction.atomic
def decline_invitation(*, agency: Agency, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will decline an invitation. Raises ``NotVisible``, ``AlreadyAnswered`` or ``AlreadyEnded``."""
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    check_answer(locked, account=account)
    locked.declined_at = at
    locked.save(update_fields=["declined_at"])
    record(
        actor=by,
        action="accounts:agency:decline",
        target=("enterprise", str(locked.enterprise_id)),
        facts={"agency": locked.pk},
        at=at,
    )


@transaction.atomic
def revoke_agency(*, agency: Agency, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will end an agency at once, for the enterprise or by the agent himself.

    Raises ``NotRepresentative`` or ``AlreadyEnded``.
    """
    locked = Agency.objects.select_related("enterprise").select_for_update(of=("self",)).get(pk=agency.pk)
    check_revoke(locked, account=account, at=at)
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    record(
        actor=by,
        action="accounts:agency:revoke",
        target=("enterprise", str(locked.enterprise_id)),
        facts={"agency": locked.pk},
        at=at,
    )
    if locked.account_id is not None and locked.accepted_at is not None:
        publish(AgencyEnded(enterprise_id=locked.enterprise_id, account_id=locked.account_id, at=at))
