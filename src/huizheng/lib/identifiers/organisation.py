"""统一社会信用代码 (GB 32100-2015) and the organisation code inside it (GB 11714)."""

from __future__ import annotations

import re

from huizheng.lib.identifiers.check_digits import ALPHANUMERIC, weighted_sum
from huizheng.lib.identifiers.errors import InvalidIdentifier

# I, O, Z, S and V are left out of the alphabet, so a value is a place in it, not a distance from "A".
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(f"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc_check_character(body: str) -> str:
    """Return the character that completes the first seventeen of a USCC."""
    return _ALPHABET[-weighted_sum([_ALPHABET.index(character) for character in body], _USCC_WEIGHTS) % 31]


def organisation_check_character(body: str) -> str:
    """Return the character that completes the first eight of an organisation code."""
    remainder = 11 - weighted_sum([ALPHANUMERIC.index(each) for each in body], _ORGANISATION_WEIGHTS) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def check_uscc(text: str) -> str:
    """Return the code in capitals. Raises ``InvalidIdentifier`` (shape, check).

    The six region digits record the place of the first registration and may be out of date.
    """
    code = text.strip().upper()
    if not _USCC.fullmatch(code):
        raise InvalidIdentifier(
            "shape",
            "统一社会信用代码应为18位数字或大写字母，其中没有I、O、Z、S、V。请对照营业执照或登记证书重新填写。",
        )
    if uscc_check_character(code[:17]) != code[17]:
        raise InvalidIdentifier("check", "统一社会信用代码的校验位不对，可能有一位填错了。请对照证照逐位核对。")
    return code


def is_uscc(text: str) -> bool:
    try:
        check_uscc(text)
    except InvalidIdentifier:
        return False
    return True


def organisation_code_of(uscc: str) -> str:
    """Return the organisation code (places 9 to 17) of a valid USCC, itself unchecked."""
    return check_uscc(uscc)[8:17]


def check_organisation_code(text: str) -> str:
    """Return the nine characters without a hyphen. Raises ``InvalidIdentifier`` (shape, check)."""
    code = text.strip().upper().replace("-", "")
    if not _ORGANISATION.fullmatch(code):
        raise InvalidIdentifier("shape", "组织机构代码应为9位：8位数字或大写字母，加1位校验码。请核对后重新填写。")
    if organisation_check_character(code[:8]) != code[8]:
        raise InvalidIdentifier("check", "组织机构代码的校验位不对，可能有一位填错了。请逐位核对。")
    return code


def is_organisation_code(text: str) -> bool:
    try:
        check_organisation_code(text)
    except InvalidIdentifier:
        return False
    return True


def mask_uscc(text: str) -> str:
    """Return a code of which the middle is hidden, for a sole trader whose code leads to the person."""
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) > 12 else "*" * len(text)  # noqa: PLR2004
