"""Where an account is signed in."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.lib.actors import Actor
from huizheng.outer.accounts.models import Account, SignIn
from huizheng.outer.accounts.rules import AlreadyEnded, NotVisible


@transaction.atomic
def begin_sign_in(*, account: Account, session_key: str, device: str, at: dt.datetime) -> SignIn:
    """This function will write down that an account signed in, in words its owner will recognise."""
    SignIn.objects.filter(session_key=session_key).delete()
    begun = SignIn.objects.create(account=account, session_key=session_key, device=device[:60], began_at=at)
    record(
        actor=account.as_actor(), action="accounts:sign_in:begin", target=("account", str(account.pk)), facts={}, at=at
    )
    return begun


def move_sign_in(*, account: Account, old_key: str, new_key: str) -> None:
    """This function will keep a sign-in under the new key its session got, as after a change of password."""
    SignIn.objects.filter(account=account, session_key=old_key).update(session_key=new_key)


@transaction.atomic
def end_sign_in(*, account: Account, pk: int, by: Actor, at: dt.datetime) -> None:
    """This function will sign the account out in one place. Raises ``NotVisible`` or ``AlreadyEnded``."""
    found = SignIn.objects.select_for_update().filter(account=account, pk=pk).first()
    if found is None or by.id != str(account.pk):
        raise NotVisible
    if found.ended_at is not None:
        raise AlreadyEnded
    _end([found], at=at)
    record(actor=by, action="accounts:sign_in:end", target=("account", str(account.pk)), facts={"sign_in": pk}, at=at)


def end_sign_ins(*, account: Account, keep: str | None, at: dt.datetime) -> None:
    """This function will sign the account out everywhere but in the session ``keep``."""
    _end(list(SignIn.objects.filter(account=account, ended_at__isnull=True).exclude(session_key=keep or "")), at=at)


def end_session(*, account: Account, session_key: str, at: dt.datetime) -> None:
    """This function will write down that the owner signed out in this session."""
    SignIn.objects.filter(account=account, session_key=session_key, ended_at__isnull=True).update(ended_at=at)


def _end(found: list[SignIn], *, at: dt.datetime) -> None:
    Session.objects.filter(session_key__in=[each.session_key for each in found]).delete()
    SignIn.objects.filter(pk__in=[each.pk for each in found]).update(ended_at=at)
