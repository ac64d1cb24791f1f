"""Who may do what with accounts, enterprises and agencies, now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from huizheng.outer.accounts.models import Account, Agency, Enterprise
from huizheng.outer.accounts.parties import Party, Scope
from huizheng.outer.accounts.rules import (
    AlreadyAnswered,
    AlreadyEnded,
    NotAgent,
    NotChecked,
    NotRepresentative,
    NotVisible,
    OutOfScope,
    Refused,
)
from huizheng.outer.accounts.states import AgencyRole, Level


def can(check: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Turn a policy into a yes or no."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def in_force(at: dt.datetime) -> Q:
    """Agencies that were accepted, have begun, and have neither run out nor been revoked."""
    return Q(accepted_at__isnull=False, revoked_at__isnull=True, valid_from__lte=at) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=at)
    )


def check_checked(account: Account) -> None:
    """Raise ``NotChecked`` unless the authority has confirmed the person."""
    if account.level < Level.CHECKED or not account.is_active:
        raise NotChecked


def check_act_for(
    account: Account, enterprise: Enterprise, *, at: dt.datetime, themes: list[str] | None = None
) -> Scope:
    """Return the scope in which the account acts for the enterprise now; raise ``NotAgent`` or ``OutOfScope``."""
    agency = Agency.objects.filter(in_force(at), account=account, enterprise=enterprise).first()
    if agency is None or not account.is_active:
        raise NotAgent
    scope = Scope(themes=tuple(agency.themes), valid_until=agency.valid_until)
    if themes is not None and not scope.covers(themes):
        raise OutOfScope
    return scope


def check_party(party: Party, *, at: dt.datetime, themes: list[str] | None = None) -> None:
    """Raise ``NotAgent`` or ``OutOfScope`` when an enterprise's party no longer holds; a person may always act."""
    if party.enterprise is not None:
        check_act_for(party.account, party.enterprise, at=at, themes=themes)


def check_manage_agents(enterprise: Enterprise, *, account: Account, at: dt.datetime) -> None:
    """Raise ``NotRepresentative`` for anyone but the enterprise's legal representative."""
    held = Agency.objects.filter(in_force(at), enterprise=enterprise, account=account, role=AgencyRole.REPRESENTATIVE)
    if not held.exists():
        raise NotRepresentative


def check_answer(agency: Agency, *, account: Account) -> None:
    """Raise ``NotVisible`` for an invitation to somebody else, ``AlreadyAnswered`` or ``AlreadyEnded``."""
    if not agency.invited_index or agency.invited_index not in {account.mobile_index, account.email_index}:
        raise NotVisible
    if agency.revoked_at is not None:
        raise AlreadyEnded
    if agency.accepted_at is not None or agency.declined_at is not None:
        raise AlreadyAnswered


def check_revoke(agency: Agency, *, account: Account, at: dt.datetime) -> None:
    """Raise ``NotRepresentative`` for anyone but the representative and the agent himself, or ``AlreadyEnded``."""
    if agency.account_id != account.pk:
        check_manage_agents(agency.enterprise, account=account, at=at)
    if agency.role == AgencyRole.REPRESENTATIVE:
        raise NotRepresentative
    if agency.revoked_at is not None or agency.declined_at is not None:
        raise AlreadyEnded
