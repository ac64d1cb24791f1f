from __future__ import annotations


class InvalidIdentifier(ValueError):
    """The text is no such number. ``reason`` is for programs (shape, check, date…), the text for people.

    The message never repeats what was typed: it may end up in a log.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
