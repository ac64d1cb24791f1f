"""How many failures lock a key out, and for how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is tried. ``failures`` within ``window`` lock for ``lock``, doubling up to ``longest`` each time again.

    Whoever has not failed for ``longest`` begins anew.
    """

    name: str
    failures: int
    window: dt.timedelta
    lock: dt.timedelta
    longest: dt.timedelta = DAY

    def __post_init__(self) -> None:
        if self.failures < 1 or self.window <= dt.timedelta() or not dt.timedelta() < self.lock <= self.longest:
            raise ValueError("a scope needs a failure, a window and a lock no longer than the longest")

    def lock_for(self, locks: int) -> dt.timedelta:
        """Return how long the ``locks``-th lock in a row lasts, counted from 1."""
        doublings = min(locks - 1, 20)  # beyond any longest; keeps the number small
        return min(self.lock * (1 << doublings), self.longest)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a key stands: the failures it has left, and until when it is locked."""

    left: int
    locked_until: dt.datetime | None = None


SIGN_IN = Scope("sign-in", failures=5, window=15 * MINUTE, lock=15 * MINUTE)
ONE_TIME_CODE = Scope("one-time-code", failures=5, window=15 * MINUTE, lock=15 * MINUTE)
PASSWORD_RESET = Scope("password-reset", failures=5, window=HOUR, lock=HOUR)
# A million codes a case: at ten failures a day and doubling locks a guess takes lifetimes.
QUERY_CODE = Scope("query-code", failures=5, window=HOUR, lock=HOUR, longest=7 * DAY)
