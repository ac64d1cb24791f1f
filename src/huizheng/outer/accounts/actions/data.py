"""What a person decides about the own data, and what is written down when somebody reads it."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.lib.actors import Actor
from huizheng.outer.accounts.actions.sign_ins import end_sign_ins
from huizheng.outer.accounts.events import AccountErased
from huizheng.outer.accounts.models import AccessRecord, Account, Agency, Consent, Enterprise, OneTimeCode
from huizheng.outer.accounts.objections import objection_to_erasure
from huizheng.outer.accounts.policies import in_force
from huizheng.outer.accounts.rules import (
    ERASURE_PAUSE,
    ConsentNeeded,
    MattersOpen,
    NothingToCancel,
    NotVisible,
    Refused,
    WrongPassword,
)
from huizheng.outer.accounts.states import NEEDED_CONSENTS, PRIVACY_EDITION, AgencyRole, ConsentKind


@transaction.atomic
def record_access(
    *, account: Account, reader: str, purpose: str, matter: str = "", by: Actor, at: dt.datetime
) -> AccessRecord:
    """This function will write down, for the person to see, who read the own data, why, and in which matter.

    (个人信息保护法 arts 44, 45.) ``reader`` is an organ or a system in words, never an official's name.
    """
    written = AccessRecord.objects.create(account=account, reader=reader, purpose=purpose, matter=matter, read_at=at)
    record(
        actor=by,
        action="accounts:data:read",
        target=("account", str(account.pk)),
        facts={"reader": reader, "matter": matter},
        at=at,
    )
    return written


@transaction.atomic
def give_consent(*, account: Account, kind: ConsentKind, by: Actor, at: dt.datetime) -> None:
    """This function will note that the person agrees to one use of the own data; agreeing twice changes nothing."""
    _own(account, by=by)
    try:
        with transaction.atomic():
            Consent.objects.create(account=account, kind=kind, edition=PRIVACY_EDITION, given_at=at)
    except IntegrityError:
        return
    record(actor=by, action="accounts:consent:give", target=("account", str(account.pk)), facts={"kind": kind}, at=at)


@transaction.atomic
def withdraw_consent(*, account: Account, kind: ConsentKind, by: Actor, at: dt.datetime) -> None:
    """This function will note that a consent no longer holds (个人信息保护法 art 15). Raises ``ConsentNeeded``."""
    _own(account, by=by)
    if kind in NEEDED_CONSENTS:
        raise ConsentNeeded
    Consent.objects.filter(account=account, kind=kind, withdrawn_at__isnull=True).update(withdrawn_at=at)
    record(
        actor=by, action="accounts:consent:withdraw", target=("account", str(account.pk)), facts={"kind": kind}, at=at
    )


@transaction.atomic
def request_erasure(*, account: Account, password: str, by: Actor, at: dt.datetime) -> None:
    """This function will begin the closing of an account; for 15 days its owner may still take it back.

    (个人信息保护法 art 47.) Raises ``WrongPassword``, ``MattersOpen``, or ``Refused`` for a representative.
    """
    locked = _own(account, by=by)
    if not locked.check_password(password):
        raise WrongPassword
    _check_nothing_open(locked, at=at)
    locked.deletion_requested_at = locked.deletion_requested_at or at
    locked.save(update_fields=["deletion_requested_at"])
    record(actor=by, action="accounts:account:request_erasure", target=("account", str(locked.pk)), facts={}, at=at)


@transaction.atomic
def cancel_erasure(*, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will keep an account whose closing had begun. Raises ``NothingToCancel``."""
    locked = _own(account, by=by)
    if locked.deletion_requested_at is None or locked.erased_at is not None:
        raise NothingToCancel
    locked.deletion_requested_at = None
    locked.save(update_fields=["deletion_requested_at"])
    record(actor=by, action="accounts:account:cancel_erasure", target=("account", str(locked.pk)), facts={}, at=at)


@transaction.atomic
def erase_account(*, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will destroy the key of an account whose 15 days have passed, with contacts and sign-ins.

    The list of who read its data goes too. What other rooms locked in the vault stays closed for ever.
    Raises ``MattersOpen`` or ``Refused`` when early.
    """
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if locked.deletion_requested_at is None or locked.deletion_requested_at + ERASURE_PAUSE > at:
        raise Refused
    _check_nothing_open(locked, at=at)
    Agency.objects.filter(account=locked, revoked_at__isnull=True).update(revoked_at=at)
    OneTimeCode.objects.filter(account=locked).delete()
    AccessRecord.objects.filter(account=locked).delete()
    end_sign_ins(account=locked, keep=None, at=at)
    locked.set_unusable_password()
    locked.user_name = locked.mobile_index = locked.email_index = None
    locked.certificate_index, locked.sealed, locked.wrapped_key = "", b"", ""
    locked.is_active, locked.level, locked.erased_at = False, 0, at
    locked.save()
    record(actor=by, action="accounts:account:erase", target=("account", str(locked.pk)), facts={}, at=at)
    publish(AccountErased(account_id=locked.pk, at=at))


def _check_nothing_open(account: Account, *, at: dt.datetime) -> None:
    represented = Enterprise.objects.filter(
        pk__in=Agency.objects.filter(in_force(at), account=account, role=AgencyRole.REPRESENTATIVE).values("enterprise")
    )
    if represented.exists():
        raise Refused(gettext("您是企业的法定代表人，请先到窗口办理企业账号变更，再注销个人账号。"))
    if words := objection_to_erasure(account):
        raise MattersOpen(words)


def _own(account: Account, *, by: Actor) -> Account:
    if by.id != str(account.pk):
        raise NotVisible
    return Account.objects.select_for_update().get(pk=account.pk)
