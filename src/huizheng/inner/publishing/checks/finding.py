"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: it stops the submission, it wants an answer, or it may help."""

    BLOCK = "block"
    WARN = "warn"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"block": "须改正", "warn": "请核对", "notice": "可改进"}[self.value]

    @property
    def order(self) -> int:
        return ("block", "warn", "notice").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which check, how grave, where it stands, what to do, and the rule behind it."""

    code: str
    severity: Severity
    where: str
    message: str
    law: str = ""

    def to_facts(self) -> dict[str, str]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "message": self.message,
            "law": self.law,
        }

    @classmethod
    def from_facts(cls, facts: dict[str, str]) -> Finding:
        return cls(facts["code"], Severity(facts["severity"]), facts["where"], facts["message"], facts.get("law", ""))
