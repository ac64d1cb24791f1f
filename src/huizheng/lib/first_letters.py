"""The first letter that a Chinese name sounds with, without a dictionary.

The 3,755 common characters of GB/T 2312 (its first level) stand in the order of their sounds, so the letter follows
from the place in the table. Rarer characters are ordered by radical: of them this module knows nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

# The first character of each letter in GB/T 2312; no sound begins with I, U or V.
_BEGINNINGS: Final = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS: Final = "ABCDEFGHJKLMNOPQRSTWXYZ"
_CODES: Final = [int.from_bytes(each.encode("gb2312"), "big") for each in _BEGINNINGS]
_END: Final = 0xD7FA  # the first level ends before this code


def place_in_sound(name: str) -> bytes:
    """Return a key that puts names in the order of their sounds, as far as their characters are common ones."""
    return name.encode("gb2312", errors="replace")


def first_letter(name: str) -> str:
    """Return the capital letter a name sounds with; an empty string when its first character is a rare one."""
    if not name:
        return ""
    if name[0].isascii():
        return name[0].upper() if name[0].isalpha() else ""
    try:
        code = int.from_bytes(name[0].encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _CODES[0] <= code < _END:
        return ""
    return _LETTERS[bisect_right(_CODES, code) - 1]
