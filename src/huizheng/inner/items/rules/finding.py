"""What a rule finds, and the register of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Document = Mapping[str, Any]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        return {"error": "须改正", "warning": "请留意"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One shortcoming: which rule, where, what to do about it, and the law behind the rule."""

    code: str
    severity: Severity
    part: str
    message: str
    law: str = ""

    @classmethod
    def from_facts(cls, facts: Mapping[str, str]) -> Finding:
        return cls(facts["code"], Severity(facts["severity"]), facts["part"], facts["message"], facts.get("law", ""))


@dataclass(frozen=True)
class World:
    """What a rule may know besides the document: which items there are. Empty: not known, so not judged."""

    slugs: frozenset[str] = frozenset()


Judge = Callable[..., Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class QualityRule:
    code: str
    severity: Severity
    says: str
    law: str
    judge: Judge
    looks_around: bool = False


_rules: dict[str, QualityRule] = {}


def rule(
    code: str, says: str, *, law: str = "", severity: Severity = Severity.ERROR, looks_around: bool = False
) -> Callable[[Judge], Judge]:
    """Add a function that yields (part, message) for everything that breaks the rule.

    It is given the document, and the world too when it ``looks_around``.
    """

    def add(judge: Judge) -> Judge:
        _rules[code] = QualityRule(code, severity, says, law, judge, looks_around)
        return judge

    return add


def every_rule() -> tuple[QualityRule, ...]:
    return tuple(_rules.values())


def examine(document: Document, world: World | None = None) -> list[Finding]:
    """Return everything that is wrong with a document, what blocks its release first."""
    known = world or World()
    found = [
        Finding(each.code, each.severity, part, message, each.law)
        for each in _rules.values()
        for part, message in (each.judge(document, known) if each.looks_around else each.judge(document))
    ]
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)


def blocking(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.severity is Severity.ERROR)
