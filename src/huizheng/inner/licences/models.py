"""Licences and their history, requests for renewal, what is proposed to end one, the notices, and the bars.

Legal days (``…_on``) are kept apart from the moments the system knew of them (``…_at``).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from huizheng.inner.licences.states import EndingState
from huizheng.inner.licences.wording import (
    act_choices,
    bar_ground_choices,
    ending_state_choices,
    ground_choices,
    state_choices,
)


class LicenceQuerySet(models.QuerySet["Licence"]):
    def of_organs(self, organ_keys: frozenset[str]) -> LicenceQuerySet:
        """The one predicate of visibility: licences that one of these organs has issued."""
        return self.filter(organ_key__in=sorted(organ_keys))


class Licence(models.Model):
    """One licence, issued with the result of one granted case (art 39).

    ``holder_digest`` finds what belongs to one person without keeping the number of a certificate; ``renew_by_on`` is
    the last day for asking for renewal, as the calendar of today counts it.
    """

    number = models.CharField("证件编号", max_length=80)
    name = models.CharField("证件名称", max_length=200)
    case_number = models.CharField("办件编号", max_length=24, unique=True)
    item_slug = models.CharField("事项", max_length=80)
    item_name = models.CharField("事项名称", max_length=200)
    organ_key = models.CharField("发证机关", max_length=60)
    holder_kind = models.CharField("被许可人类型", max_length=20)
    holder_name = models.CharField("被许可人", max_length=200)
    holder_certificate = models.CharField("证件号码（已遮挡）", max_length=40, blank=True)
    holder_digest = models.CharField("证件号码摘要", max_length=64, blank=True)
    validity = models.CharField("有效期限", max_length=60, blank=True)
    issued_on = models.DateField("颁发日期")
    valid_from = models.DateField("有效期起")
    valid_until = models.DateField("有效期止", null=True, blank=True)
    renew_by_on = models.DateField("申请延续的最后一日", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=state_choices)
    since_on = models.DateField("状态起始日期")
    ground = models.CharField("事由", max_length=24, choices=ground_choices, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    succeeds = models.OneToOneField(
        "self",
        verbose_name="延续自",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
    )

    PERSONAL_DATA: tuple[str, ...] = ("holder_name", "holder_certificate", "holder_digest")

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = "许可证件"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["item_slug", "organ_key", "number"], name="licence_number"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="licence_validity",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["valid", "expired", "renewed"]) | ~Q(ground=""),
                name="licence_ended_on_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state="expired") | Q(valid_until__isnull=False),
                name="licence_expired_had_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organ_key", "-id"], name="licence_of_organ"),
            models.Index(fields=["organ_key", "state", "-id"], name="licence_of_organ_in_state"),
            # Those that run out, for the list and for every night.
            models.Index(fields=["valid_until", "id"], condition=Q(state="valid"), name="licence_running_out"),
            models.Index(fields=["number"], opclasses=["varchar_pattern_ops"], name="licence_by_number"),
            models.Index(
                fields=["holder_digest", "item_slug"], condition=~Q(holder_digest=""), name="licence_of_holder"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LicenceEntry(models.Model):
    """One line of a licence's history: what happened, on which day, by whom and why."""

    licence = models.ForeignKey(Licence, verbose_name="许可证件", on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField("序号")
    act = models.CharField("动作", max_length=12, choices=act_choices)
    ground = models.CharField("事由", max_length=24, choices=ground_choices, blank=True)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经办人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    official_name = models.CharField("经办人姓名", max_length=60, blank=True)
    reasons = models.TextField("事实和理由", blank=True)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    legal_on = models.DateField("法定日期")
    at = models.DateTimeField("登记时间")

    PERSONAL_DATA: tuple[str, ...] = ("reasons",)

    class Meta:
        verbose_name = "证件记录"
        ordering = ("licence", "position")
        constraints = [models.UniqueConstraint(fields=["licence", "position"], name="licence_entry_position")]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.act}"


class RenewalRequest(models.Model):
    """That a case asks for a licence's renewal, when, and whether thirty working days before its expiry (art 50(1))."""

    licence = models.ForeignKey(Licence, verbose_name="许可证件", on_delete=models.PROTECT, related_name="renewals")
    case_number = models.CharField("办件编号", max_length=24, unique=True)
    asked_on = models.DateField("申请日期")
    renew_by_on = models.DateField("申请延续的最后一日", null=True, blank=True)
    in_time = models.BooleanField("是否按期提出")
    # The licence ran out while the application waited for its applicant: nothing is deemed granted any more.
    lapsed_on = models.DateField("不再视为准予延续日期", null=True, blank=True)
    closed_on = models.DateField("结束日期", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "延续申请"
        ordering = ("asked_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_time=False) | Q(renew_by_on__gte=F("asked_on")),
                name="renewal_in_time_by_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["licence"], condition=Q(closed_on__isnull=True), name="renewal_open"),
        ]

    def __str__(self) -> str:
        return self.case_number


class Ending(models.Model):
    """A proposal to withdraw, revoke or cancel a licence, and what another official decided about it.

    ``public_interest`` answers art 8(2) or 69(3), ``touches_safety`` art 79; ``restricts_until`` is what follows of it.
    """

    licence = models.ForeignKey(Licence, verbose_name="许可证件", on_delete=models.PROTECT, related_name="endings")
    act = models.CharField("处理", max_length=12, choices=act_choices)
    ground = models.CharField("法定情形", max_length=24, choices=ground_choices)
    reasons = models.TextField("事实和理由")
    public_interest = models.TextField("公共利益", blank=True)
    touches_safety = models.BooleanField("直接关系公共安全等", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=ending_state_choices, default=EndingState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="提出人", on_delete=models.PROTECT, related_name="+"
    )
    proposed_on = models.DateField("提出日期")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="决定人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_on = models.DateField("决定日期", null=True, blank=True)
    opinion = models.TextField("决定意见", blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("reasons", "opinion")

    class Meta:
        verbose_name = "证件处理"
        ordering = ("-proposed_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["licence"], condition=Q(state="proposed"), name="ending_one_open"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="ending_settled_by_somebody",
            ),
            # Four eyes. Whoever proposed may only take the proposal back.
            models.CheckConstraint(
                condition=~Q(state="decided") | ~Q(decided_by=F("proposed_by")),
                name="ending_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.act}"


class LicenceNotice(models.Model):
    """The numbered paper of an ending. Number and facts are fixed in the act's transaction; the PDF follows."""

    ending = models.OneToOneField(Ending, verbose_name="证件处理", on_delete=models.PROTECT, related_name="notice")
    number = models.CharField("文书编号", max_length=60, unique=True)
    title = models.CharField("文书名称", max_length=100)
    template = models.CharField("模板", max_length=60)
    template_version = models.PositiveSmallIntegerField("模板版本")
    facts = models.JSONField("文书内容")
    verification = models.CharField("查验码", max_length=20, unique=True)
    issued_on = models.DateField("出具日期")
    issued_at = models.DateTimeField("出具时间")
    file_id = models.CharField("文件", max_length=64, blank=True)
    sm3 = models.CharField("摘要", max_length=64, blank=True)
    size = models.PositiveIntegerField("大小", default=0)
    rendered_at = models.DateTimeField("生成时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("facts",)

    class Meta:
        verbose_name = "证件文书"
        ordering = ("issued_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(rendered_at__isnull=True) | (~Q(file_id="") & ~Q(sm3="")),
                name="licence_notice_rendered_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Bar(models.Model):
    """Somebody may not apply for one kind of licence again before a day (arts 78, 79); half-open: [from, until)."""

    item_slug = models.CharField("事项", max_length=80)
    item_name = models.CharField("事项名称", max_length=200)
    organ_key = models.CharField("认定机关", max_length=60)
    holder_name = models.CharField("当事人", max_length=200)
    holder_digest = models.CharField("证件号码摘要", max_length=64)
    ground = models.CharField("事由", max_length=20, choices=bar_ground_choices)
    reasons = models.TextField("认定理由", blank=True)
    barred_from = models.DateField("限制起")
    barred_until = models.DateField("限制止（不含）")
    case_number = models.CharField("办件编号", max_length=24)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="认定人", on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL_DATA: tuple[str, ...] = ("holder_name", "holder_digest", "reasons")

    class Meta:
        verbose_name = "申请限制"
        ordering = ("-barred_from", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(barred_until__gt=F("barred_from")), name="bar_period"),
            models.CheckConstraint(condition=~Q(holder_digest=""), name="bar_of_somebody"),
            models.UniqueConstraint(fields=["case_number", "ground"], name="bar_once_a_case"),
        ]
        indexes = [
            models.Index(fields=["holder_digest", "item_slug", "barred_until"], name="bar_of_holder"),
            models.Index(fields=["organ_key", "-id"], name="bar_of_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.item_slug} {self.barred_until}"
