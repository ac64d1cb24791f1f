"""Chinese text cut into words for searching, and old words led to the ones in use now."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from huizheng.lib.likeliest import Known, cut

# rjieba and pypinyin bring ninety megabytes of dictionaries. Every process of the zone loads this module, only the one
# that cuts texts for the index needs them: so each is imported where it is used.
_WORD: Final = re.compile(r"\w+")
# Words that stand in half of all questions and tell nothing.
EMPTY_WORDS: Final = frozenset({
    *"的了吗呢办我要想去在和与或及个",
    "怎么", "怎样", "如何", "办理", "申请", "需要", "哪里", "什么", "可以", "一个", "手续",
})  # fmt: skip
_EMPTY_PHRASES: Final = sorted((word for word in EMPTY_WORDS if len(word) > 1), key=len, reverse=True)
_LONGEST_QUERY: Final = 60


def words(text: str) -> list[str]:
    """Return the searchable words of a text, in order, each once."""
    import rjieba  # noqa: PLC0415 - see above

    cut = (word.lower() for word in rjieba.cut_for_search(text) if _WORD.fullmatch(word))
    return list(dict.fromkeys(word for word in cut if word not in EMPTY_WORDS))


@cache
def synonyms() -> dict[str, list[str]]:
    """Return old or popular words with the official ones of today (domain words of the plan of 2006 among them)."""
    path = Path(__file__).parent / "synonyms.toml"
    return {old: list(new) for old, new in tomllib.loads(path.read_text("utf-8"))["synonyms"].items()}


def readings(question: str, known: Known) -> list[list[str]]:
    """Return every way to read a question: its own words, and those with an old word replaced by the present one.

    It is cut with the words that are ``known``, those of the index.
    """
    plain = question.strip()[:_LONGEST_QUERY]
    asked = [plain]
    for old, new in synonyms().items():
        if old in plain:
            asked += [plain.replace(old, f" {word} ") for word in new]
    return [found for found in (_asked(each, known) for each in dict.fromkeys(asked)) if found]


def _asked(text: str, known: Known) -> list[str]:
    """Return the words of a question, each once; characters that no known word holds stay together as they came."""
    for phrase in _EMPTY_PHRASES:
        text = text.replace(phrase, " ")
    found: list[str] = []
    for block in text.split():
        run = ""
        for word in cut(block, known):
            if len(word) == 1 and not word.isascii() and not known(word) and word not in EMPTY_WORDS:
                run += word
                continue
            found += [run, word]
            run = ""
        found.append(run)
    return [word for word in dict.fromkeys(found) if word and word not in EMPTY_WORDS]


def pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    return "".join(lazy_pinyin(text, errors="ignore")).lower()[:300]


def initials(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - see above

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore")).lower()[:120]
