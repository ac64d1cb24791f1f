"""How names sound: pinyin and initials, written into the index and into a small table of single characters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST: Final = 24
_STARTS: Final = 16
# The level-one and level-two characters of GB 2312: what names of places, offices and columns are written with.
_FIRST, _LAST = 0xB0, 0xF7


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - sixty megabytes, for the writing process only

    return tuple(each.lower() for each in lazy_pinyin(word, errors="default") if each.isascii() and each.isalnum())


def spellings(words: Sequence[str], *, whole: bool) -> Iterable[str]:
    """Return what one may type to find a title: its pinyin from any of its words on.

    ``whole`` for a name: from any of its characters on, and its initials too.
    """
    sounds = [_sounds(word) for word in words]
    if whole:
        sounds = [(sound,) for word in sounds for sound in word]
    joined = ["".join(word) for word in sounds]
    first = ["".join(sound[0] for sound in word) for word in sounds] if whole else []
    found: dict[str, None] = {}
    for letters in (joined, first):
        for start in range(min(len(letters), _STARTS)):
            # A word has at least one letter: no more words are needed than letters are kept.
            found["".join(letters[start : start + _LONGEST])[:_LONGEST]] = None
    found.pop("", None)
    return found


def pinyin(text: str) -> str:
    return "".join(_sounds(text))


def table() -> dict[str, str]:
    """Return the commonest sound of every usual character: two hundred kilobytes in place of sixty megabytes."""
    found: dict[str, str] = {}
    for high in range(_FIRST, _LAST + 1):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            found[character] = pinyin(character)
    return found
