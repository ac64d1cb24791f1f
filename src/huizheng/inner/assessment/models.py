"""Ratings, rectifications with their call-backs, the limit that the operator sets, and cards about late cases.

What people said is kept encrypted (``enclosing``).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from huizheng.inner.assessment.rules import LONGEST_DAYS, MOST_TIMES
from huizheng.inner.assessment.states import OPEN_STATES, CardLevel, RectificationState
from huizheng.inner.assessment.wording import act_choices, card_choices, level_choices, outcome_choices, state_choices
from huizheng.inner.casework.api import Case


class Rating(models.Model):
    """What the applicant thinks of how the case was handled: at most twice a case (一事一评).

    ``counts`` is false for the first of two: the later one stands in the figures.
    """

    envelope_id = models.UUIDField("信封", unique=True)
    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField("第几次评价")
    organ_key = models.CharField("被评价机关", max_length=60)
    supervisor_key = models.CharField("监督机关", max_length=60, blank=True)
    item_slug = models.CharField("事项", max_length=80)
    level = models.PositiveSmallIntegerField("等级", choices=level_choices)
    indicators = ArrayField(models.CharField(max_length=20), verbose_name="指标", default=list)
    channel_code = models.CharField("评价渠道", max_length=20)
    anonymous = models.BooleanField("匿名")
    counts = models.BooleanField("计入统计", default=True)
    text = models.BinaryField("评价内容（加密）", default=bytes)
    rated_at = models.DateTimeField("评价时间")
    registered_at = models.DateTimeField("登记时间")

    PERSONAL_DATA: tuple[str, ...] = ("text",)

    class Meta:
        verbose_name = "评价"
        ordering = ("-rated_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["case", "times"], name="rating_once_a_time"),
            models.UniqueConstraint(fields=["case"], condition=Q(counts=True), name="rating_counts_once_a_case"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="rating_level"),
            models.CheckConstraint(condition=Q(times__range=(1, MOST_TIMES)), name="rating_times"),
        ]
        indexes = [
            models.Index(fields=["organ_key", "rated_at"], name="rating_by_organ"),
            models.Index(fields=["supervisor_key", "rated_at"], name="rating_by_supervisor"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"


class Rectification(models.Model):
    """What the organ that handled the case does about a bad rating, within the limit.

    ``version`` counts the acts, so that nobody acts from an old page; ``due_on`` repeats the clock's last day.
    """

    rating = models.OneToOneField(Rating, verbose_name="评价", on_delete=models.PROTECT, related_name="rectification")
    organ_key = models.CharField("整改机关", max_length=60)
    supervisor_key = models.CharField("监督机关", max_length=60, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=12, choices=state_choices, default=RectificationState.OPEN)
    opened_on = models.DateField("开始日期")
    due_on = models.DateField("整改期限")
    outcome = models.CharField("处理方式", max_length=12, choices=outcome_choices, blank=True)
    answer = models.BinaryField("答复（加密）", default=bytes)
    ledger_due_on = models.DateField("台账期限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="答复人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    completed_on = models.DateField("整改完成日期", null=True, blank=True)
    appeal = models.BinaryField("误评申诉理由（加密）", default=bytes)
    ruling = models.BinaryField("申诉认定（加密）", default=bytes)

    PERSONAL_DATA: tuple[str, ...] = ("answer", "appeal", "ruling")

    class Meta:
        verbose_name = "差评整改"
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RectificationState.LEDGER) | Q(ledger_due_on__isnull=False),
                name="rectification_ledger_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RectificationState.ANSWERED) | ~Q(answer=b""),
                name="rectification_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ_key", "due_on", "id"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="rectification_todo",
            ),
            models.Index(
                fields=["supervisor_key", "due_on", "id"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="rectification_supervised",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.state}"

    @property
    def shown_number(self) -> str:
        """What pages call the matter: the number of an anonymous one would lead to the applicant's name."""
        return f"匿名评价{self.pk}" if self.rating.anonymous else self.rating.case.number


class CallBack(models.Model):
    """One attempt to reach the applicant who rated badly; ``position`` counts them."""

    rectification = models.ForeignKey(
        Rectification, verbose_name="差评整改", on_delete=models.PROTECT, related_name="call_backs"
    )
    position = models.PositiveSmallIntegerField("第几次回访")
    reached = models.BooleanField("已联系上")
    record = models.BinaryField("回访记录（加密）")
    called_at = models.DateTimeField("回访时间")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="回访人", on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL_DATA: tuple[str, ...] = ("record",)

    class Meta:
        verbose_name = "回访记录"
        ordering = ("called_at", "id")
        constraints = [models.UniqueConstraint(fields=["rectification", "position"], name="call_back_position")]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.called_at}"


class RectificationEntry(models.Model):
    """One act on a rectification: who did what when, and which version it made."""

    rectification = models.ForeignKey(
        Rectification, verbose_name="差评整改", on_delete=models.PROTECT, related_name="entries"
    )
    version = models.PositiveIntegerField("版本")
    act = models.CharField("办理", max_length=12, choices=act_choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("办理时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "整改办理记录"
        ordering = ("rectification", "version")
        constraints = [
            models.UniqueConstraint(fields=["rectification", "version"], name="rectification_entry_version"),
        ]

    def __str__(self) -> str:
        return f"{self.rectification_id} v{self.version}"


class RectificationLimit(models.Model):
    """How many working days a rectification may take, as the operator has set it; the newest row counts."""

    days = models.PositiveSmallIntegerField("工作日")
    reason = models.CharField("调整依据", max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="设置人", on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField("设置时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "整改期限设置"
        ordering = ("-set_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, LONGEST_DAYS)), name="rectification_limit_days"),
        ]

    def __str__(self) -> str:
        return str(self.days)


class SupervisionCard(models.Model):
    """A warning about a case, once a level."""

    case_number = models.CharField("办件编号", max_length=24)
    item_name = models.CharField("事项名称", max_length=200)
    organ_key = models.CharField("责任机关", max_length=60)
    organ_keys = ArrayField(models.CharField(max_length=60), verbose_name="可见机关")
    level = models.CharField("类型", max_length=12, choices=card_choices)
    due_on = models.DateField("到期日期")
    statutory_due_on = models.DateField("法定到期日期", null=True, blank=True)
    raised_at = models.DateTimeField("产生时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "监督卡"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["case_number", "level"], name="card_once_a_level"),
            models.CheckConstraint(condition=Q(level__in=sorted(CardLevel)), name="card_level_known"),
        ]
        indexes = [GinIndex(fields=["organ_keys"], name="card_organs")]

    def __str__(self) -> str:
        return f"{self.case_number} {self.level}"
