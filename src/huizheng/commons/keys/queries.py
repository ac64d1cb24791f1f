"""Verifying, opening and unwrapping; which keys there are."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from huizheng.commons.keys import keyring
from huizheng.commons.keys.keyring import PrivateKey, PublicKey, Purpose, UnknownKey
from huizheng.lib import sm
from huizheng.lib.canonical import parse

if TYPE_CHECKING:
    from huizheng.lib.sealed import Sealed


class CannotOpen(ValueError):
    """A sealed document was altered, or was not sealed for this zone."""


@dataclass(frozen=True)
class Signature:
    """Who signed (the key's id), how, and the DER signature in base64."""

    kid: str
    alg: str
    value: str


def verify(data: bytes, signature: Signature, zone: str, *, at: dt.datetime | None = None) -> bool:
    """Say whether ``zone`` signed ``data`` with a key that counted at the moment ``at`` (now, when none is given)."""
    moment = at or timezone.now()
    if signature.alg != sm.ALGORITHM:
        return False
    try:
        value = base64.b64decode(signature.value, validate=True)
    except ValueError:
        return False
    return any(
        sm.verify(key.public, data, value)
        for key in keyring.public_keys()
        if key.kid == signature.kid and key.zone == zone and key.purpose == Purpose.SIGNING and key.counts(moment)
    )


def unseal(sealed: Sealed) -> dict[str, Any]:
    """Return the document sealed for this zone, its nonce included; raises ``UnknownKey`` or ``CannotOpen``."""
    return unseal_as(settings.ZONE, sealed)


def unseal_as(zone: str, sealed: Sealed) -> dict[str, Any]:
    private = private_key(zone, Purpose.SEALING, kid=sealed.key_id)
    try:
        key = sm.decrypt(private.secret, base64.b64decode(sealed.wrapped_key, validate=True))
        text = sm.sm4_decrypt(
            key,
            base64.b64decode(sealed.iv, validate=True),
            base64.b64decode(sealed.ciphertext, validate=True),
            associated=sealed.key_id.encode(),
        )
        document = parse(text)
    except ValueError as error:
        raise CannotOpen("the sealed document was altered") from error
    if sm.sm3_hex(text) != sealed.sm3 or not isinstance(document, dict):
        raise CannotOpen("the sealed document is not the one its digest names")
    return document


def storage_key_id() -> str:
    """Return the id of the key that new files are locked with."""
    return private_key(settings.ZONE, Purpose.STORAGE).kid


def storage_key(kid: str | None = None) -> bytes:
    """Return the SM4 key of the zone's storage: the current one, or an older one by its id."""
    return private_key(settings.ZONE, Purpose.STORAGE, kid=kid).secret


def unwrap_key(wrapped: str, *, context: str) -> bytes:
    """Return an account's key; raises ``UnknownKey``, or ``CannotOpen`` for another context or an altered text."""
    kid, _, rest = wrapped.partition(".")
    master = private_key(settings.ZONE, Purpose.ACCOUNTS, kid=kid)
    try:
        raw = base64.b64decode(rest, validate=True)
        return sm.sm4_decrypt(master.secret, raw[: sm.IV_SIZE], raw[sm.IV_SIZE :], associated=context.encode())
    except ValueError as error:
        raise CannotOpen("the wrapped key was altered or is somebody else's") from error


def known_public_keys(zone: str | None = None) -> list[PublicKey]:
    """Return the public keys known here, of one zone or of all, the newest first."""
    return [key for key in keyring.public_keys() if zone in {None, key.zone}]


def private_key(zone: str, purpose: Purpose, *, kid: str | None = None) -> PrivateKey:
    for key in keyring.private_keys(zone):
        if key.purpose == purpose and kid in {None, key.kid}:
            return key
    raise UnknownKey(f"{zone} has no {purpose} key {kid or ''}".strip())


def sealing_key(zone: str, *, at: dt.datetime) -> PublicKey:
    for key in keyring.public_keys():
        if key.zone == zone and key.purpose == Purpose.SEALING and key.counts(at):
            return key
    raise UnknownKey(f"no valid sealing key of {zone} is known here")
