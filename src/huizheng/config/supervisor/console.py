"""What a person sees while an instance starts."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGUN = time.monotonic()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def refuse(problem: str, advice: str) -> SystemExit:
    """Return an exit that says what is wrong and what to do next, in Chinese and English lines given by the caller."""
    sys.stderr.write(f"\n✗ {problem}\n  → {advice}\n")
    return SystemExit(1)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show that something is under way, and how long it took."""
    live = sys.stdout.isatty()
    if live:
        sys.stdout.write(f"  … {what}")
        sys.stdout.flush()
    started = time.monotonic()
    yield
    end = "\r" if live else ""
    say(f"{end}  ✓ {what}  {time.monotonic() - started:.1f}s")


def elapsed() -> float:
    return time.monotonic() - _BEGUN
