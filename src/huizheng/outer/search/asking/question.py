"""A question cut into words: with the words that the index itself holds, so no process that asks needs a dictionary.

Every word of the index comes from the dictionary's cutting, so the likeliest row of words that the index knows is what
the dictionary would have cut, as far as anything can be found by it. A look into the index takes under a microsecond.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from huizheng.outer.search.words.numbers import looks_like_number, plain_number

# How many things hold a word.
Known = Callable[[str], int]

LONGEST: Final = 60
_LONGEST_WORD: Final = 12
_MOST_WORDS: Final = 16
_MOST_READINGS: Final = 4
_LONG: Final = 4
_RUN: Final = re.compile(r"[0-9a-z]+(?:\.[0-9]+)?|[^\W_]", re.UNICODE)
_BLOCK: Final = re.compile(r"[^\W_]+", re.UNICODE)


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


def cut(text: str, known: Known) -> list[str]:
    """Cut a text into the likeliest row of words that are known."""
    return [word for block in _BLOCK.findall(text.lower()) for word in _cut_block(block, known)]


def _cut_block(block: str, known: Known) -> list[str]:
    pieces: list[str] = _RUN.findall(block)
    size = len(pieces)
    # From the end: the best score of what follows a place, and where its first word ends.
    best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        word = ""
        choices: list[tuple[float, int]] = []
        for end in range(start + 1, min(start + _LONGEST_WORD, size) + 1):
            word += pieces[end - 1]
            count = known(word)
            if count or end == start + 1:
                # Every further word costs: one known long word beats two short ones that are commoner.
                choices.append((math.log(count or 0.1) - 18.0 + best[end][0], end))
        best[start] = max(choices)
    found: list[str] = []
    place = 0
    while place < size:
        end = best[place][1]
        found.append("".join(pieces[place:end]))
        place = end
    return found
