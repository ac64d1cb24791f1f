"""How a field is called in a page: the name of its control and the id that links point at."""

from __future__ import annotations

import re
from typing import Final

_CELL: Final = re.compile(r"(.+)\.(\d+)\.([a-z][a-z0-9_]*)")
# The name of the buttons that change the form without judging it.
DO: Final = "__do"


def control_name(path: str, prefix: str = "") -> str:
    """Return the control's name: ``key``, or ``group__0__column`` for a cell."""
    found = _CELL.fullmatch(path)
    return f"{prefix}{found[1]}__{found[2]}__{found[3]}" if found else f"{prefix}{path}"


def control_id(path: str, prefix: str = "") -> str:
    """Return the id of the control (of a group of controls: of its first) that an error links to."""
    return f"id_{prefix}{path}".replace(".", "-")


# Ends the name of the mark that boxes, files and rows send even when there are none.
ASKED: Final = "__asked"
