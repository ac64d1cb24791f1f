from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huizheng.inner.assessment.states import CardLevel, Level, Outcome, RectificationAct, RectificationState

LEVELS = {
    Level.VERY_SATISFIED: _("非常满意"),
    Level.SATISFIED: _("满意"),
    Level.MOSTLY_SATISFIED: _("基本满意"),
    Level.DISSATISFIED: _("不满意"),
    Level.VERY_DISSATISFIED: _("非常不满意"),
}
# Where a rating was given, by the codes of the national interface.
CHANNELS = {
    "1": _("电脑端"),
    "2": _("移动端"),
    "3": _("二维码"),
    "4": _("大厅平板"),
    "5": _("大厅其他终端"),
    "6": _("电话"),
    "7": _("短信"),
}
STATES = {
    RectificationState.OPEN: _("待整改"),
    RectificationState.LEDGER: _("已列入台账"),
    RectificationState.APPEALED: _("误评申诉中"),
    RectificationState.ANSWERED: _("已答复"),
    RectificationState.MISTAKEN: _("认定为误评"),
}
TONES = {
    RectificationState.OPEN: "warning",
    RectificationState.LEDGER: "info",
    RectificationState.APPEALED: "info",
    RectificationState.ANSWERED: "success",
    RectificationState.MISTAKEN: "neutral",
}
OUTCOMES = {
    Outcome.FIXED: _("立行立改"),
    Outcome.LEDGER: _("列入台账，限期整改"),
    Outcome.EXPLAINED: _("作出说明"),
}
ACTS = {
    RectificationAct.CALL_BACK: _("登记回访"),
    RectificationAct.ANSWER: _("答复"),
    RectificationAct.COMPLETE: _("整改完成"),
    RectificationAct.APPEAL: _("误评申诉"),
    RectificationAct.UPHOLD: _("认定为误评"),
    RectificationAct.DISMISS: _("驳回申诉"),
}

CARDS = {
    CardLevel.PREWARNING: _("预警"),
    CardLevel.YELLOW: _("黄牌"),
    CardLevel.RED: _("红牌"),
}
CARD_MEANINGS = {
    CardLevel.PREWARNING: _("已用去期限的八成"),
    CardLevel.YELLOW: _("已超过承诺期限"),
    CardLevel.RED: _("已超过法定期限"),
}
CARD_TONES = {CardLevel.PREWARNING: "info", CardLevel.YELLOW: "warning", CardLevel.RED: "danger"}


def level_choices() -> list[tuple[int, object]]:
    return [(level.value, label) for level, label in LEVELS.items()]


def state_choices() -> list[tuple[str, object]]:
    return [(state.value, label) for state, label in STATES.items()]


def outcome_choices() -> list[tuple[str, object]]:
    return [(outcome.value, label) for outcome, label in OUTCOMES.items()]


def act_choices() -> list[tuple[str, object]]:
    return [(act.value, label) for act, label in ACTS.items()]


def card_choices() -> list[tuple[str, object]]:
    return [(level.value, label) for level, label in CARDS.items()]
