"""Why an act is not done. ``str(error)`` is what the official is told: plain words, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huizheng.inner.casework.models import CaseEntry


class CaseworkRefusal(Exception):
    """Base of all reasons in this room."""


class NotVisible(CaseworkRefusal):
    """There is no such case for this official; shown as 404."""


class AlreadyDone(CaseworkRefusal):
    """The same press of the button has been heard before; ``entry`` is what it did."""

    def __init__(self, entry: CaseEntry) -> None:
        super().__init__("这一步已经办理，无需重复提交。")
        self.entry = entry


class NotNow(CaseworkRefusal):
    """The state of the case does not allow the act."""


class NotYourDuty(CaseworkRefusal):
    """The official does not hold the duty that the step asks for at the organ that handles it."""


class ClaimedByAnother(CaseworkRefusal):
    """A colleague has claimed the case."""


class NotTheLastStep(CaseworkRefusal):
    """Only the deciding step decides; the others pass."""


class OutOfOrder(CaseworkRefusal):
    """Of a limited number, others who were accepted before come first (行政许可法 art 57)."""


class NumberExhausted(CaseworkRefusal):
    """Of a limited number, none is left (行政许可法 art 57)."""


class DecisionAwaited(CaseworkRefusal):
    """The deciding step cannot be passed: it ends with a decision."""


class NotAnEarlierStep(CaseworkRefusal):
    """A case can be returned only to a step it has already been through."""


class Incomplete(CaseworkRefusal):
    """Something that the act needs is missing; ``field`` names the form field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(CaseworkRefusal):
    """Somebody else has acted on the case since the page was opened; nothing was written."""

    def __init__(self, *, seen: int, now: int) -> None:
        super().__init__("您打开页面之后，办件有了新的变化。请看过变化再决定是否继续，您填写的内容已保留。")
        self.seen = seen
        self.now = now
