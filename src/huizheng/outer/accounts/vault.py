"""The vault: documents locked under an account's own key, readable for that account alone, until the key is gone."""

from __future__ import annotations

from django.db import transaction

from huizheng.lib import sm
from huizheng.outer.accounts import sealed
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.rules import Erased


class CannotOpen(ValueError):
    """The document was altered, or belongs to another account."""


def put(account: Account, document: bytes) -> bytes:
    """Return the document locked under the account's key. Raises ``Erased``."""
    return sealed.lock(account, document)


def open(account: Account, ciphertext: bytes) -> bytes:  # noqa: A001 - vault.open(...) is how it is read
    """Return the document. Raises ``Erased`` after ``forget``, ``CannotOpen`` when altered or somebody else's."""
    try:
        return sealed.unlock(account, ciphertext)
    except sm.CannotDecrypt as error:
        raise CannotOpen("the document was altered or belongs to another account") from error


def forget(account: Account) -> None:
    """Destroy the account's key: whatever was locked under it, wherever a copy lies, stays closed for ever.

    The account keeps existing and gets a new key for what comes after, unless it was erased.
    """
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        if not locked.wrapped_key:
            raise Erased
        person = sealed.person_of(locked)
        sealed.give_key(locked)
        sealed.seal_person(locked, person)
        locked.save(update_fields=["wrapped_key", "sealed"])
    account.wrapped_key, account.sealed = locked.wrapped_key, locked.sealed
