"""Evaluation: a tree becomes one Python function, once; asking it never raises, whatever the answers are.

An answer that is missing, hidden or unreadable is empty (``None``). Empty equals only empty; no order, sum of two or
contents holds for it; ``sum``, ``min`` and ``max`` pass over it; in logic it is false.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from huizheng.commons.forms.expressions import numbers
from huizheng.commons.forms.expressions.nodes import Call, Choices, ColumnRef, Constant, FieldRef, Node


class Environment(Protocol):
    """Where the answers come from."""

    today: str
    now: str

    def answer(self, key: str) -> Any: ...


Row = Mapping[str, Any]
Evaluator = Callable[[Environment, Row | None], Any]


def compiled(node: Node) -> Evaluator:
    """Return the function that evaluates the tree; it must have passed ``kind_of``."""
    match node:
        case Constant(value=value):
            return lambda _, __: value
        case Choices(values=values):
            return lambda _, __: values
        case FieldRef(key=key):
            return lambda env, _: env.answer(key)
        case ColumnRef(key=key):
            return lambda _, row: None if row is None else row.get(key)
        case Call(op=op, args=args):
            parts = [compiled(arg) for arg in args]
            if op in {"any", "all"} or (op == "count" and len(args) == 2):  # noqa: PLR2004 - rows, and what they must be
                return _over_rows(op, *parts)
            return _SPECIAL[op](parts) if op in _SPECIAL else _plain_call(_FUNCTIONS[op], parts)


def _plain_call(function: Callable[..., Any], parts: Sequence[Evaluator]) -> Evaluator:
    if len(parts) == 1:
        (only,) = parts
        return lambda env, row: function(only(env, row))
    if len(parts) == 2:  # noqa: PLR2004 - the common shape, kept quick
        left, right = parts
        return lambda env, row: function(left(env, row), right(env, row))
    return lambda env, row: function(*[part(env, row) for part in parts])


def _nothing(_: Environment, __: Row | None) -> None:
    return None


def _conditional(parts: Sequence[Evaluator]) -> Evaluator:
    condition, then, otherwise = (*parts, _nothing)[:3]
    return lambda env, row: then(env, row) if condition(env, row) is True else otherwise(env, row)


def _conjunction(parts: Sequence[Evaluator]) -> Evaluator:
    return lambda env, row: all(part(env, row) is True for part in parts)


def _disjunction(parts: Sequence[Evaluator]) -> Evaluator:
    return lambda env, row: any(part(env, row) is True for part in parts)


# Operators that decide which of their parts to ask, or ask none.
_SPECIAL: dict[str, Callable[[Sequence[Evaluator]], Evaluator]] = {
    "if": _conditional,
    "and": _conjunction,
    "or": _disjunction,
    "today": lambda _: lambda env, _row: env.today,
    "now": lambda _: lambda env, _row: env.now,
}


def _over_rows(op: str, rows: Evaluator, predicate: Evaluator) -> Evaluator:
    def evaluate(env: Environment, row: Row | None) -> Any:
        found = rows(env, row) or ()
        held = sum(1 for one in found if predicate(env, one) is True)
        if op == "any":
            return held > 0
        return held == len(found) if op == "all" else Decimal(held)

    return evaluate


def _compare(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: one is not None and other is not None and holds(one, other)


def _contains(one: Any, other: Any) -> bool:
    return one is not None and other is not None and other in one


def _fold(step: Callable[[Decimal, Decimal], Decimal | None]) -> Callable[..., Decimal | None]:
    def fold(*values: Decimal | None) -> Decimal | None:
        total = values[0]
        for value in values[1:]:
            if total is None or value is None:
                return None
            total = step(total, value)
        return total

    return fold


def _round(number: Decimal | None, places: Decimal | None) -> Decimal | None:
    return None if number is None or places is None else numbers.round_to(number, int(places))


def _flat(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if isinstance(value, list | tuple):
            found.extend(item for item in value if item is not None)
        elif value is not None:
            found.append(value)
    return found


def _sum(*values: Any) -> Decimal | None:
    total: Decimal | None = Decimal(0)
    for value in _flat(values):
        if total is None:
            return None
        total = numbers.add(total, value)
    return total


def is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, list | tuple) and not value)


def _count(value: Any) -> Decimal:
    return Decimal(0 if value is None else sum(1 for item in value if item is not None))


def _date(text: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def age_on(born: Any, on: Any) -> Decimal | None:
    """Return full years: a person born on 29 February is a year older on 1 March of a common year."""
    birth, day = _date(born), _date(on)
    if birth is None or day is None or day < birth:
        return None
    return Decimal(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def _days_between(start: Any, end: Any) -> Decimal | None:
    first, last = _date(start), _date(end)
    return None if first is None or last is None else Decimal((last - first).days)


_CITIZEN_NUMBER = re.compile(r"[0-9]{6}([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")


def birth_date(number: Any) -> str | None:
    """Return the date of birth inside a citizen number, as ISO text."""
    found = _CITIZEN_NUMBER.fullmatch(number) if isinstance(number, str) else None
    if found is None:
        return None
    text = "-".join(found.groups())
    return text if _date(text) else None


_FAR = Decimal(4_000_000)


def _add_days(start: Any, days: Decimal | None) -> str | None:
    day = _date(start)
    if day is None or days is None or abs(days) > _FAR:
        return None
    try:
        return (day + dt.timedelta(days=int(days))).isoformat()
    except OverflowError:
        return None


def _add_months(start: Any, months: Decimal | None) -> str | None:
    """Shift by whole months; a day the month does not have becomes its last."""
    day = _date(start)
    if day is None or months is None or abs(months) > _FAR:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()


def _concat(*values: Any) -> str:
    return "".join(numbers.plain(v) if isinstance(v, Decimal) else v for v in values if v is not None)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
    "lt": _compare(lambda one, other: one < other),
    "le": _compare(lambda one, other: one <= other),
    "gt": _compare(lambda one, other: one > other),
    "ge": _compare(lambda one, other: one >= other),
    "in": lambda one, values: one is not None and one in values,
    "contains": _contains,
    "not": lambda value: value is not True,
    "empty": is_empty,
    "add": _fold(numbers.add),
    "sub": _fold(numbers.subtract),
    "mul": _fold(numbers.multiply),
    "div": _fold(numbers.divide),
    "round": _round,
    "sum": _sum,
    "count": _count,
    "min": lambda *values: min(_flat(values), default=None),
    "max": lambda *values: max(_flat(values), default=None),
    "age_on": age_on,
    "days_between": _days_between,
    "birth_date": birth_date,
    "add_days": _add_days,
    "add_months": _add_months,
    "date_of": lambda moment: None if moment is None else moment[:10],
    "concat": _concat,
}
