"""Reading a form: its shape by the published schema, then everything a schema cannot say."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from huizheng.commons.forms.definition.order import Knot, ordered
from huizheng.commons.forms.errors import FormInvalid, Problem, Unfit
from huizheng.commons.forms.expressions.expression import Expression, expression
from huizheng.commons.forms.expressions.kinds import LIST_OF, Kind, Scope
from huizheng.commons.forms.fields.registry import type_named, type_of
from huizheng.commons.forms.parts import Field, Form, Option, Prefill, Section
from huizheng.commons.forms.rules import Rule, read_rule

if TYPE_CHECKING:
    import jsonschema


@cache
def form_schema() -> dict[str, Any]:
    """Return the published JSON Schema of a form."""
    text = importlib.resources.files("huizheng.commons.forms").joinpath("form.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator() -> jsonschema.Draft202012Validator:
    import jsonschema  # noqa: PLC0415 - every process loads this module, few ever read a form

    return jsonschema.Draft202012Validator(form_schema())


def load_form(source: Mapping[str, Any]) -> Form:
    """This function will read a form and check it whole.

    Raises ``FormInvalid`` with every problem found: shape, doubled keys, options, expressions that name no field or do
    not fit its type, and conditions that turn in a circle.
    """
    problems = [Problem(_path(error.absolute_path), _words(error)) for error in _validator().iter_errors(source)]
    if problems:
        raise FormInvalid(problems)
    return _Reader(source).read()


def _path(parts: Any) -> str:
    return ".".join(str(part) for part in parts) or "form"


def _words(error: jsonschema.ValidationError) -> str:
    match error.validator:
        case "required":
            return f"缺少属性（{error.message}）"
        case "additionalProperties":
            return f"有不认识的属性（{error.message}）"
        case "enum" | "const":
            return f"值不在允许的范围内（{error.message}）"
        case _:
            return f"格式不对（{error.message}）"


class _Reader:
    """Reads in two rounds: first keys and kinds of all fields, then the expressions that refer to them."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.labels: dict[str, tuple[str, str]] = {}
        self.kinds: dict[str, Kind] = {}
        self.columns: dict[str, dict[str, Kind]] = {}

    def read(self) -> Form:
        self._names()
        # A computed field has the kind of its expression, which may read other computed ones.
        self._computed_kinds()
        scope = Scope(self.kinds, {}, self.columns)
        sections = tuple(self._section(data, scope) for data in self.source["sections"])
        dependencies = _dependencies(sections)
        order: tuple[str, ...] = ()
        try:
            order = ordered(dependencies)
        except Knot as knot:
            self.problems.append(Problem(knot.keys[0], f"条件或计算互相依赖：{' → '.join(knot.keys)}"))
        if self.problems:
            raise FormInvalid(self.problems)
        return Form(source=self.source, sections=sections, order=order, scope=scope, dependencies=dependencies)

    def _names(self) -> None:
        seen_sections: set[str] = set()
        for section in self.source["sections"]:
            if section["key"] in seen_sections:
                self.problems.append(Problem(section["key"], "小节的键重复"))
            seen_sections.add(section["key"])
            for data in section["fields"]:
                key = data["key"]
                if key in self.kinds:
                    self.problems.append(Problem(key, "字段的键重复"))
                self.kinds[key] = type_named(data["type"]).kind
                self.labels[key] = (data["label"], data.get("label_en", ""))
        for section in self.source["sections"]:
            for data in section["fields"]:
                if data["type"] == "repeat":
                    self._column_names(data)

    def _column_names(self, data: Mapping[str, Any]) -> None:
        columns: dict[str, Kind] = {}
        for column in data.get("columns", []):
            path = f"{data['key']}.{column['key']}"
            if column["key"] in columns or path in self.kinds:
                self.problems.append(Problem(path, "列的键重复，或与字段同名"))
            columns[column["key"]] = type_named(column["type"]).kind
            self.labels[path] = (column["label"], column.get("label_en", ""))
        self.columns[data["key"]] = columns
        self._lists(data["key"])

    def _lists(self, repeat: str) -> None:
        for key, kind in self.columns[repeat].items():
            self.kinds[f"{repeat}.{key}"] = LIST_OF.get(kind, Kind.NONE)

    def _computed_kinds(self) -> None:
        """Find the kinds of computed fields; one that stays unfit is reported when its expression is read."""
        waiting: list[tuple[str, str, Any]] = []
        for section in self.source["sections"]:
            for data in section["fields"]:
                if data["type"] == "computed" and "compute" in data:
                    waiting.append(("", data["key"], data["compute"]))
                waiting += [
                    (data["key"], column["key"], column["compute"])
                    for column in data.get("columns", ())
                    if column["type"] == "computed" and "compute" in column
                ]
        for _ in range(len(waiting)):
            settled = [self._settle(*one) for one in waiting]
            if not any(settled):
                return

    def _settle(self, repeat: str, key: str, source: Any) -> bool:
        scope = Scope(self.kinds, self.columns.get(repeat, {}), self.columns)
        try:
            kind = expression(source, scope).kind
        except Unfit:
            return False
        kinds = self.columns[repeat] if repeat else self.kinds
        if kinds[key] is kind:
            return False
        kinds[key] = kind
        if repeat:
            self._lists(repeat)
        return True

    def _section(self, data: Mapping[str, Any], scope: Scope) -> Section:
        return Section(
            key=data["key"],
            title_zh=data["title"],
            title_en=data.get("title_en", ""),
            help=data.get("help", ""),
            help_en=data.get("help_en", ""),
            visible_if=self._condition(data, "visible_if", scope, data["key"]),
            fields=tuple(self._field(field, scope, field["key"]) for field in data["fields"]),
        )

    def _field(self, data: Mapping[str, Any], scope: Scope, path: str, repeat: str = "") -> Field:
        inner = scope.in_row(data["key"]) if data["key"] in self.columns and not repeat else scope
        required = data.get("required", False)
        prefill = data.get("prefill", "")
        kind = self.columns[repeat][data["key"]] if repeat else self.kinds[data["key"]]
        labels = self.labels
        if repeat:
            own = f"{repeat}."
            labels = {**labels, **{key.removeprefix(own): text for key, text in labels.items() if key.startswith(own)}}
        made = Field(
            key=data["key"],
            type=data["type"],
            label=data["label"],
            label_en=data.get("label_en", ""),
            help=data.get("help", ""),
            help_en=data.get("help_en", ""),
            required=required
            if isinstance(required, bool)
            else self._condition(data, "required", scope, path) or False,
            visible_if=self._condition(data, "visible_if", scope, path),
            rules=tuple(filter(None, (self._rule(rule, scope, kind, path, labels) for rule in data.get("rules", [])))),
            options=tuple(Option(o["value"], o["label"], o.get("label_en", "")) for o in data.get("options", [])),
            code_list=data.get("code_list", ""),
            prefill=_prefill(prefill) if prefill else None,
            columns=tuple(
                self._field(column, inner, f"{path}.{column['key']}", repeat=data["key"])
                for column in data.get("columns", [])
            ),
            compute=self._condition(data, "compute", scope, path, kind=None),
            settings=data.get("settings", {}),
            kind=kind,
            repeat=repeat,
        )
        self.problems += [Problem(path, text) for text in self._misfits(made, scope)]
        return made

    def _condition(
        self,
        data: Mapping[str, Any],
        name: str,
        scope: Scope,
        path: str,
        *,
        kind: Kind | None = Kind.BOOL,
    ) -> Expression | None:
        if name not in data:
            return None
        try:
            return expression(data[name], scope, kind=kind)
        except Unfit as error:
            self.problems.append(Problem(path, f"{name}：{error}"))
            return None

    def _rule(
        self,
        data: Mapping[str, Any],
        scope: Scope,
        kind: Kind,
        path: str,
        labels: Mapping[str, tuple[str, str]],
    ) -> Rule | None:
        try:
            return read_rule(data, scope, kind=kind, labels=labels)
        except Unfit as error:
            self.problems.append(Problem(path, f"规则 {data['rule']}：{error}"))
            return None

    def _misfits(self, field: Field, scope: Scope) -> Iterator[str]:
        kind = type_of(field)
        for rule in field.rules:
            if rule.name not in kind.rules:
                yield f"类型 {field.type} 不能用规则 {rule.name}"
        yield from (f"类型 {field.type} 没有设置 {name}" for name in field.settings if name not in kind.settings)
        for name in ("columns", "compute"):
            if bool(getattr(field, name)) != (name in kind.needs):
                yield f"类型 {field.type} {'需要' if name in kind.needs else '不能有'} {name}"
        if (field.options or field.code_list) and kind.widget not in {"choice", "multi_choice"}:
            yield f"类型 {field.type} 不能有 options 或 code_list"
        companion = kind.companion_of(field)
        known = self.columns.get(field.repeat, {}) if field.repeat else self.kinds
        if companion and known.get(companion) is not Kind.TEXT and scope.fields.get(companion) is not Kind.TEXT:
            yield f"没有字段“{companion}”可以说明证件类型"
        yield from kind.problems(field)
        if field.columns:
            try:
                ordered({column.key: _row_reads(column) for column in field.columns})
            except Knot as knot:
                yield f"列的条件或计算互相依赖：{' → '.join(knot.keys)}"


def _row_reads(column: Field) -> frozenset[str]:
    return frozenset().union(
        *(told.columns for told in (column.visible_if, column.compute) if told), {type_of(column).companion_of(column)}
    )


def _prefill(data: str | Mapping[str, Any]) -> Prefill:
    return Prefill(data) if isinstance(data, str) else Prefill(data["from"], data.get("locked", False))


def _dependencies(sections: tuple[Section, ...]) -> dict[str, frozenset[str]]:
    """Return what each field's visibility and value read; a column's reads are its group's."""
    owners = {
        f"{field.key}.{column.key}": field.key for s in sections for field in s.fields for column in field.columns
    }
    found: dict[str, frozenset[str]] = {}
    for section in sections:
        shared = section.visible_if.reads if section.visible_if else frozenset()
        for field in section.fields:
            reads = set(shared)
            for one in (field, *field.columns):
                for told in (one.visible_if, one.compute):
                    reads |= told.reads if told else set()
                companion = type_of(one).companion_of(one)
                if companion and not (one.repeat and companion in {column.key for column in field.columns}):
                    reads.add(companion)
            found[field.key] = frozenset(owners.get(key, key) for key in reads)
    return found
