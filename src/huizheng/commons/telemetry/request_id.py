"""One id from the first click to the last receipt, in both zones."""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_current: ContextVar[str | None] = ContextVar("request_id", default=None)
_SHAPE = re.compile(r"[A-Za-z0-9-]{8,64}")


def new_request_id() -> str:
    return uuid.uuid4().hex


def current_request_id() -> str | None:
    return _current.get()


@contextmanager
def bound_request_id(request_id: str | None) -> Iterator[str]:
    """Run the block under ``request_id``, or under a new one when it is empty or of a wrong shape."""
    chosen = request_id if request_id and _SHAPE.fullmatch(request_id) else new_request_id()
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)
