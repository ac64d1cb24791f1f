"""A question cut into words: with the words that the index itself holds, so no process that asks needs a dictionary.

Every word of the index comes from the dictionary's cutting, so the likeliest row of words that the index knows is what
the dictionary would have cut, as far as anything can be found by it. A look into the index takes under a microsecond.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from huizheng.lib.likeliest import Known, cut
from huizheng.outer.search.words.numbers import looks_like_number, plain_number

LONGEST: Final = 60
_MOST_WORDS: Final = 16
_MOST_READINGS: Final = 4
_LONG: Final = 4


@dataclass(frozen=True)
class Question:
    """What was asked: the plain text, its ways of being read as words, and whether it is a number."""

    plain: str
    readings: tuple[tuple[str, ...], ...]
    number: str = ""
    # Old words with what they are called now.
    renamed: tuple[tuple[str, str], ...] = ()
    # Long words with the shorter ones inside them, which will do together.
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.readings or self.number)

    @property
    def words(self) -> tuple[str, ...]:
        """Return every word of every reading, the longest first, as they are marked in what is found."""
        found = dict.fromkeys(word.replace(" ", "") for reading in self.readings for word in reading)
        return tuple(sorted(found, key=len, reverse=True))


def plain(text: str) -> str:
    """Return what was typed in one form: full-width letters narrowed, control characters and extra space gone."""
    narrow = unicodedata.normalize("NFKC", text[: LONGEST * 4])
    clean = "".join(each if each.isprintable() else " " for each in narrow)
    return " ".join(clean.split())[:LONGEST]


def read(
    text: str, *, known: Known, synonyms: Mapping[str, Sequence[str]], empty: frozenset[str] = frozenset()
) -> Question:
    """Read a question: its own words, and those with an old word replaced by the one in use now."""
    asked = plain(text)
    low = asked.lower()
    renamed = [(old, new[0]) for old, new in synonyms.items() if _holds(low, old)]
    # A longer old word says more than one inside it: 计划生育服务证 is not 计划生育.
    renamed = [(old, new) for old, new in renamed if not any(old != other and old in other for other, _ in renamed)]
    ways = [low]
    for old, _ in renamed:
        ways += [low.replace(old, f" {new} ") for new in synonyms[old]]
    told = [tuple(_told(cut(_bare(way, empty), known), empty))[:_MOST_WORDS] for way in ways[: _MOST_READINGS + 1]]
    readings = tuple(dict.fromkeys(each for each in told if each))
    return Question(
        plain=asked,
        readings=readings,
        number=plain_number(low) if looks_like_number(low) else "",
        renamed=tuple(renamed),
        parts={word: found for reading in readings for word in reading if (found := _inner(word, known))},
    )


def _inner(word: str, known: Known) -> tuple[str, ...]:
    """Return the words inside a long one: who asks for a licence is served by what speaks of licensing."""
    if len(word) < _LONG or " " in word or word.isascii():
        return ()
    cut_again = cut(word, lambda part: 0 if part == word else known(part))
    return tuple(part for part in cut_again if len(part) > 1)


def _bare(text: str, empty: frozenset[str]) -> str:
    """Leave out phrases that tell nothing before cutting: 怎么办理 must not become 怎么办 and 理."""
    bare = text
    for phrase in sorted((each for each in empty if len(each) > 1 and not each.isascii()), key=len, reverse=True):
        bare = bare.replace(phrase, " ")
    return bare if bare.strip() else text


def _holds(text: str, old: str) -> bool:
    if old.isascii():
        return re.search(rf"\b{re.escape(old)}\b", text) is not None
    return old in text


def _told(words: Sequence[str], empty: frozenset[str]) -> list[str]:
    """Leave out words that tell nothing, unless nothing else is there."""
    told = words if all(word in empty for word in words) else ["" if word in empty else word for word in words]
    return list(dict.fromkeys(_joined(told)))


def _joined(words: Sequence[str]) -> list[str]:
    """Join characters that stand alone one after another: an unknown name (王 小 明) is met as it was typed, or not."""
    found: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and not word.isascii():
            run += word
            continue
        if run:
            found.append(" ".join(run))
            run = ""
        if word:
            found.append(word)
    return found
