"""What can be wrong with what was told or asked."""


class UnknownColumn(LookupError):
    """No site of that name, or the site has no such column (yet)."""


class NotThisDocument(ValueError):
    """The text is not the one whose digest was named."""


class Unfit(ValueError):
    """The document holds what may not be shown; the message says what."""


class NotVisible(LookupError):
    """There is nothing of that number for readers of this site."""


class NoLongerThere(Exception):
    """The page was withdrawn; ``reason`` may be told, its title may not. ``expired`` says that its time ran out."""

    def __init__(self, reason: str, *, expired: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.expired = expired


class Moved(Exception):
    """The page is elsewhere now: at ``to``, an address that begins with ``/``."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to
