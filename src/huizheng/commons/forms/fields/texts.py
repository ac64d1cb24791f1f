"""Fields that are written as text."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import abc
import re
from typing import Any, ClassVar, Final

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.fields.base import FieldType, as_code, as_text, field_type, masked_middle
from huizheng.commons.forms.parts import Field
from huizheng.commons.forms.wording import say

_LINE = re.compile(r"\s+")


@field_type
class Text(FieldType):
    name = "text"
    rules = frozenset({"length", "pattern", "check"})
    settings = frozenset({"autocomplete", "personal", "placeholder", "unit", "width"})

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = _LINE.sub(" ", as_text(raw))
        return _bounded(text, max(self.maxlength, _longest(field)))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": max(self.maxlength, _longest(field))}


@field_type
class Textarea(FieldType):
    name = "textarea"
    rules = frozenset({"length", "pattern", "check"})
    settings = frozenset({"lines", "personal", "placeholder"})
    widget = "textarea"
    maxlength = 5000

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        return _bounded(as_text(raw), max(self.maxlength, _longest(field)))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": max(self.maxlength, _longest(field))}


def _longest(field: Field) -> int:
    rule = field.rule("length")
    return int(rule.args.get("max", 0)) if rule else 0


def _bounded(text: str, most: int) -> str | None:
    if len(text) > most:
        raise Unfit(say("length.max", count=most, size=len(text)))
    return text or None


class Shaped(FieldType):
    """A short code of a fixed shape, read without regard to character width."""

    shape: ClassVar[re.Pattern[str]]
    rules = frozenset({"length", "check"})
    settings = frozenset({"autocomplete"})
    maxlength = 60

    @abc.abstractmethod
    def advice(self) -> str:
        """Return what to fill in, with an example."""

    def tidy(self, text: str) -> str:
        return text

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = self.tidy(as_code(raw))
        if not text:
            return None
        if len(text) > self.maxlength or not self.shape.fullmatch(text):
            raise Unfit(self.advice())
        return text

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({self.shape.pattern})$", "maxLength": self.maxlength}


def _without_gaps(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


@field_type
class Mobile(Shaped):
    name = "mobile"
    shape = re.compile(r"1[3-9][0-9]{9}")
    personal = True
    control, inputmode, autocomplete, width = "tel", "tel", "tel", "medium"

    def advice(self) -> str:
        return say("mobile")

    def tidy(self, text: str) -> str:
        return re.sub(r"^(\+?86)(?=1[3-9])", "", _without_gaps(text))

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return masked_middle(value, head=3, tail=4) if masked else value


@field_type
class Phone(Shaped):
    name = "phone"
    shape = re.compile(
        r"1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[2-9][0-9]{6,7}(-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4}|1[0-9]{4}"
    )
    personal = True
    control, inputmode, autocomplete, width = "tel", "tel", "tel", "medium"

    def advice(self) -> str:
        return say("phone")

    def tidy(self, text: str) -> str:
        return re.sub(r"\s|^\+?86(?=1[3-9]|0)", "", text.replace("(", "").replace(")", "-"))

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return masked_middle(value, head=3, tail=4) if masked else value


@field_type
class Email(Shaped):
    name = "email"
    shape = re.compile(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
    personal = True
    control, inputmode, autocomplete, maxlength = "email", "email", "email", 254

    def advice(self) -> str:
        return say("email")

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        account, _at, domain = value.partition("@")
        return f"{account[:1]}***@{domain}" if masked else value


@field_type
class Url(Shaped):
    name = "url"
    shape = re.compile(
        r"https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(:[0-9]{1,5})?(/[!-~]*)?"
    )
    control, inputmode, autocomplete, maxlength = "url", "url", "url", 2000

    def advice(self) -> str:
        return say("url")

    def tidy(self, text: str) -> str:
        return f"https://{text}" if text and "://" not in text and "." in text else text


@field_type
class Postcode(Shaped):
    name = "postcode"
    shape = re.compile(r"[0-9]{6}")
    inputmode, autocomplete, maxlength, width = "numeric", "postal-code", 6, "short"

    def advice(self) -> str:
        return say("postcode")


# Abbreviations of the provincial-level divisions, as they open a number plate (GA 36).
PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


@field_type
class Plate(Shaped):
    name = "plate"
    shape = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z]([A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{{6}})")
    maxlength, width = 8, "short"

    def advice(self) -> str:
        return say("plate")

    def tidy(self, text: str) -> str:
        return re.sub(r"[\s·.-]", "", text).upper()
