"""Who may do what to a rectification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.assessment.rules import NotNow, NotVisible, NotYourDuty
from huizheng.inner.assessment.states import TRANSITIONS, RectificationAct, RectificationState
from huizheng.inner.assessment.wording import STATES
from huizheng.inner.organs.api import Duty

if TYPE_CHECKING:
    from huizheng.inner.assessment.models import Rectification
    from huizheng.inner.casework.api import Staff

# A claim that a rating is mistaken is ruled upon by who supervises the organ, not by whom it concerns.
_RULINGS = frozenset({RectificationAct.UPHOLD, RectificationAct.DISMISS})


def check_act(act: RectificationAct, rectification: Rectification, *, by: Staff) -> None:
    """Raise ``NotNow`` or ``NotYourDuty`` unless ``by`` may do ``act`` now."""
    state = RectificationState(rectification.state)
    if state not in TRANSITIONS[act][0]:
        raise NotNow(f"该差评现在是“{STATES[state]}”，不能这样办理。请刷新页面查看。")
    if act in _RULINGS:
        if not rectification.supervisor_key or not by.holds(rectification.supervisor_key, str(Duty.LEAD)):
            raise NotYourDuty("误评申诉由监督机关（数据资源管理部门）的领导认定，被评价机关不能自行认定。")
        return
    if not by.holds(rectification.organ_key, str(Duty.RATING_HANDLE)):
        raise NotYourDuty("您在被评价机关没有这项职责。")
    if act is RectificationAct.CALL_BACK and rectification.rating.anonymous:
        raise NotNow("匿名评价不回访，请直接答复。")
    if act is RectificationAct.APPEAL and rectification.appeal:
        raise NotNow("误评申诉只能提出一次，监督机关已经认定。")
    if act is RectificationAct.APPEAL and not rectification.supervisor_key:
        raise NotNow("没有可以认定误评的监督机关，请答复评价人。")


def allowed_acts(rectification: Rectification, *, by: Staff) -> list[RectificationAct]:
    found = []
    for act in RectificationAct:
        try:
            check_act(act, rectification, by=by)
        except (NotNow, NotYourDuty):
            continue
        found.append(act)
    return found


def check_set_limit(*, by: Staff) -> None:
    """Raise ``NotYourDuty`` unless the official runs the system."""
    if not any(duty == Duty.OPERATIONS for _organ, duty in by.grants):
        raise NotYourDuty("整改期限由系统运维人员设置。")


# Who sees warnings about cases of an organ: everybody who handles cases or bad ratings there, and its leaders.
SEES_CARDS = frozenset(
    {
        Duty.RATING_HANDLE.value,
        Duty.LEAD.value,
        Duty.CASE_ACCEPT.value,
        Duty.CASE_REVIEW.value,
        Duty.CASE_INSPECT.value,
        Duty.CASE_APPROVE.value,
        Duty.CASE_EXTEND.value,
        Duty.CASE_DELIVER.value,
    }
)


def organs_watched(staff: Staff) -> frozenset[str]:
    """Return the organs whose warnings the official may see."""
    return frozenset(organ for organ, duty in staff.grants if duty in SEES_CARDS)


def check_operate(*, by: Staff) -> None:
    """Raise ``NotVisible`` unless the official keeps the system running: the calendar is theirs."""
    if not any(duty == Duty.OPERATIONS for _organ, duty in by.grants):
        raise NotVisible("没有这个页面。")


def check_audit(*, by: Staff) -> None:
    """Raise ``NotVisible`` unless the official is an auditor."""
    if not any(duty == Duty.AUDIT for _organ, duty in by.grants):
        raise NotVisible("没有这个页面。")
