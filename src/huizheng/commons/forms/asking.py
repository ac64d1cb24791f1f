"""Asking expressions about answers from outside a form: which materials are needed, which fee is due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huizheng.commons.forms.context import Context
from huizheng.commons.forms.errors import FormInvalid, Problem, Unfit
from huizheng.commons.forms.expressions.expression import Expression, expression
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.parts import Form


def form_expression(form: Form, source: Any, *, kind: str | None = "bool") -> Expression:
    """This function will check an expression against a form's fields and return it ready to ask.

    ``kind`` is what it must yield (``bool``, ``number``, ``text``, ``date``…) or ``None`` for anything.
    Raises ``FormInvalid`` when it names no field of the form or does not fit its type.
    """
    try:
        return expression(source, form.scope, kind=Kind(kind) if kind else None)
    except Unfit as error:
        raise FormInvalid([Problem("expression", str(error))]) from error


def ask(told: Expression, values: Mapping[str, Any], *, context: Context) -> Any:
    """Return what an expression yields for ``Checked.values``; numbers are exact decimals, no answer is ``None``."""
    return told.ask(Answers(values, context))


class Answers:
    """``Checked.values`` as the environment of an expression."""

    def __init__(self, values: Mapping[str, Any], context: Context) -> None:
        self._values = values
        self.today, self.now = context.today, context.now

    def answer(self, key: str) -> Any:
        if key in self._values:
            return self._values[key]
        repeat, _, column = key.rpartition(".")
        rows = self._values.get(repeat)
        # Only a repeat group's answer is a list of rows; ``a.b`` may also be a field that was not answered.
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            return [row.get(column) for row in rows]
        return None
