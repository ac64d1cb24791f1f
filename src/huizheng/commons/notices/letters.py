"""What is on its way, at rest: address and text encrypted under the zone's storage key, each for one delivery only."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from huizheng.commons.keys.api import storage_key, storage_key_id
from huizheng.lib import sm


@dataclass(frozen=True)
class Letter:
    """Where to, and what it says."""

    to: str
    subject: str
    body: str


def lock_letter(letter: Letter, *, delivery: str) -> str:
    kid = storage_key_id()
    plain = json.dumps(asdict(letter), ensure_ascii=False).encode()
    iv, ciphertext = sm.sm4_encrypt(storage_key(kid), plain, associated=f"delivery:{delivery}".encode())
    return f"{kid}.{base64.b64encode(iv + ciphertext).decode()}"


def unlock_letter(locked: str, *, delivery: str) -> Letter:
    kid, _, rest = locked.rpartition(".")
    raw = base64.b64decode(rest)
    associated = f"delivery:{delivery}".encode()
    plain = sm.sm4_decrypt(storage_key(kid), raw[: sm.IV_SIZE], raw[sm.IV_SIZE :], associated=associated)
    return Letter(**json.loads(plain))
