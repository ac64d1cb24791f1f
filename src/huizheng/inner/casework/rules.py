"""What the law says about a case: periods, grounds and remedies, each with its article. No queries, no clock.

Unless another law is named, articles are those of the Administrative Licensing Law (行政许可法, 2019-04-23), whose
periods are working days (art 82).
"""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum

# Art 32(1)(4): missing or irregular material is told within five days, once and completely.
CORRECTION_NOTICE_DAYS = 5
# Art 42(1): one extension of ten days by the organ's head, with reasons.
EXTENSION_DAYS = 10
# Art 42(2): joint or centralised handling may be extended by fifteen days by the head of the government.
JOINT_EXTENSION_DAYS = 15
# Art 44: the licence is delivered within ten days of the decision.
DELIVERY_DAYS = 10
# Art 34(3) and art 55(2): a check or inspection is made by two officials or more.
INSPECTION_OFFICIALS = 2
# Art 48(1)(1): the hearing's time and place are told seven days ahead (working days, as every period of this law),
HEARING_NOTICE_DAYS = 7

# An official is warned when four fifths of a limit are used: a design choice, no law.
WARNING_SHARE = 0.8


class Ground(StrEnum):
    """Why a clock is paused. Art 45 lists the eight; an on-site check pauses only where the release cites its law."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"
    ON_SITE_CHECK = "on_site_check"
    PUBLICITY = "publicity"


ARTICLE_45 = frozenset(set(Ground) - {Ground.ON_SITE_CHECK, Ground.PUBLICITY})
NEEDS_TWO_OFFICIALS = frozenset({Ground.INSPECTION, Ground.TESTING, Ground.QUARANTINE, Ground.ON_SITE_CHECK})


class Urgency(StrEnum):
    """How a case stands against its limits: yellow is past the promise, red is past the law."""

    CALM = "calm"
    WARNING = "warning"
    YELLOW = "yellow"
    RED = "red"


class Unlawful(Exception):
    """An act that the law does not allow in this way; ``reason`` tells the official in plain words, ``law`` cites."""

    def __init__(self, reason: str, law: str) -> None:
        super().__init__(f"{reason}（{law}）")
        self.reason = reason
        self.law = law


def urgency(
    *,
    today: dt.date,
    warn_on: dt.date | None,
    due_on: dt.date | None,
    statutory_due_on: dt.date | None,
) -> Urgency:
    """Return how urgent the case is on that day; the due day itself is still in time."""
    if statutory_due_on is not None and today > statutory_due_on:
        return Urgency.RED
    if due_on is not None and today > due_on:
        return Urgency.YELLOW
    if warn_on is not None and today >= warn_on:
        return Urgency.WARNING
    return Urgency.CALM


def days_before_warning(limit: int) -> int:
    """Return after how many days of a limit the warning starts: never on the first day of a longer one."""
    return max(1, math.ceil(limit * WARNING_SHARE))


def check_extension(*, days: int, joint: bool, licence: bool, extended_before: bool, reasons: str) -> None:
    """Raise ``Unlawful`` unless art 42 allows this extension."""
    law = "行政许可法第四十二条" + ("第二款" if joint else "第一款")
    longest = JOINT_EXTENSION_DAYS if joint else EXTENSION_DAYS
    if not licence:
        raise Unlawful("延长期限只适用于行政许可；其他事项请按承诺时限办理。", law)
    if extended_before:
        raise Unlawful("本办件已延长过一次，不能再次延长。", law)
    if not 1 <= days <= longest:
        raise Unlawful(f"延长期限为 1 至 {longest} 个工作日。", law)
    if not reasons.strip():
        raise Unlawful("请写明延长期限的理由，理由将告知申请人。", law)


def check_procedure(
    *,
    ground: Ground,
    law: str,
    officials: int,
    expected_days: int,
    started_on: dt.date,
    told_on: dt.date | None,
    held_on: dt.date | None,
    earliest_hearing_on: dt.date | None,
    hearing_due_on: dt.date | None,
    chair_reviewed: bool,
) -> None:
    """Raise ``Unlawful`` unless this special procedure may start in this way (arts 34, 45, 48, 55)."""
    if ground not in ARTICLE_45 and not law.strip():
        raise Unlawful("该程序不在法定不计时的情形之内，须写明单独的法律依据。", "行政许可法第四十五条")
    if ground in NEEDS_TWO_OFFICIALS and officials < INSPECTION_OFFICIALS:
        raise Unlawful("核查、检验、检测、检疫须指派两名以上工作人员。", "行政许可法第三十四条、第五十五条")
    if expected_days < 1:
        raise Unlawful("请填写所需时间，所需时间须书面告知申请人。", "行政许可法第四十五条")
    if ground is Ground.HEARING:
        if held_on is None or told_on is None or earliest_hearing_on is None:
            raise Unlawful("听证须写明通知日期和举行日期。", "行政许可法第四十八条")
        if held_on < earliest_hearing_on:
            raise Unlawful(
                "举行听证的七个工作日前须将时间、地点通知申请人、利害关系人。", "行政许可法第四十八条、第八十二条"
            )
        if hearing_due_on is not None and held_on > hearing_due_on:
            raise Unlawful(
                f"有人要求听证的，须在二十个工作日内举行，最迟{hearing_due_on:%Y-%m-%d}。", "行政许可法第四十七条"
            )
        if held_on < started_on:
            raise Unlawful("听证举行日期不能早于程序开始日期。", "行政许可法第四十八条")
        if chair_reviewed:
            raise Unlawful("听证主持人应为审查该申请的工作人员以外的人员。", "行政许可法第四十八条")


def check_party(*, licence: bool, name: str, interest: str, told_before: bool) -> None:
    """Raise ``Unlawful`` unless somebody whose major interests a licence concerns is told so (arts 36, 47)."""
    law = "行政许可法第三十六条、第四十七条"
    if not licence:
        raise Unlawful("告知利害关系人和听证权利适用于行政许可。", law)
    if not name.strip() or not interest.strip():
        raise Unlawful("请写明利害关系人和该申请直接关系的重大利益。", law)
    if told_before:
        raise Unlawful("这位利害关系人已经告知过。", law)


def check_hearing_request(*, today: dt.date, due_on: dt.date | None) -> None:
    """Raise ``Unlawful`` unless the right to a hearing was told and its five days still run (art 47)."""
    law = "行政许可法第四十七条"
    if due_on is None:
        raise Unlawful("还没有告知听证权利，或者已经登记过听证申请；请先告知利害关系人。", law)
    if today > due_on:
        raise Unlawful(f"听证申请应当自被告知之日起五个工作日内提出，已于{due_on:%Y-%m-%d}届满。", law)


def check_heard(*, today: dt.date, request_due_on: dt.date | None, hearing_due_on: dt.date | None) -> None:
    """Raise ``Unlawful`` when a decision would come before those who may be heard had their say (art 47)."""
    law = "行政许可法第四十七条、第四十八条"
    if hearing_due_on is not None:
        raise Unlawful(f"已有人要求听证，须先举行听证（最迟{hearing_due_on:%Y-%m-%d}），再根据听证笔录作出决定。", law)
    if request_due_on is not None and today <= request_due_on:
        raise Unlawful(f"申请人、利害关系人可以在{request_due_on:%Y-%m-%d}前要求听证，期满前不能作出决定。", law)


def check_correction(*, fields: int, materials: int, requested_before: bool) -> None:
    """Raise ``Unlawful`` unless the correction notice is the first and names something to correct (art 32(1)(4))."""
    law = "行政许可法第三十二条第一款第四项"
    if requested_before:
        raise Unlawful("本办件已一次性告知过补正内容，不得再次要求补正；请受理或者不予受理。", law)
    if fields + materials == 0:
        raise Unlawful("请至少勾选一项需要补正的内容，并写明原因。", law)
