"""What becomes of an operator's decision about the outer zone."""

from __future__ import annotations

from django.db.models import TextChoices


class DecisionState(TextChoices):
    PROPOSED = "proposed", "待第二人确认"
    SENT = "sent", "已下达"
    DONE = "done", "外网已执行"
    REFUSED = "refused", "外网未执行"


class DecisionAct(TextChoices):
    """The acts of ``gate.contracts.OperatorAct`` as people read them."""

    REDRIVE = "redrive", "重新投递死信"
    DISCARD = "discard", "废弃死信"
    SETTLE_FAILURE = "settle_failure", "了结故障"
    RETRY_JOB = "retry_job", "重试任务"


def decision_states() -> list[tuple[str, str]]:
    return DecisionState.choices


def decision_acts() -> list[tuple[str, str]]:
    return DecisionAct.choices
