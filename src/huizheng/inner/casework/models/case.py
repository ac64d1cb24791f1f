"""The case and its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from huizheng.inner.casework.states import OPEN, State
from huizheng.inner.casework.wording import act_choices, state_choices

if TYPE_CHECKING:
    from huizheng.commons.calendar.api import WorkingCalendar
    from huizheng.commons.clocks.api import Clock


class CaseQuerySet(models.QuerySet["Case"]):
    def of_organs(self, organ_keys: frozenset[str]) -> CaseQuerySet:
        """The one predicate of visibility: cases that one of these organs handles or has handled."""
        return self.filter(organ_keys__overlap=sorted(organ_keys))

    def waiting(self) -> CaseQuerySet:
        return self.exclude(waiting_duty="")


class Case(models.Model):
    """One application for one item, pinned to the release it was filed under.

    Legal days (``…_on``) are kept apart from the moments the system knew of them (``…_at``).
    ``waiting_*`` and ``*due_on`` are what the to-do list reads: whose duty the case waits for, and until when.
    """

    number = models.CharField("办件编号", max_length=24, unique=True)
    application_id = models.UUIDField("申请标识", unique=True, null=True, blank=True)
    item_slug = models.CharField("事项", max_length=80)
    item_name = models.CharField("事项名称", max_length=200)
    release_version = models.PositiveIntegerField("事项版本")
    division_code = models.CharField("行政区划", max_length=12)
    filed_organ_key = models.CharField("受理申请的主办机关", max_length=60)
    organ_key = models.CharField("办理机关", max_length=60)
    organ_keys = ArrayField(models.CharField(max_length=60), verbose_name="经办机关")
    # Whose head may extend the limit, where that is not the handling organ (art 42(2): the government of the level).
    extending_organ = models.CharField("批准延期的机关", max_length=60, blank=True)
    applicant_kind = models.CharField("申请人类型", max_length=20)
    applicant_name = models.CharField("申请人", max_length=200)
    applicant_certificate = models.CharField("证件号码（已遮挡）", max_length=40, blank=True)
    channel_code = models.CharField("申报来源", max_length=20)

    state = models.CharField("状态", max_length=24, choices=state_choices)
    step_index = models.PositiveSmallIntegerField("环节序号", null=True, blank=True)
    step_key = models.CharField("环节", max_length=60, blank=True)
    step_name = models.CharField("环节名称", max_length=60, blank=True)
    step_started_at = models.DateTimeField("环节开始时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    submitted_at = models.DateTimeField("提交时间")
    registered_at = models.DateTimeField("收件登记时间")
    received_on = models.DateField("收到日期")
    correction_received_on = models.DateField("收到补正日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    deemed_accepted = models.BooleanField("视为受理", default=False)
    rated_at = models.DateTimeField("评价时间", null=True, blank=True)

    waiting_organ = models.CharField("待办机关", max_length=60, blank=True)
    waiting_duty = models.CharField("待办职责", max_length=40, blank=True)
    due_on = models.DateField("到期日期", null=True, blank=True)
    warn_on = models.DateField("预警日期", null=True, blank=True)
    promised_due_on = models.DateField("承诺到期日期", null=True, blank=True)
    statutory_due_on = models.DateField("法定到期日期", null=True, blank=True)
    # A hearing has been asked for and is not yet held: until when (art 47).
    hearing_due_on = models.DateField("组织听证的期限", null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="领办人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claimed_cases",
    )
    claimed_at = models.DateTimeField("领办时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("applicant_name", "applicant_certificate")

    # What the act under way has read of the case's clocks, and by which calendar; no column.
    ledgers: tuple[list[Clock], WorkingCalendar] | None = None

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "办件"
        ordering = ("-received_on", "-id")
        constraints = [
            # What waits for somebody has a day it waits until, so that the to-do list has an order.
            models.CheckConstraint(
                condition=Q(waiting_duty="") | (Q(due_on__isnull=False) & ~Q(waiting_organ="")),
                name="case_waits_until",
            ),
            models.CheckConstraint(
                condition=Q(waiting_duty="") | Q(state__in=sorted(OPEN)),
                name="case_waits_while_open",
            ),
            models.CheckConstraint(
                condition=Q(deemed_accepted=False) | Q(accepted_on__isnull=False),
                name="case_deemed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(claimed_at__isnull=False),
                name="case_claim_has_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_organ", "waiting_duty", "due_on", "id"],
                condition=~Q(waiting_duty=""),
                name="case_todo",
            ),
            # The list sieved by item, and the items to sieve by without touching the table.
            models.Index(
                fields=["waiting_organ", "waiting_duty", "item_slug", "due_on", "id"],
                include=["item_name"],
                condition=~Q(waiting_duty=""),
                name="case_todo_item",
            ),
            models.Index(
                fields=["claimed_by", "due_on", "id"],
                condition=~Q(waiting_duty="") & Q(claimed_by__isnull=False),
                name="case_todo_mine",
            ),
            # The nightly look at acceptance clocks: who must be deemed accepted.
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=[State.RECEIVED, State.CORRECTION_RECEIVED]),
                name="case_acceptance_due",
            ),
            # The hourly watch over limits: which waiting cases are near theirs.
            models.Index(fields=["warn_on"], condition=~Q(waiting_duty=""), name="case_warned"),
            GinIndex(fields=["organ_keys"], name="case_organs"),
            # Names are sought by their beginning.
            models.Index(fields=["applicant_name"], opclasses=["varchar_pattern_ops"], name="case_applicant"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEntry(models.Model):
    """One line of the journal: who did what in which step, with what opinion, from when to when."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField("序号")
    act = models.CharField("业务动作", max_length=24, choices=act_choices)
    step_key = models.CharField("环节", max_length=60, blank=True)
    step_name = models.CharField("环节名称", max_length=60, blank=True)
    organ_key = models.CharField("单位", max_length=60)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="处理人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    official_name = models.CharField("处理人姓名", max_length=60, blank=True)
    post = models.CharField("岗位", max_length=80, blank=True)
    opinion = models.TextField("意见", blank=True)
    facts = models.JSONField("事实", default=dict, blank=True)
    state_before = models.CharField("原状态", max_length=24, blank=True)
    state_after = models.CharField("现状态", max_length=24)
    case_version = models.PositiveIntegerField("办件版本")
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    legal_on = models.DateField("法定日期")
    token = models.UUIDField("提交标识", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("official_name", "opinion", "facts")

    class Meta:
        verbose_name = "办理记录"
        ordering = ("case", "position")
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="entry_position"),
            # One press of a button is one act, however often the browser sends it.
            models.UniqueConstraint(
                fields=["case", "token"],
                condition=Q(token__isnull=False),
                name="entry_once",
            ),
            models.CheckConstraint(condition=Q(ended_at__gte=models.F("started_at")), name="entry_period"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.position} {self.act}"
