"""How far the latest word of an emergency has come, as officials read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from huizheng.gate.api import Rung, receipts_by_envelope
from huizheng.inner.sites.states import EmergencyLevel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.inner.sites.models import Emergency

LEVEL_TONES = {
    EmergencyLevel.RED: "danger",
    EmergencyLevel.ORANGE: "danger",
    EmergencyLevel.YELLOW: "warning",
    EmergencyLevel.BLUE: "info",
    EmergencyLevel.NOTICE: "neutral",
}
_RUNG_WORDS = {
    Rung.ACCEPTED: "已交网闸",
    Rung.RELAYED: "正在送往公众网",
    Rung.RECEIVED: "公众网已接收",
    Rung.PROCESSED: "已在公众网显示",
}


class Reached(NamedTuple):
    """The highest rung, empty while nothing has left, and when it was reached."""

    rung: str = ""
    at: dt.datetime | None = None

    @property
    def is_shown(self) -> bool:
        return self.rung == Rung.PROCESSED

    @property
    def word(self) -> str:
        return _RUNG_WORDS.get(Rung(self.rung), "") if self.rung else _("等待发送")

    @property
    def tone(self) -> str:
        return "success" if self.is_shown else "info"


def reached(found: Sequence[Emergency]) -> dict[str, Reached]:
    """Return by number how far the latest envelope of each has come; in one question."""
    # The last entry with an envelope stays.
    latest = {each.number: entry.envelope for each in found for entry in each.entries.all() if entry.envelope}
    receipts = receipts_by_envelope(latest.values())
    answer = {each.number: Reached() for each in found}
    for number, envelope in latest.items():
        if held := receipts.get(envelope):
            answer[number] = Reached(str(held[-1].rung), held[-1].at)
    return answer
