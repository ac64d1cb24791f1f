"""A polite pace: whoever asks faster waits. Kept in the memory of a process, under a key that forgets the address."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST_KNOWN: Final = 20_000


class TooFast(Exception):
    """Wait so many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Pace:
    """A bucket of tokens for each asker: ``burst`` at once, then ``a_second``."""

    def __init__(self, *, burst: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self.a_second = a_second
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, asker: str) -> None:
        """Take one token; raises ``TooFast`` where none is left."""
        key = hashlib.blake2b(asker.encode(), key=self._salt, digest_size=12).digest()
        now = self._clock()
        with self._lock:
            tokens, since = self._buckets.pop(key, (float(self.burst), now))
            tokens = min(self.burst, tokens + (now - since) * self.a_second)
            left = tokens - 1 if tokens >= 1 else tokens
            self._buckets[key] = (left, now)
            while len(self._buckets) > _MOST_KNOWN:
                self._buckets.popitem(last=False)
        if tokens < 1:
            raise TooFast(max(1, math.ceil((1 - tokens) / self.a_second)))

    def forget(self) -> None:
        with self._lock:
            self._buckets.clear()
