"""The facts: the starting data as it lies in the fixtures."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@cache
def facts() -> tuple[dict[str, Any], ...]:
    """Return all items as the fixture tells them."""
    return tuple(_read(FIXTURES / "items.json"))


@cache
def overlay(slug: str) -> dict[str, Any]:
    """Return what was written by hand for an item, or nothing."""
    path = FIXTURES / "followed" / f"{slug}.json"
    return dict(_read(path)) if path.exists() else {}


@cache
def code_lists() -> dict[str, list[str]]:
    """Return the code lists that the form room does not hold: name -> values, which are their own labels."""
    return dict(_read(FIXTURES / "code_lists.json"))


def edition() -> bytes:
    """Return the bytes of all fixtures, for telling whether they changed."""
    return b"".join(path.read_bytes() for path in sorted(FIXTURES.rglob("*.json")))


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
