"""The door of the keys room."""

from huizheng.commons.keys.actions import make_keys, rotate_keys, seal_for, sign, wrap_key
from huizheng.commons.keys.keyring import PublicKey, Purpose, UnknownKey
from huizheng.commons.keys.queries import (
    CannotOpen,
    Signature,
    known_public_keys,
    storage_key,
    storage_key_id,
    unseal,
    unwrap_key,
    verify,
)

__all__ = [
    "CannotOpen",
    "PublicKey",
    "Purpose",
    "Signature",
    "UnknownKey",
    "known_public_keys",
    "make_keys",
    "rotate_keys",
    "seal_for",
    "sign",
    "storage_key",
    "storage_key_id",
    "unseal",
    "unwrap_key",
    "verify",
    "wrap_key",
]
