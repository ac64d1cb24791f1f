"""Column trees, sites and their differences, what is kept of each column's updates, and emergencies."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from huizheng.commons.reference.api import Division, Organ
from huizheng.inner.organs.api import Official
from huizheng.inner.sites.states import (
    EmergencyState,
    Language,
    difference_kinds,
    emergency_kinds,
    emergency_levels,
    emergency_states,
    languages,
    link_faults,
    notice_kinds,
    site_kinds,
)

LONGEST_PATH = 120


class ColumnTree(models.Model):
    """One edition of the standard columns of a kind of site. It never changes; a changed tree is a new edition."""

    name = models.CharField("栏目树", max_length=20)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("名称", max_length=40)
    columns = models.JSONField("栏目")
    digest = models.CharField("摘要", max_length=64)
    released_at = models.DateTimeField("发布时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "栏目树"
        ordering = ("name", "-version")
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="column_tree_edition_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Site(models.Model):
    """A site of the cluster as the office keeps it. ``functions`` holds only what differs from the defaults."""

    slug = models.CharField("站点标识", max_length=40, primary_key=True)
    kind = models.CharField("站点类型", max_length=20, choices=site_kinds)
    tier = models.CharField("层级", max_length=10)
    name = models.CharField("站点名称", max_length=60)
    short_name = models.CharField("简称", max_length=40)
    english_name = models.CharField("英文名称", max_length=160)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级站点"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="行政区划")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位")
    language = models.CharField("语言", max_length=10, choices=languages, default=Language.CHINESE)
    hosts = ArrayField(models.CharField(max_length=253), verbose_name="域名", default=list, blank=True)
    tree = models.CharField("栏目树", max_length=20)
    colour = models.CharField("主题色", max_length=7)
    site_code = models.CharField("网站标识码", max_length=10, unique=True)
    site_code_status = models.CharField("标识码核实情况", max_length=20)
    footer = models.JSONField("页脚信息", default=dict)
    functions = models.JSONField("功能开关", default=dict)
    home = models.JSONField("首页栏位", default=list)
    version = models.PositiveIntegerField("版本", default=1)
    opened_at = models.DateTimeField("开通时间")
    closed_at = models.DateTimeField("临时关闭时间", null=True, blank=True)
    closed_until = models.DateTimeField("关闭截止时间", null=True, blank=True)
    closed_reason = models.CharField("关闭原因", max_length=200, blank=True)
    is_demonstration = models.BooleanField("演示数据", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "站点"
        ordering = ("site_code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_until__isnull=True)
                | Q(closed_at__isnull=False, closed_until__gt=F("closed_at")),
                name="site_closed_for_a_period",
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z][a-z0-9-]*$"), name="site_slug_shape"),
            models.CheckConstraint(condition=Q(colour__regex=r"^#[0-9a-f]{6}$"), name="site_colour_shape"),
        ]
        indexes = [
            models.Index(fields=["division", "kind"], name="site_by_division"),
            GinIndex(fields=["hosts"], name="site_by_host"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Difference(models.Model):
    """In one way a column of one site differs from its standard tree. What does not differ has no row."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="differences", verbose_name="站点")
    path = models.CharField("栏目", max_length=LONGEST_PATH)
    kind = models.CharField("差异", max_length=10, choices=difference_kinds)
    value = models.JSONField("内容")
    changed_at = models.DateTimeField("调整时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "栏目差异"
        ordering = ("site", "path", "kind")
        constraints = [models.UniqueConstraint(fields=["site", "path", "kind"], name="difference_of_a_kind_once")]

    def __str__(self) -> str:
        return f"{self.site_id}:{self.path} {self.kind}"


class Guarantee(models.Model):
    """What is known of a column that was updated or has an owner of its own: owner, period, chain, last update."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="guarantees", verbose_name="站点")
    path = models.CharField("栏目", max_length=LONGEST_PATH)
    owner = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    period_days = models.PositiveSmallIntegerField("更新周期（天）", null=True, blank=True)
    last_update_at = models.DateTimeField("最近更新", null=True, blank=True)
    releases = models.PositiveIntegerField("发布次数", default=0)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "内容保障"
        ordering = ("site", "path")
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="guarantee_of_a_column_once"),
            models.CheckConstraint(
                condition=Q(period_days__isnull=True) | Q(period_days__gte=1), name="guarantee_period_of_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}:{self.path}"


class ColumnNotice(models.Model):
    """The owner of a column was warned before its last day, or told after it. Settled by the next update."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="notices", verbose_name="站点")
    path = models.CharField("栏目", max_length=LONGEST_PATH)
    column_name = models.CharField("栏目名称", max_length=60)
    owner = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    kind = models.CharField("类型", max_length=10, choices=notice_kinds)
    due_on = models.DateField("最迟更新日期")
    raised_at = models.DateTimeField("提醒时间")
    settled_at = models.DateTimeField("更新时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "栏目更新提醒"
        ordering = ("due_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["site", "path", "due_on", "kind"], name="column_notice_once"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(settled_at__isnull=True), name="column_notice_unsettled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}:{self.path} {self.kind} {self.due_on}"


class ViewCount(models.Model):
    """How often a column of a site was read on a day. Nothing about readers."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="views", verbose_name="站点")
    path = models.CharField("栏目", max_length=LONGEST_PATH)
    day = models.DateField("日期")
    views = models.PositiveIntegerField("访问次数")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "栏目访问统计"
        ordering = ("site", "path", "day")
        constraints = [models.UniqueConstraint(fields=["site", "path", "day"], name="view_count_of_a_day_once")]

    def __str__(self) -> str:
        return f"{self.site_id}:{self.path} {self.day}"


class SiteDraft(models.Model):
    """A new site being set up in steps. Nothing typed is lost between them."""

    keeper = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name="经办人")
    content = models.JSONField("内容", default=dict)
    started_at = models.DateTimeField("开始时间")
    changed_at = models.DateTimeField("修改时间")
    opened = models.OneToOneField(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="开通的站点"
    )

    PERSONAL_DATA: tuple[str, ...] = ("content",)

    class Meta:
        verbose_name = "建站草稿"
        ordering = ("-changed_at", "-pk")
        indexes = [models.Index(fields=["keeper"], condition=Q(opened__isnull=True), name="site_draft_unfinished")]

    def __str__(self) -> str:
        return str(self.pk)


class Emergency(models.Model):
    """An emergency theme: a banner on every site it reaches and a page of its own, from one act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("编号", max_length=20, unique=True)
    state = models.CharField("状态", max_length=10, choices=emergency_states, default=EmergencyState.OPEN)
    kind = models.CharField("事件类别", max_length=10, choices=emergency_kinds)
    level = models.CharField("级别", max_length=10, choices=emergency_levels)
    title = models.CharField("标题", max_length=80)
    english_title = models.CharField("英文标题", max_length=160, blank=True)
    summary = models.CharField("情况", max_length=500)
    measures = ArrayField(models.CharField(max_length=200), verbose_name="公众应当怎样做", default=list, blank=True)
    area = models.CharField("影响范围", max_length=120)
    phone = models.CharField("咨询求助电话", max_length=60, blank=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="发布机关")
    sites = ArrayField(models.CharField(max_length=40), verbose_name="发布站点", default=list)
    version = models.PositiveIntegerField("版本", default=1)
    opened_at = models.DateTimeField("开设时间")
    opened_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name="签发人")
    closed_at = models.DateTimeField("解除时间", null=True, blank=True)
    checked_at = models.DateTimeField("复核时间", null=True, blank=True)
    checked_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    check_note = models.CharField("复核意见", max_length=300, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "突发事件专栏"
        ordering = ("-opened_at", "-number")
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("opened_by")),
                name="emergency_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=EmergencyState.OPEN, closed_at__isnull=True)
                | Q(state=EmergencyState.CLOSED, closed_at__isnull=False),
                name="emergency_closed_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "-opened_at"], name="emergency_by_organ"),
            models.Index(fields=["organ"], condition=Q(checked_at__isnull=True), name="emergency_to_check"),
        ]

    def __str__(self) -> str:
        return self.number


class EmergencyEntry(models.Model):
    """One act on an emergency, with the envelope in which it crossed."""

    emergency = models.ForeignKey(
        Emergency, on_delete=models.PROTECT, related_name="entries", verbose_name="突发事件专栏"
    )
    version = models.PositiveIntegerField("版本")
    act = models.CharField("操作", max_length=10)
    text = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name="操作人")
    envelope = models.UUIDField("信封", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "突发事件处置记录"
        ordering = ("emergency", "version")
        constraints = [models.UniqueConstraint(fields=["emergency", "version"], name="emergency_entry_of_a_version")]

    def __str__(self) -> str:
        return f"{self.emergency_id} {self.version}"


class LinkRound(models.Model):
    """When the links of a site were last looked up outside, and how much there was to look at."""

    site = models.OneToOneField(
        Site, on_delete=models.PROTECT, primary_key=True, related_name="link_round", verbose_name="站点"
    )
    checked_at = models.DateTimeField("检查时间")
    pages = models.PositiveIntegerField("页面数")
    links = models.PositiveIntegerField("链接数")
    more = models.PositiveIntegerField("未列出的", default=0)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "链接检查"
        ordering = ("site",)

    def __str__(self) -> str:
        return str(self.site_id)


class BrokenLink(models.Model):
    """A reference on a public page that leads nowhere. The row goes when a round no longer finds it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="broken_links", verbose_name="站点")
    page = models.BigIntegerField("页面编号")
    title = models.CharField("页面标题", max_length=300)
    path = models.CharField("栏目", max_length=LONGEST_PATH)
    owner = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    link = models.CharField("链接", max_length=300)
    why = models.CharField("原因", max_length=20, choices=link_faults)
    since = models.DateTimeField("发现时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "打不开的链接"
        ordering = ("since", "page", "link")
        constraints = [models.UniqueConstraint(fields=["site", "page", "link"], name="broken_link_once_a_page")]
        indexes = [models.Index(fields=["site", "since", "page"], name="broken_link_by_site")]

    def __str__(self) -> str:
        return self.link
