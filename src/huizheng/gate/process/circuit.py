"""The circuit to one peer: ten failures in a row open it, and then it is only probed now and then."""

from __future__ import annotations

import datetime as dt
import random
import time

from huizheng.gate.models import PeerCircuit

OPENS_AFTER = 10
QUICK, QUICKEST = 2.0, 0.1
FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0
JITTER = 0.2


class Circuit:
    """Counts failures in memory; what an operator should see is written when it changes."""

    def __init__(self, peer: str) -> None:
        self.peer = peer
        self.failures = 0
        self._retry_at = 0.0

    @property
    def is_open(self) -> bool:
        return self.failures >= OPENS_AFTER

    @property
    def wait(self) -> float:
        """Return how many seconds to leave the peer alone from now."""
        return max(self._retry_at - time.monotonic(), 0.0)

    def succeeded(self) -> bool:
        """Note a success; say whether the operator's view changes by it."""
        was_failing = self.failures > 0
        self.failures, self._retry_at = 0, 0.0
        return was_failing

    def failed(self, *, briefly: bool = False) -> None:
        """Note a failure; ``briefly`` when asking costs nothing, as with a peer that has not started yet."""
        self.failures += 1
        seconds = (
            min(FIRST_WAIT * 2 ** min(self.failures - OPENS_AFTER, 10), LONGEST_WAIT)
            if self.is_open and not briefly
            else min(QUICKEST * 2 ** min(self.failures, 10), QUICK)
        )
        jittered = seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - it guards nothing
        self._retry_at = time.monotonic() + jittered

    def try_now(self) -> None:
        """Forget the wait: the connection has just come back."""
        self._retry_at = 0.0


def write_success(circuit: Circuit, *, at: dt.datetime) -> None:
    PeerCircuit.objects.update_or_create(
        peer=circuit.peer,
        defaults={"failures": 0, "opened_at": None, "retry_at": None, "last_error": "", "last_success_at": at},
    )


def write_failure(circuit: Circuit, error: str, *, at: dt.datetime) -> None:
    row, _ = PeerCircuit.objects.get_or_create(peer=circuit.peer)
    row.failures, row.last_error = circuit.failures, error[:400]
    if circuit.is_open:
        row.opened_at = row.opened_at or at
        row.retry_at = at + dt.timedelta(seconds=circuit.wait)
    row.save()
