"""Document and index numbers, whichever brackets they are typed with."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BETWEEN: Final = re.compile(r"[\s〔〕\[\]()（）【】〈〉《》<>_/\-—·.第号]+")
# A number has a year, and a name before or a count after it: 皖政〔2021〕16号, 003043524/202203-00218.
_LIKE_A_NUMBER: Final = re.compile(r"(?=.*(?:19|20)\d{2})(?=.*\d{5,}).{6,60}")


def plain_number(text: str) -> str:
    """Return a number without its brackets, strokes and the words 第 and 号, which people leave out or change."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def looks_like_number(text: str) -> bool:
    return _LIKE_A_NUMBER.fullmatch(plain_number(text)) is not None
