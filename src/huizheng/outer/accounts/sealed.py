"""Keys of accounts: what is locked under them, and the blind indexes that find an account without naming it."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from uuid import UUID

from huizheng.commons.keys.api import unwrap_key, wrap_key
from huizheng.lib import sm
from huizheng.outer.accounts.models import Account, IndexKey
from huizheng.outer.accounts.rules import Erased

_INDEX_CONTEXT = "accounts:index"


@dataclass(frozen=True)
class Person:
    """What an account knows of its person; never stored but under the account's key."""

    mobile: str = ""
    email: str = ""
    name: str = ""
    certificate_type: str = ""
    certificate_number: str = ""
    address: str = ""
    nationality: str = ""


def give_key(account: Account) -> None:
    """Give a new account its own key."""
    account.wrapped_key = wrap_key(sm.new_key(), context=_context(account.pk))


def seal_person(account: Account, person: Person) -> None:
    """Lock what is known of the person into the account (not yet saved)."""
    account.sealed = lock(account, json.dumps(asdict(person), ensure_ascii=False).encode())


def person_of(account: Account) -> Person:
    """Return what is known of the person. Raises ``Erased``."""
    if not account.sealed:
        return Person()
    facts = json.loads(unlock(account, bytes(account.sealed)))
    known = {field.name for field in fields(Person)}
    return Person(**{key: value for key, value in facts.items() if key in known})


def lock(account: Account, document: bytes) -> bytes:
    iv, ciphertext = sm.sm4_encrypt(_key(account), document, associated=str(account.pk).encode())
    return iv + ciphertext


def unlock(account: Account, ciphertext: bytes) -> bytes:
    raw = bytes(ciphertext)
    return sm.sm4_decrypt(_key(account), raw[: sm.IV_SIZE], raw[sm.IV_SIZE :], associated=str(account.pk).encode())


def _key(account: Account) -> bytes:
    if not account.wrapped_key:
        raise Erased
    return unwrap_key(account.wrapped_key, context=_context(account.pk))


def _context(pk: UUID) -> str:
    return f"account:{pk}"


def blind_index(kind: str, value: str) -> str:
    """Return the index of a contact or certificate: the same for the same value, and no way back from it."""
    return hmac.digest(_index_key(), f"{kind}:{value}".encode(), "sm3").hex()


def _index_key() -> bytes:
    found = IndexKey.objects.filter(pk=1).first()
    if found is None:
        IndexKey.objects.bulk_create(
            [IndexKey(wrapped=wrap_key(os.urandom(32), context=_INDEX_CONTEXT))], ignore_conflicts=True
        )
        found = IndexKey.objects.get(pk=1)
    return _unwrapped_index_key(found.wrapped)


@lru_cache(maxsize=4)
def _unwrapped_index_key(wrapped: str) -> bytes:
    return unwrap_key(wrapped, context=_INDEX_CONTEXT)
