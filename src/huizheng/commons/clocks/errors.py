from __future__ import annotations


class ClockError(Exception):
    """A clock refused; the text says in Chinese why and what to do."""


class AlreadyStarted(ClockError):
    pass


class AlreadyPaused(ClockError):
    pass


class NotPaused(ClockError):
    pass


class ClockStopped(ClockError):
    pass


class ClockExpired(ClockError):
    pass


class ExtensionNotAllowed(ClockError):
    pass


class OutOfOrder(ClockError):
    pass
