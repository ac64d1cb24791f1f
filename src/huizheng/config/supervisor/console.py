"""What a person sees while an instance starts."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from huizheng.lib.progress import bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BEGUN = time.monotonic()
_ERASE = "\x1b[K"  # to the end of the line: a shorter word leaves nothing of a longer one


def say(line: str) -> None:
    """Print a line; where nobody reads any more (the terminal was closed), be silent from then on.

    What is said last is said while the parts still run: failing at it would leave them running for good.
    """
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def refuse(problem: str, advice: str) -> SystemExit:
    """Return an exit that says what is wrong and what to do next, in Chinese and English lines given by the caller."""
    sys.stderr.write(f"\n✗ {problem}\n  → {advice}\n")
    return SystemExit(1)


@contextmanager
def step(what: str) -> Iterator[Callable[[str], None]]:
    """Show that something is under way, and how long it took; what is yielded tells how far it has come.

    A terminal shows the newest word on the step's own line, a log every word on a line of its own.
    """
    live = sys.stdout.isatty()

    def tell(word: str) -> None:
        if live:
            sys.stdout.write(f"\r  … {what}　{word}{_ERASE}")
            sys.stdout.flush()
        else:
            say(f"    {word}")

    if live:
        sys.stdout.write(f"  … {what}")
        sys.stdout.flush()
    started = time.monotonic()
    yield tell
    begin, end = ("\r", _ERASE) if live else ("", "")
    say(f"{begin}  ✓ {what}  {time.monotonic() - started:.1f}s{end}")


class Countdown:
    """Tells how much of what waits has gone, a tenth at a time."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._most, self._told = tell, 0, 0

    def is_over(self, waiting: int | None) -> bool:
        """Say whether nothing waits any more; ``None`` is not known."""
        if waiting is None:
            return False
        self._most = max(self._most, waiting)
        gone = self._most - waiting
        if self._most and (gone - self._told) * 10 >= self._most:
            self._told = gone
            self._tell(bar(gone, self._most))
        return waiting == 0


def elapsed() -> float:
    return time.monotonic() - _BEGUN
