"""办件编号: six digits of region, the day as yyMMdd, a six-digit sequence and a Luhn digit, 19 digits in all.

No national structure is verified; this one is ours. The query code beside it is drawn at random.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import dataclass

from huizheng.lib.identifiers.check_digits import luhn
from huizheng.lib.identifiers.errors import InvalidIdentifier

_SHAPE = re.compile(r"[0-9]{19}")
_HIGHEST = 999_999


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """What a case number says. The year is of this century."""

    text: str
    region: str
    submitted_on: dt.date
    sequence: int


def case_number(*, region: str, on: dt.date, sequence: int) -> str:
    """Return the number of the ``sequence``-th case that ``region`` received on that day.

    Raises ``ValueError`` when region or sequence do not fit; a division may file 999,999 cases a day.
    """
    if not re.fullmatch(r"[0-9]{6}", region):
        raise ValueError("a case number begins with a division code of six digits")
    if not 1 <= sequence <= _HIGHEST:
        raise ValueError(f"a case number has room for sequences 1 to {_HIGHEST}")
    body = f"{region}{on:%y%m%d}{sequence:06d}"
    return body + luhn(body)


def check_case_number(text: str) -> CaseNumber:
    """Return what the number says; blanks and hyphens that people type are forgiven.

    Raises ``InvalidIdentifier`` (shape, date, check).
    """
    number = re.sub(r"[\s-]", "", text)
    if not _SHAPE.fullmatch(number):
        raise InvalidIdentifier("shape", "办件编号应为19位数字。请对照受理回执或短信重新填写。")
    try:
        day = dt.date(2000 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError as error:
        raise InvalidIdentifier("date", "办件编号第7至12位不是有效日期。请对照受理回执核对。") from error
    if luhn(number[:18]) != number[18]:
        raise InvalidIdentifier("check", "办件编号的校验位不对，可能有一位填错了。请对照受理回执逐位核对。")
    return CaseNumber(number, number[:6], day, int(number[12:18]))


def is_case_number(text: str) -> bool:
    try:
        check_case_number(text)
    except InvalidIdentifier:
        return False
    return True


def query_code() -> str:
    """Return six random digits that, beside the case number, open its progress without signing in.

    A million codes are few: whoever asks with one must pass through a lock-out.
    """
    return f"{secrets.randbelow(1_000_000):06d}"
