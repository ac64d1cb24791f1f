"""What is asked of ratings and rectifications, with its source."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from huizheng.commons.clocks.api import ClockRule, Unit
from huizheng.inner.assessment.states import CardLevel

# Practice differs: 5 working days (德州) to 15 (a city of Sichuan); the operator sets it within these bounds.
DEFAULT_DAYS = 5
LONGEST_DAYS = 15
# Whoever cannot be reached is tried this often, each attempt written down, before the matter is answered without.
ATTEMPTS = 3
# 一事一评: once after the outcome, once more after the organ has answered a bad rating.
MOST_TIMES = 2
SOURCE = "国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见（国办发〔2019〕51号）"

# What an on-line rating may tick, by its code.
INDICATORS = {
    "overall": "总体评价",
    "efficiency": "办理效率",
    "guide": "指南准确",
    "convenience": "办理便捷",
    "platform": "平台好用",
    "attitude": "服务态度",
    "level": "业务水平",
}


class Refused(Exception):
    """Why an act is not done; ``str(reason)`` is what the official is told, ``field`` the form's field."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotVisible(Refused):
    """There is no such rectification for this official; shown as 404."""


class NotNow(Refused):
    """The state does not allow the act."""


class NotYourDuty(Refused):
    """The official lacks the duty at the organ."""


class RatedTwice(Refused):
    """The case has been rated as often as it may be."""


class NotCalledBack(Refused):
    """A named bad rating is answered only after a call-back (100 % 回访)."""


class ChangedMeanwhile(Refused):
    """A colleague has acted since the page was opened; nothing was written."""

    def __init__(self, *, seen: int, now: int) -> None:
        super().__init__("您打开页面之后，这项整改有了新的变化。请看过变化再决定是否继续，您填写的内容已保留。")
        self.seen = seen
        self.now = now


def called_back(*, reached: int, tried: int) -> bool:
    """Say whether the applicant was called back: spoken to, or tried as often as is asked."""
    return reached > 0 or tried >= ATTEMPTS


def limit_rule(days: int) -> ClockRule:
    """Return the period within which a bad rating is rectified and answered; the ledger may lengthen it to 15 days."""
    return ClockRule(
        code="rectification",
        label="差评整改期限",
        label_en="putting right what was rated badly",
        n=days,
        unit=Unit.WORKING,
        law=SOURCE,
        law_en="State Council General Office, Guobanfa [2019] No. 51",
        article="",
        begins="收到差评",
        begins_en="receipt of the rating",
        extension=LONGEST_DAYS - days,
        extension_by="列入整改台账的机关",
        extension_by_en="the organ that enters it in its ledger",
    )


class CaseDays(Protocol):
    """What a warning looks at."""

    accepted_on: dt.date | None
    decided_on: dt.date | None
    due_on: dt.date | None
    warn_on: dt.date | None
    statutory_due_on: dt.date | None


def level_of(case: CaseDays, *, today: dt.date) -> CardLevel | None:
    """Return the warning a waiting case deserves on that day; the last day itself is still in time.

    Before acceptance and after the decision the running limit is the law's own (行政许可法 arts 32, 44), so that to
    miss it is red; between them the promise comes first and the law after it.
    """
    if case.due_on is None:
        return None
    running_is_law = case.accepted_on is None or case.decided_on is not None
    statutory = case.due_on if running_is_law else case.statutory_due_on
    if statutory is not None and today > statutory:
        return CardLevel.RED
    if today > case.due_on:
        return CardLevel.YELLOW
    if case.warn_on is not None and today >= case.warn_on:
        return CardLevel.PREWARNING
    return None
