"""Judging answers: what is shown, what is right, what to do about the rest."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from huizheng.commons.forms.context import Context
from huizheng.commons.forms.definition.order import ordered
from huizheng.commons.forms.errors import AnswersRefused, Unfit
from huizheng.commons.forms.expressions.evaluation import is_empty
from huizheng.commons.forms.expressions.expression import Expression
from huizheng.commons.forms.fields.composite import HARD_ROWS, most_rows
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.parts import Field, Form
from huizheng.commons.forms.wording import say

MAX_VALUES: Final = 60_000
MAX_CHARACTERS: Final = 2_000_000
MAX_DEPTH: Final = 4

Mode = Literal["submit", "draft"]


@dataclass(frozen=True)
class Checked:
    """What is known of a set of answers.

    ``clean`` is JSON: only what is shown, readable and not empty. ``values`` is the same for expressions, numbers
    exact. ``kept`` is what was typed, hidden and unreadable answers included, for the draft. ``visible`` holds field
    keys, cells of repeat groups as ``group.0.column``, and shown sections as ``#section``.
    """

    clean: dict[str, Any]
    values: dict[str, Any]
    errors: dict[str, str]
    visible: frozenset[str]
    kept: dict[str, Any]

    @property
    def is_valid(self) -> bool:
        return not self.errors


def validate(
    form: Form,
    raw_answers: Any,
    *,
    context: Context,
    mode: Mode = "submit",
    section: str | None = None,
) -> Checked:
    """This function will judge answers by the form.

    ``raw_answers`` is what a person typed or what was kept: field key to value, repeat groups as lists of rows. In a
    draft nothing is required, yet what is typed is judged. With ``section`` only that section's errors are given.
    Unknown keys are left out. Raises ``AnswersRefused`` for a shape that no person can have filled in.
    """
    refuse_abuse(raw_answers)
    judgement = _Judgement(form, raw_answers, context, mode)
    judgement.work_out()
    judgement.judge(section)
    kept = {key: raw_answers[key] for key in form.fields if key in raw_answers and type_of(form.fields[key]).answered}
    return Checked(judgement.clean, judgement.values, judgement.errors, frozenset(judgement.visible), kept)


def refuse_abuse(raw: Any) -> None:
    """Raise ``AnswersRefused`` for what is no mapping of plain JSON, too deep, too many or too long."""
    if not isinstance(raw, Mapping):
        raise AnswersRefused("answers are a mapping")
    values = characters = 0
    waiting: list[tuple[Any, int]] = [(raw, 0)]
    while waiting:
        item, depth = waiting.pop()
        values += 1
        if isinstance(item, str):
            characters += len(item)
        else:
            waiting.extend((inner, depth + 1) for inner in _parts_of(item))
        if depth > MAX_DEPTH or values > MAX_VALUES or characters > MAX_CHARACTERS:
            raise AnswersRefused("answers are too many, too long or too deep")


def _parts_of(item: Any) -> Iterable[Any]:
    if isinstance(item, Mapping):
        if not all(isinstance(key, str) for key in item):
            raise AnswersRefused("keys of answers are text")
        return [*item, *item.values()]
    if isinstance(item, list | tuple):
        if len(item) > HARD_ROWS:
            raise AnswersRefused(f"no list of answers is longer than {HARD_ROWS}")
        return item
    if isinstance(item, bool | int | float | None):
        return ()
    raise AnswersRefused("answers are plain JSON")


class _Judgement:
    """One form with one set of answers; also the environment its expressions look into."""

    def __init__(self, form: Form, raw: Mapping[str, Any], context: Context, mode: Mode) -> None:
        self.form = form
        self.raw = raw
        self.today, self.now = context.today, context.now
        self.is_draft = mode == "draft"
        self.clean: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.errors: dict[str, str] = {}
        self.visible: set[str] = set()
        self._places: dict[str, list[int]] = {}
        self._columns: dict[str, list[Any]] = {}
        self._unreadable: dict[str, str] = {}

    def answer(self, key: str) -> Any:
        if key in self.values:
            return self.values[key]
        return self._columns.get(key)

    def work_out(self) -> None:
        """Find every field's visibility and value, each after what it depends on."""
        for key in self.form.order:
            one = self.form.fields[key]
            section = self.form.section_of[key]
            if section.visible_if is not None and not section.visible_if.holds(self):
                continue
            self.visible.add(f"#{section.key}")
            if one.visible_if is not None and not one.visible_if.holds(self):
                continue
            self.visible.add(key)
            if one.columns:
                self._rows(one)
            else:
                self._value(one)

    def _value(self, one: Field) -> None:
        kind = type_of(one)
        if one.compute is not None:
            self._keep(one.key, one, kind.parse(one, one.compute.ask(self)))
            return
        try:
            self._keep(one.key, one, kind.parse(one, self.raw.get(one.key), self.answer(kind.companion_of(one))))
        except Unfit as error:
            self._unreadable[one.key] = str(error)

    def _keep(self, key: str, one: Field, value: Any) -> None:
        if not is_empty(value):
            self.clean[key] = value
            self.values[key] = type_of(one).typed(one, value)

    def _rows(self, one: Field) -> None:
        try:
            rows = type_of(one).parse(one, self.raw.get(one.key))
        except Unfit as error:
            self._unreadable[one.key] = str(error)
            return
        order = _column_order(one)
        clean: list[dict[str, Any]] = []
        typed: list[dict[str, Any]] = []
        places: list[int] = []
        for place, raw in enumerate(rows):
            path = f"{one.key}.{place}"
            # A row that nobody has filled in is no row: the page offers empty ones.
            if any(not is_empty(_stripped(raw.get(column.key))) for column in one.columns if type_of(column).answered):
                cells, values = self._row(path, raw, order)
                clean.append(cells)
                typed.append(values)
                places.append(place)
            else:
                self.visible.update(f"{path}.{column.key}" for column in one.columns if column.visible_if is None)
        self._places[one.key] = places
        if clean:
            self.clean[one.key], self.values[one.key] = clean, typed
        for column in one.columns:
            self._columns[f"{one.key}.{column.key}"] = [row.get(column.key) for row in typed]

    def _row(self, path: str, raw: Mapping[str, Any], order: Sequence[Field]) -> tuple[dict[str, Any], dict[str, Any]]:
        cells: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for column in order:
            if column.visible_if is not None and not column.visible_if.holds(self, values):
                continue
            self.visible.add(f"{path}.{column.key}")
            kind = type_of(column)
            companion = kind.companion_of(column)
            try:
                value = (
                    kind.parse(column, column.compute.ask(self, values))
                    if column.compute is not None
                    else kind.parse(column, raw.get(column.key), values.get(companion, self.answer(companion)))
                )
            except Unfit as error:
                self._unreadable[f"{path}.{column.key}"] = str(error)
                continue
            if not is_empty(value):
                cells[column.key] = value
                values[column.key] = kind.typed(column, value)
        # Columns in the form's own order, whatever order they were worked out in.
        return {key: cells[key] for key in (c.key for c in order) if key in cells}, values

    def judge(self, section: str | None) -> None:
        """Collect what to do, in the order in which the form asks."""
        for part in self.form.sections:
            if section is not None and part.key != section:
                continue
            for one in part.fields:
                if one.key not in self.visible:
                    continue
                if one.columns:
                    self._judge_rows(one)
                else:
                    self._judge_value(one.key, one, self.clean.get(one.key), self.values.get(one.key), None)

    def _judge_value(self, path: str, one: Field, clean: Any, value: Any, row: Mapping[str, Any] | None) -> None:
        if path in self._unreadable:
            self.errors[path] = self._unreadable[path]
            return
        if value is None:
            if not self.is_draft and self._is_required(one, row):
                self.errors[path] = missing_words(one)
            return
        for rule in one.rules:
            # Lengths and counts are of what was written, all else of what it means.
            said = rule.complaint(clean if one.columns else value, self, row)
            if said:
                self.errors[path] = said
                return

    def _judge_rows(self, one: Field) -> None:
        for place, values in zip(self._places.get(one.key, ()), self.values.get(one.key, ()), strict=True):
            for column in one.columns:
                path = f"{one.key}.{place}.{column.key}"
                if path in self.visible:
                    self._judge_value(path, column, None, values.get(column.key), values)
        if one.key in self._unreadable:
            self.errors[one.key] = self._unreadable[one.key]
            return
        rows = self.values.get(one.key, [])
        if not rows and not self.is_draft and self._is_required(one, None):
            self.errors[one.key] = missing_words(one)
            return
        if len(rows) > most_rows(one):
            self.errors[one.key] = say("rows.max", count=most_rows(one), size=len(rows))
            return
        for rule in one.rules:
            if rule.name == "rows" and self.is_draft:
                continue
            said = rule.complaint(rows, self, None)
            if said and (rows or rule.name == "rows"):
                self.errors[one.key] = said
                return

    def _is_required(self, one: Field, row: Mapping[str, Any] | None) -> bool:
        return one.required.holds(self, row) if isinstance(one.required, Expression) else one.required


def missing_words(one: Field) -> str:
    """Return what to do about an answer that is missing."""
    return say(_MISSING.get(type_of(one).widget, "missing"), label=one.title)


_MISSING: Final = {
    "choice": "missing.choice",
    "multi_choice": "missing.choice",
    "yes_no": "missing.choice",
    "declaration": "missing.declaration",
    "file": "missing.file",
    "repeat": "missing.repeat",
}


def _stripped(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return [value for value in raw.values() if not is_empty(_stripped(value))]
    return raw.strip() if isinstance(raw, str) else raw


@functools.lru_cache(maxsize=4096)
def _order_of(reads: tuple[tuple[str, frozenset[str]], ...]) -> tuple[str, ...]:
    return ordered(dict(reads))


def _column_order(one: Field) -> list[Field]:
    """Return the columns so that each follows those of its row that it reads."""
    columns = {column.key: column for column in one.columns}
    return [columns[key] for key in _order_of(tuple((key, _reads(column)) for key, column in columns.items()))]


def _reads(column: Field) -> frozenset[str]:
    found: set[str] = {type_of(column).companion_of(column)}
    for told in (column.visible_if, column.compute):
        found |= told.columns if told else set()
    return frozenset(found)
