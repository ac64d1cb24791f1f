from __future__ import annotations


class UnknownTemplate(LookupError):
    """There is no text for this template, version and language."""


class FactsMissing(ValueError):
    """The template needs facts that were not given: half a sentence is never sent."""


class NotVisible(Exception):
    """There is no such message for this person; shown as 404."""


class TryAgain(Exception):
    """The delivery has not succeeded yet."""


class Unreachable(Exception):
    """The gateway cannot be reached or asks to come back later; ``reason`` holds nobody's address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AddressRefused(Unreachable):
    """The gateway has refused for good; trying again is of no use."""
