"""What the law says of a licence once it is issued: terms, days, grounds and bars, each with its article.

No queries, no clock. Articles are those of 行政许可法 (2019-04-23); its periods are working days (art 82).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from huizheng.gate.contracts import LicenceGround
from huizheng.inner.licences.errors import Incomplete, Unlawful
from huizheng.inner.licences.states import LicenceAct, LicenceState

if TYPE_CHECKING:
    from huizheng.commons.calendar.api import WorkingCalendar

LAW = "行政许可法"
# Art 50(1): renewal is asked for thirty days before the licence expires; working days, by art 82.
RENEWAL_DAYS = 30
ARTICLE_50 = f"{LAW}第五十条"
ARTICLE_78 = f"{LAW}第七十八条"
ARTICLE_79 = f"{LAW}第七十九条"
_DAY = dt.timedelta(days=1)
_DECEMBER = 12


# --- how long a licence is good ---


class TermKind(StrEnum):
    """What the words of a release say about a licence's validity."""

    FIXED = "fixed"
    LONG = "long"
    OPEN = "open"  # the words fix no day by themselves: 按批准期限, 最长5年, 本次


@dataclass(frozen=True)
class Term:
    """A validity as a release words it."""

    kind: TermKind
    n: int = 0
    unit: str = ""


_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_UNITS = {"年": "years", "个月": "months", "月": "months", "日": "days", "天": "days"}
_FIXED = re.compile(r"(?:有效期)?(?:为)?([0-9]{1,3}|[一二两三四五六七八九十])(年|个月|月|日|天)")
_LONG = frozenset({"长期", "长期有效", "永久", "终身", "无固定期限"})


def term_of(text: str) -> Term:
    """Return what the words of a release say: 「5 年」「三年」「90日」 are fixed, 「长期」 is long, others open.

    Words that leave a choice (「5年或15年」「最长5年」「5–10年」) fix nothing: an official states the last day.
    """
    plain = re.sub(r"\s", "", text)
    if plain in _LONG:
        return Term(TermKind.LONG)
    found = _FIXED.fullmatch(plain)
    if found is None:
        return Term(TermKind.OPEN)
    n = _DIGITS.get(found[1]) or int(found[1])
    return Term(TermKind.FIXED, n, _UNITS[found[2]]) if n else Term(TermKind.OPEN)


def last_day_of(validity: str, start: dt.date) -> dt.date | None:
    """Return the last day of a validity that begins on ``start``, or ``None`` where the words name no day.

    A licence of 2026-03-10 for five years is good to 2031-03-09.
    """
    term = term_of(validity)
    if term.kind is not TermKind.FIXED:
        return None
    if term.unit == "days":
        return start + (term.n - 1) * _DAY
    months = term.n * 12 if term.unit == "years" else term.n
    return _months_later(start, months) - _DAY


def _months_later(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    try:
        return start.replace(year=year, month=month)
    except ValueError:  # there is no such day in that month: the period runs into the next one
        return dt.date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)


# --- renewal ---


def renew_by(valid_until: dt.date, calendar: WorkingCalendar) -> dt.date:
    """Return the last day on which renewal may be asked for with the law's promise (art 50(1), art 82).

    Thirty working days lie between it and the day of expiry, that day included; the day itself may be any day, as one
    can apply on line on a Sunday.
    """
    day, left = valid_until, RENEWAL_DAYS
    while True:
        left -= calendar.is_working_day(day)
        day -= _DAY
        if left == 0:
            return day


def is_in_time(*, asked_on: dt.date, valid_until: dt.date, calendar: WorkingCalendar) -> bool:
    """Say whether renewal was asked for thirty working days before the expiry, or earlier (art 50(1))."""
    return asked_on <= renew_by(valid_until, calendar)


# --- ending ---


@dataclass(frozen=True)
class GroundOfLaw:
    """A ground, the act that it allows, and the article that names it."""

    act: LicenceAct
    law: str


_G, _A = LicenceGround, LicenceAct
GROUNDS: dict[LicenceGround, GroundOfLaw] = {
    _G.LAW_CHANGED: GroundOfLaw(_A.WITHDRAW, f"{LAW}第八条第二款"),
    _G.CIRCUMSTANCES_CHANGED: GroundOfLaw(_A.WITHDRAW, f"{LAW}第八条第二款"),
    _G.ABUSE_OF_POWER: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第一款第一项"),
    _G.BEYOND_POWER: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第一款第二项"),
    _G.AGAINST_PROCEDURE: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第一款第三项"),
    _G.NOT_QUALIFIED: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第一款第四项"),
    _G.OTHERWISE_REVOCABLE: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第一款第五项"),
    _G.FRAUD: GroundOfLaw(_A.REVOKE, f"{LAW}第六十九条第二款"),
    _G.NOT_RENEWED: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第一项"),
    _G.HOLDER_INCAPABLE: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第二项"),
    _G.HOLDER_ENDED: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第三项"),
    _G.DECIDED_AWAY: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第四项"),
    _G.IMPOSSIBLE: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第五项"),
    _G.OTHERWISE_CANCELLED: GroundOfLaw(_A.CANCEL, f"{LAW}第七十条第六项"),
}
# What art 70 asks of the licence itself; the other grounds are of one that is in force.
_CANCELLED_IN: dict[LicenceGround, frozenset[LicenceState]] = {
    _G.NOT_RENEWED: frozenset({LicenceState.EXPIRED}),
    # A permit that was confiscated (吊销, a penalty of another law) is still in force here until it is cancelled.
    _G.DECIDED_AWAY: frozenset({LicenceState.VALID, LicenceState.WITHDRAWN, LicenceState.REVOKED}),
}
_IN_FORCE = frozenset({LicenceState.VALID, LicenceState.EXPIRED})

# Art 69(4) and art 8(2): what the holder may ask for; of a licence got by fraud the gain is not protected.
COMPENSATED = frozenset(
    {_G.ABUSE_OF_POWER, _G.BEYOND_POWER, _G.AGAINST_PROCEDURE, _G.NOT_QUALIFIED, _G.OTHERWISE_REVOCABLE},
)


def grounds_of(act: LicenceAct, state: LicenceState) -> tuple[LicenceGround, ...]:
    """Return the grounds that the law names for the act, as far as they fit the licence's state."""
    return tuple(
        ground
        for ground, basis in GROUNDS.items()
        if basis.act is act and (act is not _A.CANCEL or state in _CANCELLED_IN.get(ground, _IN_FORCE))
    )


def check_ending(
    *,
    act: LicenceAct,
    state: LicenceState,
    ground: LicenceGround,
    reasons: str,
    public_interest: str,
    touches_safety: bool | None,
) -> None:
    """Raise unless the ground is one of the act's, the reasons are told, and what its article asks for is stated.

    ``public_interest`` answers art 8(2) for a withdrawal (which interest asks for it) and art 69(3) for a revocation
    (that it does no great harm to it). ``touches_safety`` answers art 79 for a licence got by fraud: no release says
    whether an item directly concerns public safety, health, life or property, so the official does.
    """
    if ground not in grounds_of(act, state):
        raise Unlawful("该情形不是这项处理的法定情形，请重新选择。", GROUNDS[ground].law)
    if not reasons.strip():
        raise Incomplete("reasons", "请写明事实和理由，将写入决定书并告知被许可人。")
    if act is _A.WITHDRAW and not public_interest.strip():
        raise Incomplete(
            "public_interest", "撤回须为了公共利益的需要，请写明是什么公共利益（行政许可法第八条第二款）。"
        )
    if act is _A.REVOKE and not public_interest.strip():
        raise Incomplete(
            "public_interest",
            "撤销可能对公共利益造成重大损害的，不予撤销；请写明审查结论（行政许可法第六十九条第三款）。",
        )
    if ground is _G.FRAUD and touches_safety is None:
        raise Incomplete(
            "touches_safety",
            "请认定该许可是否属于直接关系公共安全、人身健康、生命财产安全事项（行政许可法第七十九条）。",
        )


# --- bars ---


class BarGround(StrEnum):
    """Why somebody may not apply again for a while."""

    FALSE_MATERIAL = "false_material"
    FRAUD = "fraud"


BAR_YEARS = {BarGround.FALSE_MATERIAL: 1, BarGround.FRAUD: 3}
BAR_LAWS = {BarGround.FALSE_MATERIAL: ARTICLE_78, BarGround.FRAUD: ARTICLE_79}


def barred_until(ground: BarGround, decided_on: dt.date) -> dt.date:
    """Return the first day on which the person may apply again: one year (art 78) or three (art 79) later."""
    return _months_later(decided_on, 12 * BAR_YEARS[ground])
