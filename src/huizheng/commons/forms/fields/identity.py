"""Fields that name a person, an organisation or an account by a number with a check digit."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import abc
import re
from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.fields.base import FieldType, as_code, field_type, masked_middle
from huizheng.commons.forms.parts import Field
from huizheng.commons.forms.wording import say
from huizheng.lib.identifiers import (
    InvalidIdentifier,
    check_bank_card,
    check_citizen_number,
    check_uscc,
    mask_bank_card,
    mask_citizen_number,
)


class Identifier(FieldType):
    """A number checked by the common identifiers; whatever is wrong is said in their words."""

    @abc.abstractmethod
    def check(self, text: str) -> str:
        """Return the number in its canonical form, or raise ``InvalidIdentifier``."""

    schema_pattern: ClassVar[str]
    personal = True
    maxlength = 30

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = re.sub(r"\s", "", as_code(raw))
        return checked(self.check, text) if text else None

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": self.schema_pattern}


def checked(checker: Callable[[str], str], text: str) -> str:
    try:
        return checker(text)
    except InvalidIdentifier as error:
        raise Unfit(_(error.message)) from None


RESIDENT: Final = frozenset({"居民身份证", "111"})
# Shapes of the other certificates a person may hold; the issuing office knows more, the paper is looked at anyway.
CERTIFICATES: Final = {
    "护照": r"[A-Z0-9]{5,20}",
    "414": r"[A-Z0-9]{5,20}",
    "港澳居民来往内地通行证": r"[HM][0-9]{8}([0-9]{2})?",
    "516": r"[HM][0-9]{8}([0-9]{2})?",
    "台湾居民来往大陆通行证": r"[0-9]{8}([0-9]{2})?|[0-9A-Z]{10,11}",
    "511": r"[0-9]{8}([0-9]{2})?|[0-9A-Z]{10,11}",
    "外国人永久居留身份证": r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]",
    "553": r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]",
}
ANY_CERTIFICATE: Final = re.compile(r"[A-Z0-9（）()\u3014\u3015/-]{4,30}")


@field_type
class CitizenNumber(FieldType):
    """A citizen number; with ``certificate_type`` the number of whatever certificate that field says.

    With ``any_certificate`` any certificate's number will do; eighteen characters are then checked as a citizen number.
    """

    name = "citizen_number"
    rules = frozenset({"age", "sex", "compare", "check"})
    settings = frozenset({"certificate_type", "any_certificate"})
    personal = True
    maxlength = 30
    width = "long"

    def companion_of(self, field: Field) -> str:
        return str(field.settings.get("certificate_type", ""))

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = re.sub(r"\s", "", as_code(raw)).upper()
        if not text:
            return None
        if field.settings.get("any_certificate"):
            if re.fullmatch(r"[0-9]{17}[0-9X]", text):
                return checked(check_citizen_number, text)
            return _certificate(text, ANY_CERTIFICATE)
        if companion is None or companion in RESIDENT or not self.companion_of(field):
            return checked(check_citizen_number, text)
        return _certificate(text, re.compile(CERTIFICATES.get(str(companion), ANY_CERTIFICATE.pattern)))

    def schema(self, field: Field) -> dict[str, Any]:
        if self.companion_of(field) or field.settings.get("any_certificate"):
            return {"type": "string", "minLength": 4, "maxLength": 30}
        return {"type": "string", "pattern": "^[0-9]{17}[0-9X]$"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return mask_citizen_number(value) if masked else value


def _certificate(text: str, shape: re.Pattern[str]) -> str:
    if not shape.fullmatch(text):
        raise Unfit(say("certificate"))
    return text


@field_type
class Uscc(Identifier):
    name = "uscc"
    schema_pattern = "^[0-9A-HJ-NP-RTUWXY]{18}$"
    personal = False
    width = "long"

    def check(self, text: str) -> str:
        return check_uscc(text)


@field_type
class BankCard(Identifier):
    name = "bank_card"
    schema_pattern = "^[1-9][0-9]{12,18}$"
    inputmode = "numeric"
    width = "long"

    def check(self, text: str) -> str:
        return check_bank_card(text)

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        return mask_bank_card(value) if masked else re.sub(r"(.{4})(?=.)", r"\1 ", value)


def mask_name(text: str) -> str:
    """Return a person's name of which only the first character is shown."""
    return masked_middle(text, head=1, tail=0)
