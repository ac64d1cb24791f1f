"""How a component reads what a presenter feeds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read(thing: Any, name: str, default: Any = "") -> Any:
    """Return a value of a dict or an attribute of a dataclass; empty values become the default."""
    value = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
    return default if value is None else value


def words(thing: Any, *names: str) -> dict[str, Any]:
    """Return a dict of the named values, so templates need not care what the presenter used."""
    return {name: read(thing, name) for name in names}


def pairs(choices: Any) -> list[tuple[str, Any]]:
    """Return choices as value and label, from pairs, dicts (``value``, ``label``) or a mapping."""
    if isinstance(choices, Mapping):
        return [(str(value), label) for value, label in choices.items()]
    found = []
    for choice in choices or ():
        if isinstance(choice, (tuple, list)):
            found.append((str(choice[0]), choice[1]))
        else:
            found.append((str(read(choice, "value")), read(choice, "label")))
    return found
