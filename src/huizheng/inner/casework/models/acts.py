"""What single acts leave behind: correction, special procedure, extension, decision, delivery, and the notices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from huizheng.inner.casework.models.case import Case, CaseEntry
from huizheng.inner.casework.wording import (
    delivery_way_choices,
    doubt_choices,
    ground_choices,
    notice_kind_choices,
    outcome_choices,
)


class Correction(models.Model):
    """The one correction notice of a case: all at once, never a second (art 32(1)(4))."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="correction")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    note = models.TextField("补正说明", blank=True)
    fields = models.JSONField("须补正的填写项", default=list)
    materials = models.JSONField("须补正的材料", default=list)
    requested_on = models.DateField("告知日期")
    received_on = models.DateField("收到补正日期", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("note", "fields", "materials")

    class Meta:
        verbose_name = "补正告知"

    def __str__(self) -> str:
        return f"{self.case_id} {self.requested_on}"


class SpecialProcedure(models.Model):
    """A procedure whose time is not counted (art 45), told to the applicant in writing."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="procedures")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("种类", max_length=20, choices=ground_choices)
    law = models.CharField("依据", max_length=200)
    reasons = models.TextField("理由", blank=True)
    started_on = models.DateField("开始日期")
    expected_days = models.PositiveSmallIntegerField("所需工作日")
    expected_end_on = models.DateField("预计结束日期")
    held_on = models.DateField("听证举行日期", null=True, blank=True)
    chair_name = models.CharField("听证主持人", max_length=60, blank=True)
    officials = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name="工作人员", related_name="+", blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    result = models.TextField("结果", blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("chair_name", "result")

    class Meta:
        verbose_name = "特别程序"
        ordering = ("case", "started_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True),
                name="procedure_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="procedure_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground}"


class Extension(models.Model):
    """The one extension of a case's limit by the organ's head (art 42)."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="extension")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField("延长工作日")
    reasons = models.TextField("理由")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="批准人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_on = models.DateField("批准日期")
    due_before_on = models.DateField("原到期日期")
    due_after_on = models.DateField("延长后到期日期")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "期限延长"
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, 15)), name="extension_days"),
            models.CheckConstraint(condition=Q(due_after_on__gt=F("due_before_on")), name="extension_lengthens"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.days}"


class Decision(models.Model):
    """The decision of a case: granted, or declined with reasons and remedies (art 38)."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="decision")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("决定", max_length=12, choices=outcome_choices)
    reasons = models.TextField("理由", blank=True)
    remedy = models.TextField("救济途径", blank=True)
    result_name = models.CharField("结果名称", max_length=200, blank=True)
    result_number = models.CharField("结果编号", max_length=80, blank=True)
    valid_from = models.DateField("有效期起", null=True, blank=True)
    valid_until = models.DateField("有效期止", null=True, blank=True)
    conditions = models.TextField("附加说明", blank=True)
    # Why it may not simply be published (行政许可法 art 5); somebody judges, see ``inner.journeys``.
    doubt = models.CharField("公开前须判断的情形", max_length=20, choices=doubt_choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="决定人",
        on_delete=models.PROTECT,
        null=True,  # a renewal deemed granted was decided by nobody (art 50(2))
        blank=True,
        related_name="+",
    )
    decided_on = models.DateField("决定日期")

    PERSONAL_DATA: tuple[str, ...] = ("reasons", "conditions")

    class Meta:
        verbose_name = "决定"
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="declined") | (~Q(reasons="") & ~Q(remedy="")),
                name="decision_declined_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="decision_validity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"


class Delivery(models.Model):
    """How and when the result reached the applicant (art 44)."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="delivery")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("送达方式", max_length=12, choices=delivery_way_choices)
    receiver = models.CharField("签收人", max_length=60, blank=True)
    tracking_number = models.CharField("物流单号", max_length=40, blank=True)
    delivered_on = models.DateField("送达日期")

    PERSONAL_DATA: tuple[str, ...] = ("receiver", "tracking_number")

    class Meta:
        verbose_name = "送达"

    def __str__(self) -> str:
        return f"{self.case_id} {self.way}"


class Notice(models.Model):
    """A numbered paper of the office. Number and facts are fixed in the act's transaction; the PDF is made after it."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("文书种类", max_length=24, choices=notice_kind_choices)
    number = models.CharField("文书编号", max_length=60, unique=True)
    title = models.CharField("文书名称", max_length=100)
    template = models.CharField("模板", max_length=60)
    template_version = models.PositiveSmallIntegerField("模板版本")
    facts = models.JSONField("文书内容")
    told_act = models.CharField("随同告知", max_length=24)
    told_at = models.DateTimeField("告知时间")
    verification = models.CharField("查验码", max_length=20, unique=True)
    issued_on = models.DateField("出具日期")
    issued_at = models.DateTimeField("出具时间")
    file_id = models.CharField("文件", max_length=64, blank=True)
    sm3 = models.CharField("摘要", max_length=64, blank=True)
    size = models.PositiveIntegerField("大小", default=0)
    rendered_at = models.DateTimeField("生成时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("facts",)

    class Meta:
        verbose_name = "文书"
        ordering = ("case", "issued_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind"], name="notice_once_an_act"),
            models.CheckConstraint(
                condition=Q(rendered_at__isnull=True) | (~Q(file_id="") & ~Q(sm3="")),
                name="notice_rendered_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number
