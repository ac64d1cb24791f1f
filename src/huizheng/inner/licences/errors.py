"""Why something is not done. ``str(error)`` is what the official is told: plain words, and what to do next."""

from __future__ import annotations


class LicenceRefusal(Exception):
    """Base of all reasons in this room."""


class NotVisible(LicenceRefusal):
    """There is no such licence for this official; shown as 404."""


class NotNow(LicenceRefusal):
    """The state of the licence does not allow it."""


class NotYourDuty(LicenceRefusal):
    """The official does not hold the duty at the organ of the licence."""


class SamePerson(LicenceRefusal):
    """Whoever proposed does not decide as well."""


class Incomplete(LicenceRefusal):
    """Something is missing; ``field`` names the form field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Unlawful(LicenceRefusal):
    """The law does not allow it in this way; ``law`` cites."""

    def __init__(self, reason: str, law: str) -> None:
        super().__init__(f"{reason}（{law}）")
        self.law = law


class ChangedMeanwhile(LicenceRefusal):
    """Somebody else has acted on the licence since the page was opened; nothing was written."""

    def __init__(self) -> None:
        super().__init__("您打开页面之后，该证件有了新的变化，刚才的操作没有生效。请看过最新情况再决定。")
