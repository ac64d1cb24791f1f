"""For whom the person in front of the browser is acting: chosen by POST, kept in the session, checked each time."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from huizheng.outer.accounts import queries
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.parties import Party, PartyKind
from huizheng.outer.accounts.rules import NotVisible

_SESSION_KEY = "party"


def current_account(request: HttpRequest) -> Account | None:
    """Return who is signed in, or nothing."""
    return request.user if isinstance(request.user, Account) else None


def current_party(request: HttpRequest) -> Party:
    """Return for whom the signed-in person acts now; an agency that has ended falls back to the person.

    Raises ``NotVisible`` when nobody is signed in. Asks the database once a request.
    """
    known: Party | None = getattr(request, "_party", None)
    if known is not None:
        return known
    account = current_account(request)
    if account is None:
        raise NotVisible
    party = _chosen(account, request.session.get(_SESSION_KEY, ""), at=timezone.now())
    request._party = party  # type: ignore[attr-defined]  # noqa: SLF001 - the request is its own cache
    return party


def choose_party(request: HttpRequest, enterprise: UUID | None, *, at: dt.datetime) -> Party:
    """Act for an enterprise from now on, or for oneself. Raises ``NotVisible`` for an enterprise not acted for."""
    account = current_account(request)
    if account is None:
        raise NotVisible
    if enterprise is None:
        request.session.pop(_SESSION_KEY, None)
        party = Party(PartyKind.PERSON, account)
    else:
        party = Party(PartyKind.ENTERPRISE, account, queries.enterprise_for(account, enterprise, at=at))
        request.session[_SESSION_KEY] = str(enterprise)
    request._party = party  # type: ignore[attr-defined]  # noqa: SLF001
    return party


def _chosen(account: Account, enterprise: str, *, at: dt.datetime) -> Party:
    if enterprise:
        try:
            return Party(PartyKind.ENTERPRISE, account, queries.enterprise_for(account, enterprise, at=at))
        except NotVisible:
            pass
    return Party(PartyKind.PERSON, account)
