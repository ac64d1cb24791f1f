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


def register_check(name: str, check: Callable[[], Check]) -> None:
    """Add a named check to ``/healthz``; called from a room's AppConfig."""
    _registered[name] = check


def checks() -> dict[str, Check]:
    """Run every check; one that raises is unwell, and says its error's kind only."""
    answers: dict[str, Check] = {}
    for name, check in _registered.items():
        try:
            answers[name] = check()
        except Exception as error:  # noqa: BLE001 - a broken check must not break the page that reports it
            answers[name] = Check(well=False, figures={"error": type(error).__name__})
    return answers
