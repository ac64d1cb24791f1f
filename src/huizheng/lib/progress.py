"""How far something has come, as a bar of text."""

from __future__ import annotations

from typing import Final

CELLS: Final = 20


def bar(done: int, total: int) -> str:
    """Return a bar of twenty cells and the figures beside it."""
    filled = CELLS * done // total if total else CELLS
    return f"{'█' * filled}{'░' * (CELLS - filled)} {done}/{total}"
