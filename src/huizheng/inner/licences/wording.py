"""The words of a licence, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.rules import BarGround
from huizheng.inner.licences.states import EndingState, LicenceAct

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

STATES: dict[LicenceState, _StrPromise] = {
    LicenceState.VALID: _("有效"),
    LicenceState.EXPIRED: _("已过期"),
    LicenceState.RENEWED: _("已延续"),
    LicenceState.WITHDRAWN: _("已撤回"),
    LicenceState.REVOKED: _("已撤销"),
    LicenceState.CANCELLED: _("已注销"),
}

TONES: dict[LicenceState, str] = {
    LicenceState.VALID: "success",
    LicenceState.EXPIRED: "warning",
    LicenceState.RENEWED: "neutral",
    LicenceState.WITHDRAWN: "danger",
    LicenceState.REVOKED: "danger",
    LicenceState.CANCELLED: "neutral",
}

ACTS: dict[LicenceAct, _StrPromise] = {
    LicenceAct.ISSUE: _("颁发"),
    LicenceAct.EXPIRE: _("有效期届满"),
    LicenceAct.RENEW: _("延续"),
    LicenceAct.WITHDRAW: _("撤回"),
    LicenceAct.REVOKE: _("撤销"),
    LicenceAct.CANCEL: _("注销"),
}

GROUNDS: dict[LicenceGround, _StrPromise] = {
    LicenceGround.LAW_CHANGED: _("所依据的法律、法规、规章修改或者废止"),
    LicenceGround.CIRCUMSTANCES_CHANGED: _("准予许可所依据的客观情况发生重大变化"),
    LicenceGround.ABUSE_OF_POWER: _("工作人员滥用职权、玩忽职守作出准予决定"),
    LicenceGround.BEYOND_POWER: _("超越法定职权作出准予决定"),
    LicenceGround.AGAINST_PROCEDURE: _("违反法定程序作出准予决定"),
    LicenceGround.NOT_QUALIFIED: _("申请人不具备申请资格或者不符合法定条件"),
    LicenceGround.OTHERWISE_REVOCABLE: _("依法可以撤销的其他情形"),
    LicenceGround.FRAUD: _("以欺骗、贿赂等不正当手段取得许可"),
    LicenceGround.NOT_RENEWED: _("有效期届满未延续"),
    LicenceGround.HOLDER_INCAPABLE: _("被许可公民死亡或者丧失行为能力"),
    LicenceGround.HOLDER_ENDED: _("法人或者其他组织依法终止"),
    LicenceGround.DECIDED_AWAY: _("许可依法被撤销、撤回，或者证件依法被吊销"),
    LicenceGround.IMPOSSIBLE: _("因不可抗力导致许可事项无法实施"),
    LicenceGround.OTHERWISE_CANCELLED: _("法律、法规规定应当注销的其他情形"),
}

ENDING_STATES: dict[EndingState, _StrPromise] = {
    EndingState.PROPOSED: _("待决定"),
    EndingState.DECIDED: _("已决定"),
    EndingState.DROPPED: _("不采纳"),
}

BARS: dict[BarGround, _StrPromise] = {
    BarGround.FALSE_MATERIAL: _("隐瞒有关情况或者提供虚假材料申请许可"),
    BarGround.FRAUD: _("以欺骗、贿赂等不正当手段取得许可"),
}

# The notice of each ending, and the sign of its kind inside the number.
NOTICES: dict[LicenceAct, _StrPromise] = {
    LicenceAct.WITHDRAW: _("撤回行政许可决定书"),
    LicenceAct.REVOKE: _("撤销行政许可决定书"),
    LicenceAct.CANCEL: _("注销行政许可告知书"),
}
NOTICE_MARKS: dict[LicenceAct, str] = {
    LicenceAct.WITHDRAW: "撤回",
    LicenceAct.REVOKE: "撤销",
    LicenceAct.CANCEL: "注销",
}


def state_choices() -> list[tuple[str, _StrPromise]]:
    return [(state.value, label) for state, label in STATES.items()]


def act_choices() -> list[tuple[str, _StrPromise]]:
    return [(act.value, label) for act, label in ACTS.items()]


def ground_choices() -> list[tuple[str, _StrPromise]]:
    return [(ground.value, label) for ground, label in GROUNDS.items()]


def ending_state_choices() -> list[tuple[str, _StrPromise]]:
    return [(state.value, label) for state, label in ENDING_STATES.items()]


def bar_ground_choices() -> list[tuple[str, _StrPromise]]:
    return [(ground.value, label) for ground, label in BARS.items()]


def state_words(state: LicenceState, since_on: dt.date) -> str:
    """Return how a licence stands in a few words, with the day where it is no longer in force."""
    if state is LicenceState.VALID:
        return str(STATES[state])
    return f"{STATES[state]}（{date_format(since_on, 'Y年n月j日')}）"
