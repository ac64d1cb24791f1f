"""The key of a row as it travels in an address: where the next page begins."""

from __future__ import annotations

# No key of PostgreSQL's bigint has more digits.
_LONGEST = 18


def row_key(text: str) -> int | None:
    """Return the key, or nothing for what is none, however somebody has changed the address."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None
