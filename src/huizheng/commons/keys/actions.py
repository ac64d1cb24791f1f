"""Making and renewing keys; signing, sealing and wrapping with them."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import os
from typing import Any

from django.conf import settings
from django.utils import timezone

from huizheng.commons.keys import keyring
from huizheng.commons.keys.keyring import PAIRED, Purpose, UnknownKey
from huizheng.commons.keys.queries import Signature, private_key, sealing_key
from huizheng.lib import sm
from huizheng.lib.canonical import canonical
from huizheng.lib.sealed import Sealed

# Longer than a message may travel (72 hours) and than a page that holds the old key stays open.
OVERLAP = dt.timedelta(days=30)


def make_keys(zone: str, *, at: dt.datetime) -> list[str]:
    """This function will make the keys that the zone still lacks, and return the purposes it made them for."""
    made: list[str] = []
    with keyring.changing_keys(zone):
        here = {key.purpose for key in keyring.private_keys(zone)}
        for purpose in Purpose:
            if purpose not in here:
                _add(zone, purpose, at=at)
                made.append(purpose)
    return made


def rotate_keys(zone: str, *, at: dt.datetime, overlap: dt.timedelta = OVERLAP) -> list[str]:
    """This function will make new keys for the zone and let the public ones before them end after ``overlap``.

    What was sealed, wrapped or signed with an old key is still opened and verified: private keys stay where they
    are. Raises ``UnknownKey`` when the zone has no keys yet.
    """
    with keyring.changing_keys(zone):
        if not keyring.private_keys(zone):
            raise UnknownKey(f"{zone} has no keys to renew: make them first")
        for old in keyring.public_keys():
            if old.zone == zone and (old.valid_until is None or old.valid_until > at + overlap):
                keyring.store_public(dataclasses.replace(old, valid_until=at + overlap))
        for purpose in Purpose:
            _add(zone, purpose, at=at)
    return list(Purpose)


def _add(zone: str, purpose: Purpose, *, at: dt.datetime) -> None:
    if purpose in PAIRED:
        keyring.add_pair(zone, purpose, at=at)
    else:
        keyring.add_secret(zone, purpose, at=at)


def sign(data: bytes) -> Signature:
    """This function will sign for this zone; raises ``UnknownKey`` before the keys are made."""
    return sign_as(settings.ZONE, data)


def sign_as(zone: str, data: bytes) -> Signature:
    key = private_key(zone, Purpose.SIGNING)
    return Signature(kid=key.kid, alg=sm.ALGORITHM, value=base64.b64encode(sm.sign(key.pair, data)).decode())


def seal_for(zone: str, document: dict[str, Any]) -> Sealed:
    """This function will seal a JSON document so that only ``zone`` opens it; a random ``nonce`` is added to it.

    Raises ``UnknownKey`` when no valid sealing key of that zone is known here, ``NotCanonical`` for what is no JSON.
    """
    recipient = sealing_key(zone, at=timezone.now())
    text = canonical({"nonce": base64.b64encode(os.urandom(16)).decode(), **document})
    key = sm.new_key()
    iv, ciphertext = sm.sm4_encrypt(key, text, associated=recipient.kid.encode())
    return Sealed(
        key_id=recipient.kid,
        wrapped_key=base64.b64encode(sm.encrypt(recipient.public, key)).decode(),
        iv=base64.b64encode(iv).decode(),
        ciphertext=base64.b64encode(ciphertext).decode(),
        sm3=sm.sm3_hex(text),
    )


def wrap_key(key: bytes, *, context: str) -> str:
    """This function will wrap an account's key under the zone's account key; it opens for the same ``context`` only."""
    master = private_key(settings.ZONE, Purpose.ACCOUNTS)
    iv, ciphertext = sm.sm4_encrypt(master.secret, key, associated=context.encode())
    return f"{master.kid}.{base64.b64encode(iv + ciphertext).decode()}"
