"""How a process stands, and what becomes of an operator's decision about the outer zone."""

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


class ProcessState(TextChoices):
    """How a process of this instance stands; the supervisor starts again what has died, until it gives up."""

    RUNNING = "running", "运行中"
    RESTARTING = "restarting", "正在重新启动"
    GIVEN_UP = "given_up", "已停止重启"
    GONE = "gone", "没有运行"


def decision_states() -> list[tuple[str, str]]:
    return DecisionState.choices


def decision_acts() -> list[tuple[str, str]]:
    return DecisionAct.choices
