"""File keys, locked with the zone's storage key."""

from __future__ import annotations

import base64

from huizheng.commons.files.sealing import unwrap_key, wrap_key
from huizheng.commons.keys.api import storage_key, storage_key_id


def lock_key(key: bytes, *, bound_to: str) -> str:
    """Return the key locked with the current storage key, for one record only: ``id of the storage key.base64``."""
    kid = storage_key_id()
    return f"{kid}.{base64.b64encode(wrap_key(key, under=storage_key(kid), bound_to=bound_to)).decode()}"


def unlock_key(locked: str, *, bound_to: str) -> bytes:
    """Return the key; raises ``BlobDamaged`` for another record's key, ``UnknownKey`` for a lost storage key."""
    kid, _, wrapped = locked.rpartition(".")
    return unwrap_key(base64.b64decode(wrapped), under=storage_key(kid), bound_to=bound_to)
