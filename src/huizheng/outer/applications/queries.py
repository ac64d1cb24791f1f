"""Questions about applications. Each starts from the viewer; what is not theirs does not exist for them."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from huizheng.gate.contracts import CaseAct
from huizheng.lib.identifiers import InvalidIdentifier, check_case_number
from huizheng.outer.accounts.api import Account, Party
from huizheng.outer.applications.errors import NotVisible
from huizheng.outer.applications.models import Application, HeldLicence, IssuedPaper, Receipt
from huizheng.outer.applications.states import CLOSED, ApplicationState
from huizheng.outer.applications.vaulted import unlock

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 20


@dataclass(frozen=True)
class Page:
    """A keyset page: its applications and whether older ones follow."""

    applications: Sequence[Application]
    older: str | None


def mine(party: Party) -> QuerySet[Application]:
    """Return the applications of the party the viewer acts for: the person's own, or that enterprise's."""
    found = Application.objects.exclude(state=ApplicationState.DISCARDED)
    if party.enterprise is not None:
        return found.filter(enterprise=party.enterprise)
    return found.filter(account_id=party.account.pk, enterprise__isnull=True)


def my_page(party: Party, *, before: str = "") -> Page:
    """Return a page of the party's applications, the latest saved first; ``before`` continues an earlier page."""
    found = mine(party)
    if before:
        try:
            last = found.filter(pk=_uuid(before)).first()
        except NotVisible:  # a changed address begins at the newest
            last = None
        if last:
            found = found.filter(Q(saved_at__lt=last.saved_at) | Q(saved_at=last.saved_at, pk__lt=last.pk))
    rows = list(found.select_related("licence")[: PAGE + 1])
    return Page(rows[:PAGE], older=str(rows[PAGE - 1].pk) if len(rows) > PAGE else None)


def application_for(party: Party, application_id: UUID | str) -> Application:
    """Return one of the party's own applications; raises ``NotVisible``."""
    found = mine(party).filter(pk=_uuid(application_id)).first()
    if found is None:
        raise NotVisible
    if found.account_id == party.account.pk:
        found.account = party.account  # what is known already is not asked for again
    return found


def application_by_code(*, number: str, code: str) -> Application:
    """Return the application with that number and query code, without signing in; raises ``NotVisible``.

    The caller must pass every attempt through the lock-out: a query code has only a million values.
    """
    try:
        number = check_case_number(number).text
    except InvalidIdentifier:
        raise NotVisible from None
    found = Application.objects.filter(case_number=number).first()
    # Compare in any case, so that an unknown number takes as long as a wrong code.
    expected = found.query_code_digest if found else "0" * 64
    if not hmac.compare_digest(expected, query_code_digest(number, code)) or found is None:
        raise NotVisible
    return found


def digits_of(number: str) -> str:
    """Return a number however it was typed: what tries at its query code are counted under."""
    return re.sub(r"[\s-]", "", number)


def own_copy(application: Application) -> dict[str, Any]:
    """Return the applicant's own copy, or an empty one after it was erased. Got only through ``application_for``."""
    return unlock(application.account, application.own_copy)


def open_correction(application: Application) -> dict[str, Any]:
    """Return what the office asks to be corrected: ``note``, ``fields`` and ``materials``, each with key and reason."""
    if application.state != ApplicationState.CORRECTION_REQUESTED:
        return {}
    # The paper of the request follows it as an entry of its own, which asks for nothing.
    for entry in application.timeline.filter(act=CaseAct.CORRECTION_REQUESTED).reverse():
        asked: dict[str, Any] = unlock(application.account, entry.private).get("correction") or {}
        if asked:
            return asked
    return {}


def licence_of(application: Application) -> HeldLicence | None:
    """Return how the licence stands that the application led to, or nothing."""
    return getattr(application, "licence", None)


def number_renewed_by(application: Application) -> str:
    """Return the number of the licence that the application asks to renew, or nothing."""
    before = application.renews
    held = licence_of(before) if before else None
    return held.number if held else ""


def receipt_by_code(code: str) -> Receipt | None:
    """Return the public statement behind a verification code; it names nobody."""
    return Receipt.objects.filter(code=code.strip().upper()).select_related("application").first()


def paper_by_code(code: str) -> IssuedPaper | None:
    """Return the public facts of a paper behind its verification code; they name nobody."""
    return IssuedPaper.objects.filter(code=code.strip()).select_related("application__licence").first()


def query_code_digest(number: str, code: str) -> str:
    """Return the keyed digest under which a query code is kept."""
    secret = f"query-code:{settings.SECRET_KEY}".encode()
    return hmac.new(secret, f"{number}:{code.strip()}".encode(), sha256).hexdigest()


def _uuid(text: UUID | str) -> UUID:
    try:
        return text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        raise NotVisible from None


def open_matter(account: Account) -> str:
    """Return why the account cannot be closed yet, or nothing: a case under way needs somebody to answer to."""
    is_open = Application.objects.filter(account=account).exclude(state__in=[ApplicationState.DRAFT, *CLOSED]).exists()
    return gettext("您还有正在办理的申请，办结或撤回之后才能注销账号。") if is_open else ""
