"""Contents at rest: a JSON document under the zone's storage key (SM4-GCM), bound to the record that holds it."""

from __future__ import annotations

from typing import Any

from huizheng.commons.keys.api import storage_key, storage_key_id
from huizheng.lib import sm
from huizheng.lib.canonical import canonical, parse


def enclose(document: dict[str, Any], *, bound_to: str) -> bytes:
    """Return the document encrypted; only ``disclose`` with the same ``bound_to`` opens it."""
    kid = storage_key_id()
    iv, ciphertext = sm.sm4_encrypt(storage_key(kid), canonical(document), associated=bound_to.encode())
    return kid.encode() + b"\0" + iv + ciphertext


def disclose(enclosed: bytes | memoryview, *, bound_to: str) -> dict[str, Any]:
    """Return the document; raises ``ValueError`` when it was altered or moved to another record."""
    kid, _, rest = bytes(enclosed).partition(b"\0")
    key = storage_key(kid.decode())
    text = sm.sm4_decrypt(key, rest[: sm.IV_SIZE], rest[sm.IV_SIZE :], associated=bound_to.encode())
    document = parse(text)
    if not isinstance(document, dict):
        raise ValueError("no document was enclosed")  # noqa: TRY004 - the bytes are wrong, not a type
    return document
