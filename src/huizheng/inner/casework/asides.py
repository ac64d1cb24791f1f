"""What rooms above show beside a case: each registers a question, and the case's page asks them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huizheng.inner.casework.models import Case
from huizheng.inner.casework.policies import Staff


@dataclass(frozen=True)
class Aside:
    """One panel beside a case in ready words; ``link`` is an address and its words."""

    title: str
    tag: str = ""
    tone: str = "neutral"
    text: str = ""
    link: tuple[str, str] | None = None


_questions: list[Callable[[Case, Staff], Aside | None]] = []


def register_aside(question: Callable[[Case, Staff], Aside | None]) -> None:
    """Let every page of a case ask ``question``; None shows nothing."""
    if question not in _questions:
        _questions.append(question)


def asides_of(case: Case, staff: Staff) -> list[Aside]:
    return [found for question in _questions if (found := question(case, staff)) is not None]
