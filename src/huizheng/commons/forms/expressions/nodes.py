"""The tree: what JSON may say, read into frozen nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.numbers import settle

MAX_DEPTH = 24
MAX_NODES = 400

Literal = str | bool | Decimal


@dataclass(frozen=True)
class Constant:
    value: Literal


@dataclass(frozen=True)
class Choices:
    """A list of constants, the right hand of ``in``."""

    values: tuple[Literal, ...]


@dataclass(frozen=True)
class FieldRef:
    """The answer of a field; ``repeat.column`` is the list of that column's answers."""

    key: str


@dataclass(frozen=True)
class ColumnRef:
    """An answer of the same row of a repeat group."""

    key: str


@dataclass(frozen=True)
class Call:
    op: str
    args: tuple[Node, ...]


Node = Constant | Choices | FieldRef | ColumnRef | Call


def read(data: Any) -> Node:
    """Return the tree that JSON describes; raises ``Unfit`` naming what is not understood."""
    budget = [MAX_NODES]
    return _read(data, 0, budget)


def _read(data: Any, depth: int, budget: list[int]) -> Node:
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        raise Unfit("表达式过深或过长")
    if isinstance(data, bool | str | int | float):
        return Constant(_literal(data))
    if isinstance(data, list):
        return Choices(tuple(_literal(item) for item in data))
    if not isinstance(data, dict):
        raise Unfit(f"表达式里不能有 {type(data).__name__}")
    keys = set(data)
    if keys == {"field"} and isinstance(data["field"], str):
        return FieldRef(data["field"])
    if keys == {"column"} and isinstance(data["column"], str):
        return ColumnRef(data["column"])
    if keys == {"number"} and isinstance(data["number"], str):
        return Constant(_decimal(data["number"]))
    if (
        "op" in keys
        and keys <= {"op", "args"}
        and isinstance(data["op"], str)
        and isinstance(data.get("args", []), list)
    ):
        return Call(data["op"], tuple(_read(arg, depth + 1, budget) for arg in data.get("args", [])))
    raise Unfit('表达式只能是常量、{"field"}、{"column"}、{"number"} 或 {"op", "args"}')


def _literal(data: Any) -> Literal:
    if isinstance(data, bool | str):
        return data
    if isinstance(data, int | float):
        return _decimal(repr(data))
    raise Unfit("列表里只能有文字、数字或真假")


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise Unfit(f"“{text}”不是数字") from None
    if settle(number) != number:
        raise Unfit(f"数字“{text}”超出范围")
    return number


def walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Call):
        for arg in node.args:
            yield from walk(arg)


def fields_of(node: Node) -> frozenset[str]:
    """Return the keys of the fields the tree reads."""
    return frozenset(part.key for part in walk(node) if isinstance(part, FieldRef))


def columns_of(node: Node) -> frozenset[str]:
    """Return the columns of its own row the tree reads; those inside ``any``, ``all`` and ``count`` are other rows'."""
    match node:
        case ColumnRef(key=key):
            return frozenset({key})
        case Call(op=("any" | "all" | "count"), args=(first, *_)):
            return columns_of(first)
        case Call(args=args):
            return frozenset().union(*(columns_of(arg) for arg in args))
        case _:
            return frozenset()
