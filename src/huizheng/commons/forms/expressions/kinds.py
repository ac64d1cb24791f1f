"""Types of values, and which operator takes which: a tree that does not fit is refused when the form is loaded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.nodes import Call, Choices, ColumnRef, Constant, FieldRef, Node


class Kind(StrEnum):
    """What kind of value an answer or a part of a tree is."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    MONTH = "month"
    DATETIME = "datetime"
    TEXTS = "texts"
    NUMBERS = "numbers"
    BOOLS = "bools"
    DATES = "dates"
    ROWS = "rows"
    NONE = "none"  # a field that holds no answer, such as a note


LIST_OF: Final = {
    Kind.TEXT: Kind.TEXTS,
    Kind.NUMBER: Kind.NUMBERS,
    Kind.BOOL: Kind.BOOLS,
    Kind.DATE: Kind.DATES,
    Kind.MONTH: Kind.TEXTS,
    Kind.DATETIME: Kind.TEXTS,
}
LISTS: Final = frozenset({Kind.TEXTS, Kind.NUMBERS, Kind.BOOLS, Kind.DATES, Kind.ROWS})
_ORDERED: Final = frozenset({Kind.NUMBER, Kind.DATE, Kind.MONTH, Kind.DATETIME})
_SCALARS: Final = _ORDERED | {Kind.TEXT, Kind.BOOL}
_WRITTEN: Final = {
    Kind.DATE: re.compile(r"\d{4}-\d\d-\d\d"),
    Kind.MONTH: re.compile(r"\d{4}-\d\d"),
    Kind.DATETIME: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d"),
}


@dataclass(frozen=True)
class Scope:
    """What a tree may refer to: all fields (``repeat.column`` included), and the columns when it stands in a row."""

    fields: Mapping[str, Kind]
    columns: Mapping[str, Kind]
    columns_of: Mapping[str, Mapping[str, Kind]]

    def in_row(self, repeat: str) -> Scope:
        return Scope(self.fields, self.columns_of[repeat], self.columns_of)


def kind_of(node: Node, scope: Scope) -> Kind:
    """Return the kind of value the tree yields; raises ``Unfit`` naming the field or operator that does not fit."""
    match node:
        case Constant(value=bool()):
            return Kind.BOOL
        case Constant(value=str()):
            return Kind.TEXT
        case Constant():
            return Kind.NUMBER
        case Choices():
            raise Unfit("列表只能放在 in 的右边")
        case FieldRef(key=key):
            if key not in scope.fields:
                raise Unfit(f"没有字段“{key}”")
            return scope.fields[key]
        case ColumnRef(key=key):
            if key not in scope.columns:
                raise Unfit(f"这一行里没有列“{key}”")
            return scope.columns[key]
        case Call():
            return _kind_of_call(node, scope)


def _kind_of_call(call: Call, scope: Scope) -> Kind:
    if call.op not in _OPERATORS:
        raise Unfit(f"没有运算“{call.op}”")
    least, most, rule = _OPERATORS[call.op]
    if not least <= len(call.args) <= most:
        raise Unfit(f"运算“{call.op}”的参数个数不对")
    return rule(call.op, call.args, scope)


def _fits_writing(node: Node, kind: Kind) -> bool:
    """Say whether a text constant may stand for a date, month or moment."""
    if not (isinstance(node, Constant) and isinstance(node.value, str) and kind in _WRITTEN):
        return False
    if not _WRITTEN[kind].fullmatch(node.value):
        return False
    try:
        dt.datetime.fromisoformat(f"{node.value}-01" if kind is Kind.MONTH else node.value)
    except ValueError:
        return False
    return True


def _need(op: str, node: Node, scope: Scope, allowed: frozenset[Kind]) -> Kind:
    kind = kind_of(node, scope)
    if kind in allowed:
        return kind
    for wanted in allowed & _WRITTEN.keys():
        if _fits_writing(node, wanted):
            return wanted
    raise Unfit(f"运算“{op}”不能用于{_name(node)}（{kind}）")


def _name(node: Node) -> str:
    match node:
        case FieldRef(key=key):
            return f"字段“{key}”"
        case ColumnRef(key=key):
            return f"列“{key}”"
        case Call(op=op):
            return f"“{op}”的结果"
        case Constant(value=value):
            return f"常量“{value}”"
        case Choices():
            return "列表"


def _same(op: str, args: Sequence[Node], scope: Scope, allowed: frozenset[Kind]) -> Kind:
    """All arguments are of one kind; a written date may stand beside a date."""
    kinds = [kind_of(arg, scope) for arg in args]
    leading = next((kind for arg, kind in zip(args, kinds, strict=True) if not isinstance(arg, Constant)), kinds[0])
    if leading not in allowed:
        raise Unfit(f"运算“{op}”不能用于{_name(args[kinds.index(leading)])}（{leading}）")
    for arg, kind in zip(args, kinds, strict=True):
        if kind is not leading and not _fits_writing(arg, leading):
            raise Unfit(f"运算“{op}”两边的类型不同：{_name(args[0])}与{_name(arg)}（{leading}、{kind}）")
    return leading


def _equal(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _same(op, args, scope, _SCALARS)
    return Kind.BOOL


def _ordered(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _same(op, args, scope, _ORDERED)
    return Kind.BOOL


def _in(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    kind = _need(op, args[0], scope, _SCALARS)
    if not isinstance(args[1], Choices) or not args[1].values:
        raise Unfit("in 的右边必须是非空列表")
    for value in args[1].values:
        constant = Constant(value)
        if kind_of(constant, scope) is not kind and not _fits_writing(constant, kind):
            raise Unfit(f"in 的列表里“{value}”与{_name(args[0])}类型不同（{kind}）")
    return Kind.BOOL


def _contains(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, frozenset({Kind.TEXT, Kind.TEXTS}))
    _need(op, args[1], scope, frozenset({Kind.TEXT}))
    return Kind.BOOL


def _logic(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    for arg in args:
        _need(op, arg, scope, frozenset({Kind.BOOL}))
    return Kind.BOOL


def _empty(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    if kind_of(args[0], scope) is Kind.NONE:
        raise Unfit(f"{_name(args[0])}没有答案，不能用于“{op}”")
    return Kind.BOOL


def _arithmetic(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    for arg in args:
        _need(op, arg, scope, frozenset({Kind.NUMBER}))
    return Kind.NUMBER


def _sum(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    for arg in args:
        _need(op, arg, scope, frozenset({Kind.NUMBER, Kind.NUMBERS}))
    return Kind.NUMBER


def _extreme(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    kinds = {_need(op, arg, scope, frozenset({Kind.NUMBER, Kind.NUMBERS, Kind.DATE, Kind.DATES})) for arg in args}
    if kinds <= {Kind.NUMBER, Kind.NUMBERS}:
        return Kind.NUMBER
    if kinds <= {Kind.DATE, Kind.DATES}:
        return Kind.DATE
    raise Unfit(f"运算“{op}”不能同时比较数字和日期")


def _count(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, LISTS)
    if len(args) == 2:  # noqa: PLR2004 - the list, and what a row must be
        _rows(op, args, scope)
    return Kind.NUMBER


def _rows(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    repeat = args[0]
    if not isinstance(repeat, FieldRef) or repeat.key not in scope.columns_of:
        raise Unfit(f"运算“{op}”的第一个参数必须是重复组字段")
    _need(op, args[1], scope.in_row(repeat.key), frozenset({Kind.BOOL}))
    return Kind.BOOL


def _age_on(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    for arg in args:
        _need(op, arg, scope, frozenset({Kind.DATE}))
    return Kind.NUMBER


def _birth_date(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, frozenset({Kind.TEXT}))
    return Kind.DATE


def _today(op: str, args: Sequence[Node], scope: Scope) -> Kind:  # noqa: ARG001 - one signature for all operators
    return Kind.DATE


def _shift(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, frozenset({Kind.DATE}))
    _need(op, args[1], scope, frozenset({Kind.NUMBER}))
    return Kind.DATE


def _concat(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    for arg in args:
        _need(op, arg, scope, frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.MONTH, Kind.DATETIME}))
    return Kind.TEXT


def _now(op: str, args: Sequence[Node], scope: Scope) -> Kind:  # noqa: ARG001 - one signature for all operators
    return Kind.DATETIME


def _date_of(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, frozenset({Kind.DATETIME}))
    return Kind.DATE


def _if(op: str, args: Sequence[Node], scope: Scope) -> Kind:
    _need(op, args[0], scope, frozenset({Kind.BOOL}))
    return _same(op, args[1:], scope, _SCALARS)


_MANY: Final = 64
_Rule = Callable[[str, Sequence[Node], Scope], Kind]
# Operator -> fewest and most arguments, and the rule that finds the kind of its result.
_OPERATORS: Final[dict[str, tuple[int, int, _Rule]]] = {
    "eq": (2, 2, _equal),
    "ne": (2, 2, _equal),
    "lt": (2, 2, _ordered),
    "le": (2, 2, _ordered),
    "gt": (2, 2, _ordered),
    "ge": (2, 2, _ordered),
    "in": (2, 2, _in),
    "contains": (2, 2, _contains),
    "and": (1, _MANY, _logic),
    "or": (1, _MANY, _logic),
    "not": (1, 1, _logic),
    "empty": (1, 1, _empty),
    "add": (2, _MANY, _arithmetic),
    "sub": (2, 2, _arithmetic),
    "mul": (2, _MANY, _arithmetic),
    "div": (2, 2, _arithmetic),
    "round": (2, 2, _arithmetic),
    "sum": (1, _MANY, _sum),
    "min": (1, _MANY, _extreme),
    "max": (1, _MANY, _extreme),
    "count": (1, 2, _count),
    "any": (2, 2, _rows),
    "all": (2, 2, _rows),
    "age_on": (2, 2, _age_on),
    "days_between": (2, 2, _age_on),
    "birth_date": (1, 1, _birth_date),
    "today": (0, 0, _today),
    "add_days": (2, 2, _shift),
    "add_months": (2, 2, _shift),
    "now": (0, 0, _now),
    "date_of": (1, 1, _date_of),
    "concat": (1, _MANY, _concat),
    "if": (2, 3, _if),
}
OPERATORS: Final = frozenset(_OPERATORS)
