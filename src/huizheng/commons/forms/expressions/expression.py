"""An expression as a form holds it: its JSON, its kind, what it reads, and how to ask it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.evaluation import Environment, Evaluator, Row, compiled
from huizheng.commons.forms.expressions.kinds import Kind, Scope, kind_of
from huizheng.commons.forms.expressions.nodes import columns_of, fields_of, read


@dataclass(frozen=True)
class Expression:
    source: Any
    kind: Kind
    reads: frozenset[str]
    columns: frozenset[str]
    _evaluate: Evaluator = field(compare=False, repr=False)

    def ask(self, environment: Environment, row: Row | None = None) -> Any:
        return self._evaluate(environment, row)

    def holds(self, environment: Environment, row: Row | None = None) -> bool:
        return self._evaluate(environment, row) is True


def expression(source: Any, scope: Scope, *, kind: Kind | None = None) -> Expression:
    """Return the checked, compiled expression; raises ``Unfit`` when it does not fit the form."""
    node = read(source)
    found = kind_of(node, scope)
    if kind is not None and found is not kind:
        raise Unfit(f"这里需要{kind}，表达式给出的是{found}")
    return Expression(
        source=source, kind=found, reads=fields_of(node), columns=columns_of(node), _evaluate=compiled(node)
    )
