"""Divisions, organs and sites. Every row comes from this room's fixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from huizheng.commons.reference.states import Precision, SiteKind, Tier, precisions, site_kinds, tiers

if TYPE_CHECKING:
    import datetime as dt


class Division(models.Model):
    """A division of the country under one code; a code that was dissolved stays, with the day it ended."""

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=40)
    short_name = models.CharField("简称", max_length=20)
    english_name = models.CharField("英文名称", max_length=80, blank=True)
    tier = models.CharField("层级", max_length=10, choices=tiers)
    division_type = models.CharField("类型", max_length=10)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级区划",
    )
    pinyin = models.CharField("拼音", max_length=40, db_index=True)
    initials = models.CharField("拼音首字母", max_length=12, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期", null=True, blank=True)
    validity_precision = models.CharField("日期精度", max_length=8, choices=precisions, default=Precision.DAY)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="后继区划",
    )
    change = models.CharField("变更说明", max_length=200, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    source_status = models.CharField("核实情况", max_length=60, blank=True)
    labour_outflow = models.BooleanField("劳务输出地", default=False)
    document_abbreviation = models.CharField("发文代字", max_length=20, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    is_demonstration = models.BooleanField("演示数据", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "行政区划"
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="division_period_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(tier=Tier.PROVINCE),
                name="division_below_province_has_parent",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{6}([0-9]{3})?([0-9]{3})?$"),
                name="division_code_has_6_9_or_12_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: dt.date) -> bool:
        """Say whether the code was in use on a day; both ends may be open."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


class Organ(models.Model):
    """An organ, or another body that a matter can be passed to. Its key is the same in both zones."""

    key = models.CharField("机关标识", max_length=60, primary_key=True)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="organs", verbose_name="行政区划")
    kind = models.CharField("机关类别", max_length=40)
    tier = models.CharField("层级", max_length=10, choices=tiers)
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=40)
    english_name = models.CharField("英文名称", max_length=160)
    category = models.CharField("机关性质", max_length=20)
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="上级主管机关",
    )
    predecessor = models.CharField("前身", max_length=80, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    uscc_is_demonstration = models.BooleanField("演示代码", default=True)
    document_prefix = models.CharField("发文代字", max_length=20, blank=True)
    keywords = models.JSONField("职责关键词", default=list)
    is_administrative = models.BooleanField("行政机关", default=True)
    note = models.CharField("备注", max_length=200, blank=True)
    is_demonstration = models.BooleanField("演示数据", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "机关"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["division", "kind"], name="organ_one_of_a_kind_in_a_division"),
        ]
        indexes = [models.Index(fields=["kind", "tier"], name="organ_by_kind_and_tier")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One site of the portal cluster: one unit, at most one site."""

    slug = models.CharField("站点标识", max_length=40, primary_key=True)
    kind = models.CharField("站点类型", max_length=20, choices=site_kinds)
    name = models.CharField("站点名称", max_length=60)
    english_name = models.CharField("英文名称", max_length=160)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="sites", verbose_name="行政区划")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="sites", verbose_name="主办单位")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级站点",
    )
    tier = models.CharField("层级", max_length=10, choices=tiers)
    site_code = models.CharField("网站标识码", max_length=10, unique=True)
    site_code_status = models.CharField("标识码核实情况", max_length=20)
    known_host = models.CharField("已知域名", max_length=80, blank=True)
    known_host_status = models.CharField("域名核实情况", max_length=20, blank=True)
    languages = models.JSONField("语种", default=list)
    channel_tree = models.CharField("栏目树", max_length=20)
    needs_labour_column = models.BooleanField("须设劳务专栏", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "网站"
        ordering = ("site_code",)

    def __str__(self) -> str:
        return self.name

    @property
    def host_label(self) -> str:
        """Return the label the site has before the cluster's own domain."""
        return self.slug

    @property
    def is_department_site(self) -> bool:
        return self.kind == SiteKind.DEPARTMENT


class FixtureLoad(models.Model):
    """Which edition of the fixtures the database holds."""

    name = models.CharField("数据集", max_length=40, primary_key=True)
    digest = models.CharField("摘要", max_length=64)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "数据装载"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
