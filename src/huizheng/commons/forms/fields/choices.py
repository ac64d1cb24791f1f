"""Fields that are chosen, and the declaration."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from huizheng.commons.forms.code_lists import code_list, is_code_list, options_by_value
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.fields.base import FieldType, as_text, field_type
from huizheng.commons.forms.parts import Field, Option
from huizheng.commons.forms.wording import say


class Chosen(FieldType):
    """A field with a list of options, its own or a shared code list."""

    own_list: ClassVar[str] = ""

    def options(self, field: Field) -> Sequence[Option]:
        name = self.own_list or field.code_list
        return code_list(name) if name else field.options

    def option_words(self, field: Field) -> Mapping[str, Option]:
        name = self.own_list or field.code_list
        return options_by_value(name) if name else {option.value: option for option in field.options}

    def problems(self, field: Field) -> Iterator[str]:
        if self.own_list:
            if field.options or field.code_list:
                yield "这个类型自带选项，不要再写 options 或 code_list"
        elif bool(field.options) == bool(field.code_list):
            yield "选项要写在 options 或 code_list 里，二选一"
        elif field.code_list and not is_code_list(field.code_list):
            yield f"没有登记代码表“{field.code_list}”"
        elif len({option.value for option in field.options}) != len(field.options):
            yield "选项的值有重复"

    def _enumeration(self, field: Field) -> dict[str, Any]:
        # A shared list changes without the form, so only a form's own options are listed.
        return {"type": "string", **({"enum": [o.value for o in field.options]} if field.options else {"minLength": 1})}


@field_type
class Choice(Chosen):
    name = "choice"
    rules = frozenset({"check"})
    settings = frozenset({"display"})
    widget = "choice"

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_text(raw)
        if not text:
            return None
        if text not in self.option_words(field):
            raise Unfit(say("choice"))
        return text

    def schema(self, field: Field) -> dict[str, Any]:
        return self._enumeration(field)

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        option = self.option_words(field).get(value)
        return option.text if option else value


@field_type
class Nation(Choice):
    name, own_list = "nation", "nation"


@field_type
class Country(Choice):
    name, own_list, autocomplete = "country", "country", "country"


MAX_CHOSEN: Final = 200


@field_type
class MultiChoice(Chosen):
    name = "multi_choice"
    kind = Kind.TEXTS
    rules = frozenset({"count", "check"})
    settings = frozenset({"display"})
    widget = "multi_choice"
    column = False

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        if raw is None or raw == "":
            return None
        found = [raw] if isinstance(raw, str) else raw
        if not isinstance(found, list | tuple) or len(found) > MAX_CHOSEN:
            raise Unfit(say("choice"))
        words = self.option_words(field)
        chosen = dict.fromkeys(as_text(item) for item in found)
        chosen.pop("", None)
        if any(item not in words for item in chosen):
            raise Unfit(say("choice"))
        return list(chosen) or None

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "array",
            "items": self._enumeration(field),
            "uniqueItems": True,
            "minItems": 1,
            "maxItems": MAX_CHOSEN,
        }

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        words = self.option_words(field)
        return _("、").join(words[item].text if item in words else item for item in value)


_YES: Final = frozenset({"true", "on", "yes", "1", "是"})
_NO: Final = frozenset({"false", "off", "no", "0", "否"})


def _truth(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    text = as_text(raw).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if text:
        raise Unfit(say("yes_no"))
    return None


@field_type
class YesNo(FieldType):
    name = "yes_no"
    kind = Kind.BOOL
    widget = "yes_no"

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        return _truth(raw)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "boolean"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return _("是") if value else _("否")


@field_type
class Declaration(FieldType):
    """A statement the person makes; nothing but yes can be submitted."""

    name = "declaration"
    kind = Kind.BOOL
    settings = frozenset({"statement", "statement_en"})
    widget = "declaration"
    column = False

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        return True if _truth(raw) else None

    def schema(self, field: Field) -> dict[str, Any]:
        return {"const": True}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return _("已确认")

    def problems(self, field: Field) -> Iterator[str]:
        if field.required is not True:
            yield "声明必须是必填（required: true）"
