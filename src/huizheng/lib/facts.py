"""Frozen dataclasses of plain facts, to JSON and back: what events and messages are made of."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")


def to_facts(value: Any) -> dict[str, Any]:
    """Return a dataclass instance as JSON-ready facts."""
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def from_facts(kind: type[T], facts: dict[str, Any]) -> T:
    """Return the ``kind`` that ``facts`` describe.

    A fact that the class no longer knows is left out, so that an older sender may still be heard.
    Raises ``ValueError`` when a fact is missing or of the wrong type.
    """
    hints = typing.get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    try:
        return kind(**{key: _typed(value, hints[key]) for key, value in facts.items() if key in known})
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one line a kind of fact
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return to_facts(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dt.date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value


def _typed(value: Any, hint: Any) -> Any:  # noqa: PLR0911 - one line a kind of fact
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _typed(value, next(kind for kind in typing.get_args(hint) if kind is not type(None)))
    if origin in (tuple, list) and isinstance(value, list):
        inner = typing.get_args(hint)[0]
        return origin(_typed(each, inner) for each in value)
    if origin is dict or hint is Any:
        return value
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_facts(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is UUID:
        return UUID(value)
    if hint in (dt.datetime, dt.date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and not isinstance(value, hint):
        raise TypeError(f"{value!r:.40} is no {hint.__name__}")
    return value
