"""What is offered, and every version of it that came through the gate. A projection: nothing is decided here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class ServiceQuerySet(models.QuerySet["Service"]):
    def offered(self) -> ServiceQuerySet:
        return self.filter(is_offered=True)


class Service(models.Model):
    """A service as lists show it: the facts of its newest release that people choose by."""

    slug = models.SlugField("事项标识", max_length=60, primary_key=True)
    version = models.PositiveIntegerField("版本")
    is_offered = models.BooleanField("可办理", default=True)
    withdrawal_reason = models.CharField("停办原因", max_length=400, blank=True)
    withdrawn_at = models.DateTimeField("停办时间", null=True, blank=True)
    name = models.CharField("名称", max_length=120)
    name_en = models.CharField("英文名称", max_length=200)
    summary = models.TextField("通俗说明")
    summary_en = models.TextField("英文说明")
    type_code = models.CharField("事项类型", max_length=2)
    level = models.CharField("行使层级", max_length=10)
    organ_kind = models.CharField("实施机关类别", max_length=40)
    serves_persons = models.BooleanField("自然人可办")
    serves_corps = models.BooleanField("法人可办")
    person_themes = ArrayField(models.CharField(max_length=3), verbose_name="自然人主题", default=list)
    corp_themes = ArrayField(models.CharField(max_length=3), verbose_name="法人主题", default=list)
    handling = models.CharField("办件类型", max_length=12)
    grade = models.CharField("网办深度", max_length=1)
    visits = models.PositiveSmallIntegerField("到现场次数")
    promised_n = models.PositiveSmallIntegerField("承诺时限")
    promised_unit = models.CharField("承诺时限单位", max_length=8)
    charged = models.BooleanField("收费")
    languages = ArrayField(models.CharField(max_length=2), verbose_name="语种", default=list)
    needs = ArrayField(models.CharField(max_length=60), verbose_name="前置事项", default=list)
    leads_to = ArrayField(models.CharField(max_length=60), verbose_name="后续事项", default=list)
    pinyin = models.CharField("拼音", max_length=300)
    initials = models.CharField("拼音首字母", max_length=120)
    search = SearchVectorField("检索词", null=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "服务事项"
        ordering = ("pinyin", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_offered=True) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="service_withdrawn_with_reason",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="service_by_words"),
            models.Index(fields=["pinyin", "slug"], name="service_by_pinyin"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceVersion(models.Model):
    """One release as it came, for ever: applications are handled by the version they were filed under."""

    # No foreign key: a version may arrive before, and stays after, what lists show of the service.
    slug = models.SlugField("事项标识", max_length=60)
    version = models.PositiveIntegerField("版本")
    document = models.JSONField("内容")
    digest = models.CharField("摘要（SM3）", max_length=64)
    released_at = models.DateTimeField("发布时间")
    received_at = models.DateTimeField("收到时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    objects: ClassVar[models.Manager[ServiceVersion]]

    class Meta:
        verbose_name = "服务事项版本"
        ordering = ("slug", "-version")
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="service_version_once")]

    def __str__(self) -> str:
        return f"{self.slug} 第{self.version}版"


class QuotaUse(models.Model):
    """How many places of a licence of limited number are taken at one organ, as the office last said."""

    slug = models.SlugField("事项标识", max_length=60)
    organ_key = models.CharField("机关", max_length=60)
    used = models.PositiveIntegerField("已准予")
    year = models.PositiveSmallIntegerField("年度")
    told_at = models.DateTimeField("告知时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "数量使用情况"
        ordering = ("slug", "organ_key")
        constraints = [models.UniqueConstraint(fields=["slug", "organ_key"], name="quota_once_an_organ")]

    def __str__(self) -> str:
        return f"{self.slug} {self.organ_key}"
