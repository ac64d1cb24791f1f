"""Text cut into words for the index: a general dictionary, and the administration's own terms and names beside it.

The dictionaries take ninety megabytes, so only the process that writes the index may call this module; questions are
cut with the words that the index holds (``asking.question``).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rjieba import Jieba

_LATIN: Final = re.compile(r"[0-9a-z]+")
# A term that the general dictionary does not know must win against the parts it knows.
_OWN_FREQUENCY: Final = 20_000
_LONGEST_OWN: Final = 12


class Cutter:
    """Cuts texts; the same words always into the same parts."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        import rjieba  # noqa: PLC0415 - thirty megabytes, for the writing process only

        self._jieba: Jieba = rjieba.Jieba()
        for word in (*own_terms(), *names):
            if 1 < len(word) <= _LONGEST_OWN:
                self._jieba.add_word(word, _OWN_FREQUENCY, None)
        self._parts = lru_cache(maxsize=200_000)(self._parts_of)

    def cut(self, text: str) -> list[str]:
        """Return the words of a text in order."""
        return [word for word in self._jieba.cut(text.lower(), hmm=False) if word[0].isalnum()]

    def searchable(self, text: str) -> str:
        """Return a text as the index reads it: its words in order, then the shorter words inside the long ones."""
        words = self.cut(text)
        inner = [part for word in dict.fromkeys(words) if (part := self._parts(word))]
        return " ".join([*words, *inner])

    def _parts_of(self, word: str) -> str:
        """Return the dictionary's words inside a longer word."""
        size = len(word)
        if size < 3 or _LATIN.fullmatch(word):  # noqa: PLR2004 - two characters hold no word
            return ""
        known = self._jieba.has_word
        found = [
            word[start : start + length]
            for length in range(2, min(size, 6))
            for start in range(size - length + 1)
            if known(word[start : start + length])
        ]
        return " ".join(found)


@cache
def own_terms() -> tuple[str, ...]:
    """Return the terms of the administration that a general dictionary cuts apart or does not know."""
    path = Path(__file__).parent / "terms_of_office.toml"
    lists: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))
    return tuple(term for terms in lists.values() for term in terms)
