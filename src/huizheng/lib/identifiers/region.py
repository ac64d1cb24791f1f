"""行政区划代码 (GB/T 2260): two digits a level to the county, three each for town and village.

Only the shape is known here. Which codes are in force is the reference room's to say.
"""

from __future__ import annotations

import re
from enum import StrEnum

from huizheng.lib.identifiers.errors import InvalidIdentifier

_SHAPE = re.compile(r"[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?")


class RegionLevel(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


def check_region_code(text: str) -> str:
    """Return the code of 6, 9 or 12 digits. Raises ``InvalidIdentifier`` (shape)."""
    code = text.strip()
    if not _SHAPE.fullmatch(code):
        raise InvalidIdentifier("shape", "行政区划代码应为6位、9位或12位数字。请核对后重新填写。")
    if code[2:4] == "00" and code[4:] not in {"00", "00000", "00000000"}:
        raise InvalidIdentifier("shape", "行政区划代码缺少地市一级。请核对后重新填写。")
    return code


def is_region_code(text: str) -> bool:
    try:
        check_region_code(text)
    except InvalidIdentifier:
        return False
    return True


def region_level(code: str) -> RegionLevel:
    """Return the level that a code names; trailing zeros name the higher one."""
    significant = _significant(code)
    return {2: RegionLevel.PROVINCE, 4: RegionLevel.CITY, 6: RegionLevel.COUNTY, 9: RegionLevel.TOWN}.get(
        len(significant),
        RegionLevel.VILLAGE,
    )


def region_parent(code: str) -> str | None:
    """Return the code one level up, six digits from the county upwards; None above a province."""
    significant = _significant(code)
    shorter = {12: 9, 9: 6, 6: 4, 4: 2}.get(len(significant))
    return significant[:shorter].ljust(6, "0") if shorter else None


def region_within(code: str, outer: str) -> bool:
    """Say whether ``code`` lies in ``outer``, or is it."""
    return _significant(code).startswith(_significant(outer))


def _significant(code: str) -> str:
    full = check_region_code(code).ljust(12, "0")
    for end in (2, 4, 6, 9):
        if not full[end:].strip("0"):
            return full[:end]
    return full
