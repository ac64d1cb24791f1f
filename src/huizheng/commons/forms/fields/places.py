"""Fields that name a place: a division code, alone or with the rest of the address in words."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from huizheng.commons.forms.divisions import division_name, is_division
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.fields.base import FieldType, as_code, as_text, field_type
from huizheng.commons.forms.parts import Field, reads_english
from huizheng.commons.forms.wording import say
from huizheng.lib.identifiers import check_region_code, is_region_code

MAX_DETAIL: Final = 300
_SIX: Final = 6


def in_order(division: str, detail: str) -> str:
    """Return an address as it is written: in Chinese the widest part first, in English last."""
    if reads_english():
        return ", ".join(filter(None, (detail, division)))
    return f"{division}{detail}"


def _read_division(raw: Any, digits: int) -> str:
    text = re.sub(r"\s", "", as_code(raw))
    if not text:
        return ""
    if not is_region_code(text) or len(text) > digits:
        raise Unfit(say("division"))
    code = check_region_code(text)
    if not is_division(code):
        raise Unfit(say("division"))
    return code


def _read_detail(raw: Any) -> str:
    text = re.sub(r"\s+", " ", as_text(raw))
    if len(text) > MAX_DETAIL:
        raise Unfit(say("length.max", count=MAX_DETAIL, size=len(text)))
    return text


class Place(FieldType):
    """Two parts: ``division`` (a code) and ``detail`` (words)."""

    widget = "place"

    def digits(self, field: Field) -> int:
        return 12

    def _parts(self, field: Field, raw: Any) -> tuple[str, str]:
        if raw is None:
            return "", ""
        if isinstance(raw, Mapping):
            if not set(raw) <= {"division", "detail"}:
                raise Unfit(say("shape"))
            return _read_division(raw.get("division"), self.digits(field)), _read_detail(raw.get("detail"))
        text = _read_detail(raw)
        return (_read_division(text, self.digits(field)), "") if text.isdigit() else ("", text)

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "division": {"type": "string", "pattern": "^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$"},
                "detail": {"type": "string", "maxLength": MAX_DETAIL},
            },
            "additionalProperties": False,
            "minProperties": 1,
        }

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return in_order(division_name(value.get("division", "")), value.get("detail", ""))


@field_type
class Address(Place):
    """A postal address; an expression sees its words. ``division`` may be left out by what was kept before."""

    name = "address"
    rules = frozenset({"length", "check"})
    settings = frozenset({"division"})
    personal = True
    autocomplete = "address-line1"

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        division, detail = self._parts(field, raw)
        if division and not detail:
            raise Unfit(say("address.detail"))
        if not detail:
            return None
        return {"division": division, "detail": detail} if division else {"detail": detail}

    def typed(self, field: Field, value: Any) -> Any:
        return value["detail"]

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        if masked:
            name = division_name(value.get("division", ""))
            return f"{name}{'*' * 6}" if name else f"{value['detail'][:3]}{'*' * 6}"
        return super().present(field, value)


@field_type
class Division(Place):
    """A division code of six digits; with ``digits`` 9 or 12 the town and village follow in words."""

    name = "division"
    kind = Kind.TEXT
    settings = frozenset({"digits"})
    rules = frozenset({"check"})

    def digits(self, field: Field) -> int:
        return int(field.settings.get("digits", _SIX))

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        division, detail = self._parts(field, raw)
        if self.digits(field) == _SIX:
            if detail:
                raise Unfit(say("division"))
            return division or None
        if detail and not division:
            raise Unfit(say("division"))
        if not division:
            return None
        return {"division": division, "detail": detail} if detail else {"division": division}

    def typed(self, field: Field, value: Any) -> Any:
        return value if isinstance(value, str) else value["division"]

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[1-9][0-9]{5}$"} if self.digits(field) == _SIX else super().schema(field)

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return division_name(value) if isinstance(value, str) else super().present(field, value)

    def problems(self, field: Field) -> Iterator[str]:
        if self.digits(field) not in {6, 9, 12}:
            yield "digits 只能是 6、9 或 12"
