"""A schema as one function that says quickly whether a document has its shape.

An instance that is filled checks fourteen thousand editions, twice; jsonschema takes ten times as long. It stays the
judge of what is refused: only what is found to fit here is not put to it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

Fits = Callable[[Any], bool]

# What says nothing about a document.
_SILENT: Final = frozenset({"$schema", "title", "description"})


class UnknownKeyword(ValueError):
    """The schema says something that is not known here."""


def fits(schema: dict[str, Any]) -> Fits:
    """Return whether a document fits a schema, as a function. Raises ``UnknownKeyword``."""
    checks: list[Fits] = []
    for keyword, value in schema.items():
        if keyword in _SILENT:
            continue
        if keyword not in _CHECKS:
            raise UnknownKeyword(keyword)
        checks.append(_CHECKS[keyword](value, schema))
    if len(checks) == 1:
        return checks[0]
    return lambda node: all([check(node) for check in checks])  # noqa: C419 - a list is quicker for so few


_IS: Final[dict[str, Fits]] = {
    "null": lambda node: node is None,
    "boolean": lambda node: isinstance(node, bool),
    "integer": lambda node: (
        not isinstance(node, bool) and (isinstance(node, int) or (isinstance(node, float) and node.is_integer()))
    ),
    "number": lambda node: isinstance(node, int | float) and not isinstance(node, bool),
    "string": lambda node: isinstance(node, str),
    "array": lambda node: isinstance(node, list),
    "object": lambda node: isinstance(node, dict),
}
_is_number = _IS["number"]


def _type(value: str | list[str], _: dict[str, Any]) -> Fits:
    if isinstance(value, str):
        return _IS[value]
    kinds = [_IS[each] for each in value]
    return lambda node: any(check(node) for check in kinds)


def _one_of(values: list[Any], _: dict[str, Any]) -> Fits:
    # 1 and True are equal in Python and differ in JSON.
    if not all(isinstance(each, str) or _is_number(each) for each in values):
        raise UnknownKeyword("enum")
    known = frozenset(values)
    return lambda node: (isinstance(node, str) or _is_number(node)) and node in known


def _properties(value: dict[str, Any], _: dict[str, Any]) -> Fits:
    known = {name: fits(each) for name, each in value.items()}

    def check(node: Any) -> bool:
        if not isinstance(node, dict):
            return True
        return all(known[name](each) for name, each in node.items() if name in known)

    return check


def _nothing_else(value: Any, schema: dict[str, Any]) -> Fits:
    if value is not False:
        raise UnknownKeyword("additionalProperties")
    known = schema.get("properties", {}).keys()
    return lambda node: not isinstance(node, dict) or node.keys() <= known


def _required(value: list[str], _: dict[str, Any]) -> Fits:
    wanted = frozenset(value)
    return lambda node: not isinstance(node, dict) or node.keys() >= wanted


def _items(value: dict[str, Any], _: dict[str, Any]) -> Fits:
    check = fits(value)
    return lambda node: not isinstance(node, list) or all(map(check, node))


def _any_of(value: list[dict[str, Any]], _: dict[str, Any]) -> Fits:
    ways = [fits(each) for each in value]
    return lambda node: any(check(node) for check in ways)


def _pattern(value: str, _: dict[str, Any]) -> Fits:
    search = re.compile(value).search
    return lambda node: not isinstance(node, str) or search(node) is not None


_CHECKS: Final[dict[str, Callable[[Any, dict[str, Any]], Fits]]] = {
    "type": _type,
    "const": lambda value, schema: _one_of([value], schema),
    "enum": _one_of,
    "properties": _properties,
    "additionalProperties": _nothing_else,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "pattern": _pattern,
    "minimum": lambda value, _: lambda node: not _is_number(node) or node >= value,
    "maximum": lambda value, _: lambda node: not _is_number(node) or node <= value,
    "minLength": lambda value, _: lambda node: not isinstance(node, str) or len(node) >= value,
    "maxLength": lambda value, _: lambda node: not isinstance(node, str) or len(node) <= value,
    "minItems": lambda value, _: lambda node: not isinstance(node, list) or len(node) >= value,
    "maxItems": lambda value, _: lambda node: not isinstance(node, list) or len(node) <= value,
}
