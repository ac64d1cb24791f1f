"""JSON documents under the applicant's own key."""

from __future__ import annotations

import json
from typing import Any

from huizheng.outer.accounts.api import Account, vault


def lock(account: Account, document: dict[str, Any]) -> bytes:
    """Return the document locked under the account's key."""
    return vault.put(account, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def unlock(account: Account, ciphertext: bytes | memoryview | None) -> dict[str, Any]:
    """Return the document, or an empty one when it was never there or has been erased."""
    if not ciphertext:
        return {}
    document: dict[str, Any] = json.loads(vault.open(account, bytes(ciphertext)))
    return document
