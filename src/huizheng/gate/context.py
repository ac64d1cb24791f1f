"""Which envelope is being applied right now, so that what is sent from its effect says what it was caused by."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huizheng.gate.registry import EnvelopeFacts

_current: ContextVar[EnvelopeFacts | None] = ContextVar("envelope", default=None)


def current_envelope() -> EnvelopeFacts | None:
    return _current.get()


@contextmanager
def applying(facts: EnvelopeFacts) -> Iterator[None]:
    token = _current.set(facts)
    try:
        yield
    finally:
        _current.reset(token)
