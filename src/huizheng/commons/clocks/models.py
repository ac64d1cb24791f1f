from __future__ import annotations

from django.db import models

from huizheng.commons.clocks.rules import ClockRule, from_facts
from huizheng.commons.clocks.states import Stored, entry_choices, stored_choices


class Clock(models.Model):
    """One period of one thing. ``due_on`` and ``status`` repeat the ledger, so that lists can sort by them."""

    subject_kind = models.CharField("对象类别", max_length=80)
    subject_id = models.CharField("对象标识", max_length=120)
    code = models.CharField("期限代码", max_length=60)
    terms = models.JSONField("期限规则")
    status = models.CharField("状态", max_length=10, choices=stored_choices, default=Stored.RUNNING)
    started_on = models.DateField("起算日")
    due_on = models.DateField("届满日", null=True, blank=True)
    stopped_on = models.DateField("终止日", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "期限"
        ordering = (models.F("due_on").asc(nulls_last=True), "id")
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "code"], name="clock_once_a_subject"),
            models.CheckConstraint(
                condition=models.Q(status=Stored.STOPPED, stopped_on__isnull=False)
                | models.Q(status__in=[Stored.RUNNING, Stored.PAUSED], stopped_on__isnull=True),
                name="clock_stopped_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False) | models.Q(status=Stored.PAUSED),
                name="clock_due_unless_paused",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="clock_open_due",
                condition=models.Q(status__in=[Stored.RUNNING, Stored.PAUSED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind}:{self.subject_id}"

    @property
    def rule(self) -> ClockRule:
        return from_facts(ClockRule, self.terms)


class ClockEntry(models.Model):
    """A dated line in a clock's ledger. ``on`` is the day in law, ``at`` the moment it was written."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="entries", verbose_name="期限")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("事由", max_length=12, choices=entry_choices)
    on = models.DateField("日期")
    at = models.DateTimeField("记录时间")
    by = models.CharField("记录人", max_length=120)
    ground = models.JSONField("暂停依据", null=True, blank=True)
    days = models.PositiveSmallIntegerField("天数", default=0)
    reason = models.TextField("理由", blank=True)
    outcome = models.CharField("结果", max_length=60, blank=True)
    old_due_on = models.DateField("原届满日", null=True, blank=True)
    new_due_on = models.DateField("届满日", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("reason",)

    class Meta:
        verbose_name = "期限记录"
        ordering = ("clock_id", "number")
        constraints = [models.UniqueConstraint(fields=["clock", "number"], name="clock_entry_in_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.on}"
