"""Fields that are counted."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from huizheng.commons.forms.amounts import amount_in_words, grouped
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.expressions.numbers import fixed, multiply, plain, round_to
from huizheng.commons.forms.fields.base import FieldType, as_code, field_type
from huizheng.commons.forms.parts import Field, reads_english
from huizheng.commons.forms.wording import say

# Ungrouped, or grouped by threes; no exponent: nobody writes one on a form.
_NUMBER = re.compile(r"([+-]?)([0-9]{1,20}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,10}))?")


def _read(raw: Any, places: int, advice: str) -> Decimal | None:
    if isinstance(raw, float):
        raw = repr(raw)
    text = as_code(raw).replace(" ", "").replace("，", ",").replace("。", ".").replace("\u2212", "-")
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Unfit(say(advice))
    sign, whole, rest = found.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}.{rest or '0'}")
    if number != round_to(number, places):
        raise Unfit(say("places", places=places) if places else say(advice))
    return number


class Numeric(FieldType):
    kind = Kind.NUMBER
    rules = frozenset({"range", "compare", "check"})
    settings = frozenset({"unit"})
    inputmode = "decimal"
    width = "medium"
    maxlength = 40

    def typed(self, field: Field, value: Any) -> Any:
        return Decimal(value)


@field_type
class Integer(Numeric):
    name = "integer"
    inputmode = "numeric"

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        number = _read(raw, 0, "integer")
        return None if number is None else int(number)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "integer", **_limits(field)}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return f"{value}{_unit(field)}"


@field_type
class DecimalNumber(Numeric):
    name = "decimal"
    settings = frozenset({"unit", "places"})
    default_places: ClassVar[int] = 4

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        number = _read(raw, field.settings.get("places", self.default_places), "decimal")
        return None if number is None else plain(number)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^-?[0-9]{1,20}(\.[0-9]{1,10})?$"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return f"{grouped(Decimal(value))}{_unit(field)}"


@field_type
class Money(Numeric):
    """An amount exact to the fen, kept as text with two places; a ``unit`` of 万元 allows six."""

    name = "money"

    def places(self, field: Field) -> int:
        return 6 if field.settings.get("unit", "").startswith("万元") else 2

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_code(raw) if not isinstance(raw, float) else repr(raw)
        number = _read(re.sub(r"^[¥￥]|元$", "", text), self.places(field), "money")
        if number is None:
            return None
        return fixed(number, 2) if number == round_to(number, 2) else plain(number)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^-?[0-9]{{1,20}}\.[0-9]{{2,{self.places(field)}}}$"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        unit = field.settings.get("unit", "元")
        amount = Decimal(value)
        if unit not in {"元", "万元"}:
            # A price per something is no sum that anybody pays: no capital numerals.
            return f"{grouped(amount, places=2)} {_(unit)}"
        if words := self.words(field, amount):
            return say(f"amount.{unit}", amount=grouped(amount, places=2), words=words)
        return say(f"amount.{unit}.plain", amount=grouped(amount, places=2))

    def words(self, field: Field, amount: Decimal) -> str:
        """Return the amount in capital Chinese numerals, as cheques write it.

        There is none for a price per something, and none for who reads English.
        """
        if reads_english():
            return ""
        match field.settings.get("unit", "元"):
            case "元":
                return amount_in_words(amount)
            case "万元":
                return amount_in_words(multiply(amount, Decimal(10_000)) or amount)
            case _:
                return ""


@field_type
class Year(Numeric):
    name = "year"
    inputmode = "numeric"
    width = "short"
    settings = frozenset()
    maxlength = 4

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_code(raw).removesuffix("年")
        if not text:
            return None
        if not re.fullmatch(r"(1[89]|20)[0-9]{2}", text):
            raise Unfit(say("year"))
        return int(text)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1800, "maximum": 2099}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return _("%(year)s年") % {"year": value}


def _unit(field: Field) -> str:
    unit = field.settings.get("unit", "")
    return f" {_(unit)}" if unit else ""


def _limits(field: Field) -> dict[str, Any]:
    rule = field.rule("range")
    if rule is None:
        return {}
    words = {"min": "minimum", "max": "maximum", "over": "exclusiveMinimum", "under": "exclusiveMaximum"}
    return {
        words[name]: int(limit)
        for name, limit in rule.args.items()
        if name in words and int(Decimal(str(limit))) == Decimal(str(limit))
    }
