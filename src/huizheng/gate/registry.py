"""Which room receives which message, and what it is told about the envelope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.gate.contracts.base import Message

M = TypeVar("M", bound="Message")


@dataclass(frozen=True)
class EnvelopeFacts:
    """What a receiving room may know of the envelope its message came in."""

    env_id: UUID
    zone_from: str
    channel: str
    seq: int
    business_number: str
    trace: str
    corr_id: UUID
    causation_id: UUID | None
    created_at: dt.datetime
    received_at: dt.datetime


class Rejected(Exception):
    """A room's final answer that a message takes no effect; ``code`` and ``text`` go back as its receipt."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


Handler = Callable[[Any, EnvelopeFacts], None]
_handlers: dict[type[Message], Handler] = {}


def receives(message: type[M]) -> Callable[[Callable[[M, EnvelopeFacts], None]], Callable[[M, EnvelopeFacts], None]]:
    """Decorate the function of a room's ``subscribers.py`` that gives a message its effect.

    It is called once for each envelope, in the transaction that also marks the envelope applied: either both last or
    neither. It raises ``Rejected`` to refuse; any other error is tried again, and holds back only what must stay in
    order with this message.
    """

    def register(function: Callable[[M, EnvelopeFacts], None]) -> Callable[[M, EnvelopeFacts], None]:
        known = _handlers.get(message)
        if known is not None and (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"{message.NAME} is already received by {known.__module__}.{known.__qualname__}")
        _handlers[message] = function
        return function

    return register


def handler_of(message: type[Message]) -> Handler | None:
    return _handlers.get(message)


def handled_names() -> list[str]:
    return sorted(message.NAME for message in _handlers)
