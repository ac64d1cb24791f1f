"""The demonstration accounts of an instance, as its two zones wrote them down when they were prepared."""

from __future__ import annotations

import json
from typing import Any

from huizheng.config import environment


def accounts() -> list[dict[str, Any]]:
    """Return every demonstration account: zone, login, password, role, organ, totp_secret where there is one."""
    folder = environment.read().var / "run"
    found: list[dict[str, Any]] = []
    for zone in ("outer", "inner"):
        path = folder / f"demonstration-{zone}.json"
        if path.is_file():
            found.extend(json.loads(path.read_text()))
    return found
