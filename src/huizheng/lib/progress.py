"""How far something has come, as a bar of text."""

from __future__ import annotations

from typing import Final

CELLS: Final = 20
# What a zone's ``prepare`` says once its tables are there: from then on its gate can work.
TABLES_STAND: Final = "tables stand"


def bar(done: int, total: int) -> str:
    """Return a bar of twenty cells and the figures beside it."""
    filled = CELLS * done // total if total else CELLS
    return f"{'█' * filled}{'░' * (CELLS - filled)} {done}/{total}"
