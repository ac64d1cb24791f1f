"""The specimens of the living page: example texts, invented."""

from __future__ import annotations

from typing import Any

ERROR_PAGES = ("404", "403", "500", "403_csrf")


def specimens() -> dict[str, Any]:
    return {}
