"""Which events there are and who listens."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

from huizheng.lib.facts import from_facts, to_facts

E = TypeVar("E", bound="Event")
Subscriber = Callable[[Any], None]
Question = Callable[[Any], bool]

_events: dict[str, type[Event]] = {}
_subscribers: dict[str, dict[str, Subscriber]] = {}
_questions: dict[Subscriber, Question] = {}


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events. A subclass is a frozen dataclass of plain facts: text, numbers, UUIDs, dates."""

    name: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        room = cls.__module__.removeprefix("huizheng.").removesuffix(".events")
        cls.name = f"{room}.{cls.__name__}"
        _events[cls.name] = cls

    def facts(self) -> dict[str, Any]:
        """Return the event as JSON-ready facts."""
        return to_facts(self)

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Self:
        """Return the event that ``facts`` describe; a fact that the class no longer knows is left out."""
        return from_facts(cls, facts)


def subscribe(
    event: type[E], *, when: Callable[[E], bool] | None = None
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorate a function of a room's ``subscribers.py``: it is called for each such event, after the commit.

    ``when`` looks at the event alone, while it is published: what it turns down costs no job.
    """

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{function.__module__.removeprefix('huizheng.')}.{function.__name__}"
        _subscribers.setdefault(event.name, {})[name] = function
        if when is not None:
            _questions[function] = when
        return function

    return register


def subscribers_of(event_name: str) -> dict[str, Subscriber]:
    return _subscribers.get(event_name, {})


def listeners_to(event: Event) -> list[str]:
    """Return the names of those who want to be told of this very event."""
    return [
        name
        for name, subscriber in subscribers_of(event.name).items()
        if subscriber not in _questions or _questions[subscriber](event)
    ]


def event_class(event_name: str) -> type[Event]:
    return _events[event_name]
