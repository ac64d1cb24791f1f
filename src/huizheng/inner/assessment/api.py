"""The door of the assessment room."""

from huizheng.inner.assessment.actions import (
    answer,
    appeal,
    call_back,
    complete,
    record_rating,
    rule_on_appeal,
    set_limit,
)
from huizheng.inner.assessment.cards import card_page, cards_for
from huizheng.inner.assessment.enclosing import rating_text
from huizheng.inner.assessment.models import CallBack, Rating, Rectification, SupervisionCard
from huizheng.inner.assessment.queries import (
    limit_days,
    overdue_count,
    rectification_for,
    rectifications_for,
    standings,
    todo_count,
    todo_for,
)
from huizheng.inner.assessment.rules import (
    ChangedMeanwhile,
    NotCalledBack,
    NotNow,
    NotVisible,
    NotYourDuty,
    RatedTwice,
    Refused,
)
from huizheng.inner.assessment.states import CardLevel, Level, Outcome, RectificationState
from huizheng.inner.assessment.supervising import raise_card

__all__ = [
    "CallBack",
    "CardLevel",
    "ChangedMeanwhile",
    "Level",
    "NotCalledBack",
    "NotNow",
    "NotVisible",
    "NotYourDuty",
    "Outcome",
    "RatedTwice",
    "Rating",
    "Rectification",
    "RectificationState",
    "Refused",
    "SupervisionCard",
    "answer",
    "appeal",
    "call_back",
    "card_page",
    "cards_for",
    "complete",
    "limit_days",
    "overdue_count",
    "raise_card",
    "rating_text",
    "record_rating",
    "rectification_for",
    "rectifications_for",
    "rule_on_appeal",
    "set_limit",
    "standings",
    "todo_count",
    "todo_for",
]
