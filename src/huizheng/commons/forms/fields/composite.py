"""Fields that hold other things than one typed value: rows, files, computed values, notes."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from huizheng.commons.forms.amounts import grouped
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.expressions.numbers import fixed, multiply, plain
from huizheng.commons.forms.fields.base import FieldType, as_text, field_type, type_named, type_of
from huizheng.commons.forms.parts import Field
from huizheng.commons.forms.wording import say

HARD_ROWS: Final = 2000
DEFAULT_ROWS: Final = 50


def most_rows(field: Field) -> int:
    """Return how many rows a repeat group may have."""
    rule = field.rule("rows")
    return int(rule.args.get("max", DEFAULT_ROWS)) if rule else DEFAULT_ROWS


def least_rows(field: Field) -> int:
    rule = field.rule("rows")
    return int(rule.args.get("min", 0)) if rule else 0


@field_type
class Repeat(FieldType):
    """A group of columns answered once per row."""

    name = "repeat"
    kind = Kind.ROWS
    rules = frozenset({"rows", "unique", "check"})
    settings = frozenset({"row_label", "row_label_en"})
    needs = frozenset({"columns"})
    widget = "repeat"
    column = False

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        """Return the rows as they came; each cell is read by its own column's type."""
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list | tuple) or not all(isinstance(row, dict) for row in raw):
            raise Unfit(say("shape"))
        known = {column.key for column in field.columns}
        return [{key: value for key, value in row.items() if key in known} for row in raw]

    def schema(self, field: Field) -> dict[str, Any]:
        row = {
            "type": "object",
            "properties": {
                column.key: type_of(column).schema(column)
                for column in field.columns
                if type_of(column).kind is not Kind.NONE
            },
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "maxItems": most_rows(field)}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return _("%(count)s 行") % {"count": len(value)}

    def problems(self, field: Field) -> Iterator[str]:
        if most_rows(field) > HARD_ROWS:
            yield f"一个重复组最多 {HARD_ROWS} 行"
        for column in field.columns:
            if not type_of(column).column:
                yield f"列“{column.key}”不能用类型“{column.type}”"
        unique = field.rule("unique")
        if unique and unique.args["column"] not in {column.key for column in field.columns}:
            yield f"没有列“{unique.args['column']}”"


_DIGEST = re.compile(r"[0-9a-f]{64}")
MAX_FILES: Final = 50


@field_type
class File(FieldType):
    """Files by the digest of their content; what they must be is told by the material they belong to."""

    name = "file"
    kind = Kind.TEXTS
    rules = frozenset({"count", "check"})
    settings = frozenset({"accept", "material", "max_mb"})
    widget = "file"
    column = False

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        if raw is None or raw == "":
            return None
        found = [raw] if isinstance(raw, str) else raw
        if not isinstance(found, list | tuple) or len(found) > MAX_FILES:
            raise Unfit(say("file"))
        digests = dict.fromkeys(as_text(item) for item in found)
        digests.pop("", None)
        if not all(_DIGEST.fullmatch(digest) for digest in digests):
            raise Unfit(say("file"))
        return list(digests) or None

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "uniqueItems": True,
            "minItems": 1,
            "maxItems": MAX_FILES,
        }

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return _("%(count)s 个文件") % {"count": len(value)}


@field_type
class Computed(FieldType):
    """A value worked out from other answers; what a browser sends for it is not looked at."""

    name = "computed"
    kind = Kind.TEXT
    rules = frozenset({"range", "compare", "check"})
    settings = frozenset({"show_as", "unit"})
    needs = frozenset({"compute"})
    widget = "computed"
    answered = False

    def kind_in(self, field: Field) -> Kind:
        return field.compute.kind if field.compute else Kind.TEXT

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        """Return the JSON of a worked-out value."""
        if isinstance(raw, Decimal):
            if field.settings.get("show_as") == "money":
                return fixed(raw, 2)
            return plain(raw)
        return raw

    def typed(self, field: Field, value: Any) -> Any:
        return Decimal(value) if self.kind_in(field) is Kind.NUMBER and value is not None else value

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "boolean" if self.kind_in(field) is Kind.BOOL else "string"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        shown = field.settings.get("show_as") or {
            Kind.NUMBER: "decimal",
            Kind.DATE: "date",
            Kind.MONTH: "month",
            Kind.DATETIME: "datetime",
            Kind.BOOL: "yes_no",
        }.get(self.kind_in(field), "text")
        if shown == "percent":
            return f"{grouped(multiply(Decimal(value), Decimal(100)) or Decimal(0))}%"
        return type_named(shown).present(field, value)

    def problems(self, field: Field) -> Iterator[str]:
        if field.required is not False:
            yield "计算值不用填写，不能设为必填"
        if field.settings.get("show_as") in {"money", "percent"} and self.kind_in(field) is not Kind.NUMBER:
            yield f"show_as: {field.settings['show_as']} 只能用于数字"


@field_type
class Note(FieldType):
    """Words between the questions."""

    name = "note"
    kind = Kind.NONE
    rules = frozenset()
    settings = frozenset({"tone"})
    widget = "note"
    column = False
    answered = False

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        return None

    def problems(self, field: Field) -> Iterator[str]:
        if field.required is not False:
            yield "说明文字没有答案，不能设为必填"
