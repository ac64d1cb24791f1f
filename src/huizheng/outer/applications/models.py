from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from huizheng.gate.contracts import LicenceState
from huizheng.outer.applications.licence_words import ground_choices, licence_state_choices
from huizheng.outer.applications.states import ApplicationState


def state_choices() -> list[tuple[str, str]]:
    return [(state.value, state.name) for state in ApplicationState]


class Application(models.Model):
    """One application for one item, from the first saved answer on."""

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请账号"
    )
    enterprise = models.ForeignKey(
        "accounts.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代表的企业",
    )
    applicant_kind = models.CharField("申请人类型", max_length=12)
    item_slug = models.CharField("事项", max_length=80)
    item_name = models.CharField("事项名称", max_length=200)
    item_name_en = models.CharField("事项英文名称", max_length=300, blank=True)
    release_version = models.PositiveIntegerField("事项版本")
    division_code = models.CharField("办理地区", max_length=12)
    organ_key = models.CharField("办理机关", max_length=80)
    organ_name = models.CharField("办理机关名称", max_length=200)
    state = models.CharField("状态", max_length=24, choices=state_choices, default=ApplicationState.DRAFT)
    revision = models.PositiveIntegerField("草稿版次", default=0)
    own_copy = models.BinaryField("本人留底（密文）", null=True, blank=True)
    own_copy_erase_on = models.DateField("留底删除日", null=True, blank=True)
    case_number = models.CharField("办件编号", max_length=24, unique=True, null=True, blank=True)
    query_code_digest = models.CharField("查询码摘要", max_length=64, blank=True)
    promised_due_on = models.DateField("承诺办结日", null=True, blank=True)
    statutory_due_on = models.DateField("法定办结日", null=True, blank=True)
    clock_note = models.TextField("期限说明", blank=True)
    step_name = models.CharField("当前环节", max_length=80, blank=True)
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name="延续的申请",
    )
    created_at = models.DateTimeField("创建时间")
    saved_at = models.DateTimeField("保存时间")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    finished_at = models.DateTimeField("办结时间", null=True, blank=True)

    PERSONAL_DATA = ("own_copy",)

    class Meta:
        verbose_name = "申请"
        ordering = ("-saved_at", "-id")
        indexes = [
            models.Index(fields=["account", "-saved_at", "-id"], name="applications_mine"),
            models.Index(fields=["enterprise", "-saved_at", "-id"], name="applications_enterprise"),
            models.Index(fields=["own_copy_erase_on"], name="applications_to_erase"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_submitted_has_number",
                condition=models.Q(state__in=["draft", "discarded"])
                | models.Q(case_number__isnull=False, submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.case_number or str(self.id)


class TimelineEntry(models.Model):
    """One act, by the office or by the applicant, as the applicant sees it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="timeline", verbose_name="申请")
    act = models.CharField("动作", max_length=32)
    at = models.DateTimeField("时间")
    legal_on = models.DateField("法定日期")
    organ_name = models.CharField("机关", max_length=200, blank=True)
    step_name = models.CharField("环节", max_length=80, blank=True)
    clock_note = models.TextField("期限说明", blank=True)
    private = models.BinaryField("内容（密文）", null=True, blank=True)
    envelope_id = models.UUIDField("信封", null=True, blank=True, unique=True)

    PERSONAL_DATA = ("private",)

    class Meta:
        verbose_name = "办理进度"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.act


class Receipt(models.Model):
    """The signed proof that something was submitted: what, when, and the digests of what."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="receipts", verbose_name="申请")
    code = models.CharField("核验码", max_length=32, unique=True)
    statement = models.JSONField("内容")
    signature = models.JSONField("签名")
    issued_at = models.DateTimeField("出具时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "提交回执"
        ordering = ("issued_at", "id")

    def __str__(self) -> str:
        return self.code


class IssuedPaper(models.Model):
    """What anybody who holds a paper of the office may ask: was it issued, by whom, when, and is this file it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers", verbose_name="申请")
    code = models.CharField("查验码", max_length=32, unique=True)
    kind = models.CharField("种类", max_length=40)
    number = models.CharField("文号", max_length=120)
    title = models.CharField("名称", max_length=120)
    organ_name = models.CharField("发文机关", max_length=200)
    issued_on = models.DateField("成文日期")
    sm3 = models.CharField("文件摘要（SM3）", max_length=64)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "文书登记"
        ordering = ("issued_on", "id")

    def __str__(self) -> str:
        return self.number


class Rating(models.Model):
    """What the applicant thinks of how it was handled; the text crosses sealed and is not kept here."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="ratings", verbose_name="申请")
    times = models.PositiveSmallIntegerField("第几次", default=1)
    level = models.PositiveSmallIntegerField("等级")
    indicators = models.JSONField("指标", default=list)
    anonymous = models.BooleanField("匿名", default=False)
    answer = models.BinaryField("部门答复（密文）", null=True, blank=True)
    rated_at = models.DateTimeField("评价时间")

    PERSONAL_DATA = ("answer",)

    class Meta:
        verbose_name = "评价"
        ordering = ("rated_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["application", "times"], name="rating_once_each_time"),
            models.CheckConstraint(name="rating_five_grades", condition=models.Q(level__gte=1, level__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.level}"


class HeldLicence(models.Model):
    """How the licence stands that an application led to, as the office told it last."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="licence", verbose_name="申请"
    )
    number = models.CharField("证件编号", max_length=80)
    name = models.CharField("证件名称", max_length=200)
    organ_name = models.CharField("发证机关", max_length=200)
    state = models.CharField("状态", max_length=12, choices=licence_state_choices)
    since_on = models.DateField("状态起始日期")
    ground = models.CharField("事由", max_length=24, choices=ground_choices, blank=True)
    valid_from = models.DateField("有效期起")
    valid_until = models.DateField("有效期止", null=True, blank=True)
    validity = models.CharField("有效期限", max_length=60, blank=True)
    renew_by_on = models.DateField("申请延续的最后一日", null=True, blank=True)
    provisional = models.BooleanField("日期暂定", default=False)
    barred_until = models.DateField("不得再次申请（不含）", null=True, blank=True)
    renewing_case = models.CharField("延续办件", max_length=24, blank=True)
    told_at = models.DateTimeField("告知时间")
    reminded_on = models.DateField("提醒日期", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "许可证件"
        ordering = ("-valid_from", "-id")
        indexes = [
            # Whom to remind today.
            models.Index(
                fields=["renew_by_on"],
                condition=models.Q(state=LicenceState.VALID, reminded_on__isnull=True),
                name="licence_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return self.number
