from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huizheng.inner.network import states
from huizheng.inner.network.states import DecisionAct, DecisionState


class ZoneReport(models.Model):
    """The newest report of the outer zone: it replaces the one before."""

    zone = models.CharField("网区", max_length=8, unique=True)
    reported_at = models.DateTimeField("报告时间")
    received_at = models.DateTimeField("收到时间")
    gate = models.JSONField("网闸数据", default=dict)
    jobs = models.JSONField("任务数据", default=dict)
    resources = models.JSONField("资源数据", default=dict)
    failures = models.JSONField("故障", default=list)
    letters = models.JSONField("死信", default=list)
    failed_jobs = models.JSONField("失败任务", default=list)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "外网运行报告"
        ordering = ("zone",)

    def __str__(self) -> str:
        return f"{self.zone} {self.reported_at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """What an operator has decided about something in the outer zone, and what the outer zone made of it."""

    act = models.CharField("操作", max_length=16, choices=states.decision_acts)
    subject = models.BigIntegerField("对象编号")
    state = models.CharField("状态", max_length=10, choices=states.decision_states)
    reason = models.CharField("理由", max_length=400, blank=True)
    proposed_by = models.CharField("提出人", max_length=80)
    proposed_at = models.DateTimeField("提出时间")
    agreed_by = models.CharField("确认人", max_length=80, blank=True)
    sent_at = models.DateTimeField("下达时间", null=True, blank=True)
    env_id = models.UUIDField("信封编号", null=True, blank=True, unique=True)
    answer = models.CharField("外网答复", max_length=400, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "运维决定"
        ordering = ("-proposed_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["act", "subject"],
                condition=Q(state__in=[DecisionState.PROPOSED, DecisionState.SENT]),
                name="decision_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(act=DecisionAct.DISCARD)
                | Q(state=DecisionState.PROPOSED)
                | (~Q(agreed_by="") & ~Q(agreed_by=F("proposed_by")) & ~Q(reason="")),
                name="decision_discard_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
