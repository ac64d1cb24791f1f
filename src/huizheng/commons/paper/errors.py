from __future__ import annotations


class UnknownTemplate(LookupError):
    """There is no such template, or not in this version."""


class FactsRefused(ValueError):
    """The facts do not make a lawful document: something the law asks for is missing. ``problems`` names each."""

    def __init__(self, template: str, problems: list[str]) -> None:
        super().__init__(f"{template}: " + "; ".join(problems))
        self.problems = problems
