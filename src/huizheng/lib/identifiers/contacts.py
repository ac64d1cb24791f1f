"""Mobile numbers and bank cards."""

from __future__ import annotations

import re

from huizheng.lib.identifiers.check_digits import luhn
from huizheng.lib.identifiers.errors import InvalidIdentifier

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CARD = re.compile(r"[1-9][0-9]{12,18}")


def check_mobile(text: str) -> str:
    """Return the eleven digits of a mainland mobile number. Raises ``InvalidIdentifier`` (shape)."""
    number = re.sub(r"[\s-]", "", text)
    number = re.sub(r"^(\+|00)86", "", number)
    if not _MOBILE.fullmatch(number):
        raise InvalidIdentifier("shape", "手机号码应为11位数字，以1开头。请核对后重新填写。")
    return number


def is_mobile(text: str) -> bool:
    try:
        check_mobile(text)
    except InvalidIdentifier:
        return False
    return True


def mask_mobile(text: str) -> str:
    """Return the number as it may be shown: ``138****5678``."""
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) > 8 else "*" * len(text)  # noqa: PLR2004


def check_bank_card(text: str) -> str:
    """Return the digits of a card number (13 to 19, Luhn). Raises ``InvalidIdentifier`` (shape, check)."""
    number = re.sub(r"[\s-]", "", text)
    if not _CARD.fullmatch(number):
        raise InvalidIdentifier("shape", "银行卡号应为13至19位数字。请对照银行卡重新填写。")
    if luhn(number[:-1]) != number[-1]:
        raise InvalidIdentifier("check", "银行卡号的校验位不对，可能有一位填错了。请对照银行卡逐位核对。")
    return number


def is_bank_card(text: str) -> bool:
    try:
        check_bank_card(text)
    except InvalidIdentifier:
        return False
    return True


def mask_bank_card(text: str) -> str:
    """Return the last four digits only, as a bank would show them."""
    return f"{'*' * (len(text) - 4)}{text[-4:]}" if len(text) > 8 else "*" * len(text)  # noqa: PLR2004
