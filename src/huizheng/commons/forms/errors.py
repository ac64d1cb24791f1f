"""What can be wrong with a form, or with a post that no honest browser sends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a form's definition: where, and what to mend."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}：{self.message}"


class FormInvalid(ValueError):
    """The JSON is not a form; ``problems`` lists everything that is wrong, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("；".join(str(problem) for problem in problems[:20]))


class AnswersRefused(ValueError):
    """The answers are not of a shape that a person could have filled in: too many, too deep or no mapping."""


class Unfit(ValueError):
    """One value does not fit its field; the message tells the person what to do."""
