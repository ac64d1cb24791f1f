"""All checks over one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from huizheng.inner.publishing.checks.accessibility import readable
from huizheng.inner.publishing.checks.completeness import complete
from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.links import destinations
from huizheng.inner.publishing.checks.personal import personal_numbers
from huizheng.inner.publishing.checks.secrecy import marks
from huizheng.inner.publishing.checks.subject import Subject, subject_of
from huizheng.inner.publishing.checks.typography import dates, document_numbers, punctuation
from huizheng.inner.publishing.checks.words import WordList, word_list, wrong_words

__all__ = ["WordList", "blocking", "examine", "examine_text", "word_list"]

# So many findings of one sort are shown; the rest is counted.
_OF_A_SORT: Final = 20


def examine(
    document: Mapping[str, Any],
    *,
    words: WordList | None = None,
    government_hosts: Iterable[str] = (),
) -> list[Finding]:
    """Return what is found in an edition document (complete or not), what stops its submission first.

    ``words`` replaces the product's list (``word_list().with_words(…)`` adds to it); ``government_hosts`` are hosts
    beside ``*.gov.cn`` that need no notice.
    """
    subject = subject_of(document)
    found = [
        *marks(subject),
        *personal_numbers(subject),
        *complete(subject),
        *readable(subject),
        *destinations(subject, frozenset(government_hosts)),
        *_wording(subject, words),
    ]
    return sorted(_bounded(found), key=lambda finding: finding.severity.order)


def examine_text(text: str, *, name: str = "", words: WordList | None = None) -> list[Finding]:
    """Return what is found in a bare text or file name: secrecy, personal numbers, words, dates; not completeness."""
    document: dict[str, Any] = {"blocks": [{"type": "html", "html": _paragraphs(text)}]}
    if name:
        document["files"] = [{"name": name}]
    subject = subject_of(document)
    found = [*marks(subject), *personal_numbers(subject), *_wording(subject, words)]
    return sorted(_bounded(found), key=lambda finding: finding.severity.order)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a submission."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]


def _wording(subject: Subject, words: WordList | None) -> Iterator[Finding]:
    yield from wrong_words(subject, words or word_list())
    yield from dates(subject)
    yield from document_numbers(subject)
    yield from punctuation(subject)


def _bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    counted: Counter[str] = Counter()
    last: dict[str, Finding] = {}
    for finding in findings:
        counted[finding.code] += 1
        last[finding.code] = finding
        if counted[finding.code] <= _OF_A_SORT:
            yield finding
    for code, count in counted.items():
        if count > _OF_A_SORT:
            yield Finding(
                code, last[code].severity, "全文", f"同类问题还有{count - _OF_A_SORT}处，请改好以上各处后再查一次。"
            )


def _paragraphs(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line}</p>" for line in escaped.splitlines() if line.strip())
