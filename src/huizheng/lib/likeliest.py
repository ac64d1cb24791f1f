"""A text cut into the likeliest row of words that somebody knows, such as an index: without a dictionary.

An index whose words a dictionary has cut knows that dictionary's words, as far as anything can be found by them. So who
only asks the index need not hold the dictionary, which takes ninety megabytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

# How many things hold a word.
Known = Callable[[str], int]

_LONGEST_WORD: Final = 12
_RUN: Final = re.compile(r"[0-9a-z]+(?:\.[0-9]+)?|[^\W_]", re.UNICODE)
_BLOCK: Final = re.compile(r"[^\W_]+", re.UNICODE)


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
