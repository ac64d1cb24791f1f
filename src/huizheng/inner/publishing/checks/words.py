"""Wrong words and their right forms, from lists that say where each comes from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Subject

_SAYS: Final = {
    "misspelling": "“{wrong}”应为“{right}”",
    "title": "“{wrong}”的规范写法是“{right}”",
    "expression": "“{wrong}”不宜使用，宜用“{right}”",
    "term": "“{wrong}”是旧称，现在叫“{right}”。叙述过去的事可以保留",
    "organ": "“{wrong}”已经改组，现在是“{right}”。叙述过去的事可以保留",
}
_DEFAULT: Final = {
    "misspelling": Severity.WARN,
    "title": Severity.WARN,
    "expression": Severity.WARN,
    "term": Severity.NOTICE,
    "organ": Severity.NOTICE,
}
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A wrong word: its right form, what sort it is, in which company it is right after all, and who says so."""

    wrong: str
    right: str
    sort: str
    severity: Severity
    source: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordList:
    """Words to look for. Longer words win over the shorter ones inside them."""

    words: tuple[Word, ...]

    @cached_property
    def _by_text(self) -> Mapping[str, Word]:
        return {word.wrong: word for word in self.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        texts = sorted(self._by_text, key=lambda text: (-len(text), text))
        return re.compile("|".join(map(re.escape, texts))) if texts else None

    def with_words(self, rows: Iterable[Mapping[str, Any]]) -> WordList:
        """Return the list with an operator's own rows added; a row for the same word replaces the list's."""
        own = tuple(_word(row) for row in rows)
        mine = {word.wrong for word in own}
        return WordList((*(word for word in self.words if word.wrong not in mine), *own))

    def find(self, text: str) -> Iterator[Word]:
        """Yield the wrong words of a text in order."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            word = self._by_text[found[0]]
            if word.unless:
                around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                if any(company in around for company in word.unless):
                    continue
            yield word


def _word(row: Mapping[str, Any]) -> Word:
    sort = str(row.get("sort", "misspelling"))
    severity = row.get("severity")
    return Word(
        wrong=str(row["wrong"]),
        right=str(row["right"]),
        sort=sort,
        severity=Severity(severity) if severity else _DEFAULT[sort],
        source=str(row.get("source", "")),
        unless=tuple(row.get("unless", ())),
    )


@cache
def word_list() -> WordList:
    """Return the list that comes with the product (``words.toml``)."""
    groups = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    rows = (
        {"sort": sort, "wrong": wrong, "right": entry, "source": group["source"]}
        if isinstance(entry, str)
        else {"sort": sort, "wrong": wrong, "source": group["source"], **entry}
        for sort, group in groups.items()
        for wrong, entry in group["words"].items()
    )
    return WordList(tuple(_word(row) for row in rows))


def wrong_words(subject: Subject, words: WordList) -> Iterator[Finding]:
    """Find the list's words; each once a passage."""
    if not subject.is_chinese:
        return
    for passage in subject.passages:
        seen: set[str] = set()
        for word in words.find(passage.plain):
            if word.wrong in seen:
                continue
            seen.add(word.wrong)
            says = _SAYS[word.sort].format(wrong=word.wrong, right=word.right)
            yield Finding(f"word.{word.sort}", word.severity, passage.where, f"{passage.where}：{says}。", word.source)
