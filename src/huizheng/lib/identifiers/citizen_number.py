"""公民身份号码 (GB 11643-1999): region (6), birth date (8), sequence (3), check character."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from huizheng.lib.identifiers.check_digits import weighted_sum
from huizheng.lib.identifiers.errors import InvalidIdentifier

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """What a citizen number says. The region, perhaps long dissolved, is a hint and no more."""

    text: str
    region_hint: str
    born_on: dt.date
    is_male: bool

    def age_on(self, day: dt.date) -> int:
        """Return the full years lived by ``day``; the birthday itself counts."""
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday


def parse_citizen_number(text: str) -> CitizenNumber:
    """Return what the number says. Raises ``InvalidIdentifier`` (shape, date, check), not for a region."""
    number = text.strip().upper()
    if not _SHAPE.fullmatch(number):
        raise InvalidIdentifier(
            "shape", "身份证号码应为18位，前17位是数字，最后一位是数字或字母X。请对照身份证重新填写。"
        )
    try:
        born_on = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise InvalidIdentifier("date", "身份证号码第7至14位不是有效的出生日期。请对照身份证核对。") from error
    if _CHECKS[weighted_sum([int(digit) for digit in number[:17]], _WEIGHTS) % 11] != number[17]:
        raise InvalidIdentifier("check", "身份证号码的校验位不对，可能有一位填错了。请对照身份证逐位核对。")
    return CitizenNumber(number, number[:6], born_on, int(number[16]) % 2 == 1)


def check_citizen_number(text: str) -> str:
    """Return the number in capitals. Raises ``InvalidIdentifier`` (shape, date, check)."""
    return parse_citizen_number(text).text


def is_citizen_number(text: str) -> bool:
    try:
        parse_citizen_number(text)
    except InvalidIdentifier:
        return False
    return True


def mask_citizen_number(text: str) -> str:
    """Return the number as it may be shown: ``3401**********0011``. Whatever is too short is hidden whole."""
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) > 12 else "*" * len(text)  # noqa: PLR2004
