"""Health: each room adds what it alone can judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Check:
    """One answer: is it well, and the figures behind it (lags in seconds, counts)."""

    well: bool
    figures: dict[str, Any] = field(default_factory=dict)


_registered: dict[str, Callable[[], Check]] = {}
_indexes: set[str] = set()


def register_check(name: str, check: Callable[[], Check]) -> None:
    """Add a named check to ``/healthz``; called from a room's AppConfig."""
    _registered[name] = check


def register_index(name: str, check: Callable[[], Check]) -> None:
    """Add the check of something that is searched in: its ``lag_seconds`` counts for the zone's index lag.

    That is for how long the oldest change has been known in this zone and cannot be found yet; 0.0 when all can.
    """
    register_check(name, check)
    _indexes.add(name)


def lags(answers: dict[str, Check]) -> dict[str, float]:
    """Return how far the zone is behind, in seconds: its gate, and the slowest of its indexes.

    A zone whose pages search the rows themselves has no index that could be behind.
    """

    def lag(name: str) -> float:
        return float(answers[name].figures.get("lag_seconds", 0.0)) if name in answers else 0.0

    return {"gate": lag("gate"), "index": max((lag(name) for name in _indexes), default=0.0)}


def checks() -> dict[str, Check]:
    """Run every check; one that raises is unwell, and says its error's kind only."""
    answers: dict[str, Check] = {}
    for name, check in _registered.items():
        try:
            answers[name] = check()
        except Exception as error:  # noqa: BLE001 - a broken check must not break the page that reports it
            answers[name] = Check(well=False, figures={"error": type(error).__name__})
    return answers
