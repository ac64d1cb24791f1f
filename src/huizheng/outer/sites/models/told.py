"""What the office told: never edited here, only followed by something newer. All else can be made from it again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from huizheng.outer.sites import states


class ColumnTree(models.Model):
    """The standard columns of a kind of site, the newest version that came."""

    name = models.SlugField("栏目树标识", max_length=60, primary_key=True)
    version = models.PositiveIntegerField("版本")
    columns = models.JSONField("栏目")
    released_at = models.DateTimeField("发布时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "栏目树"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} 第{self.version}版"


class PortalSite(models.Model):
    """A site as it stands: its facts, functions and differences from its tree, the newest version that came."""

    slug = models.SlugField("站点标识", max_length=60, primary_key=True)
    version = models.PositiveIntegerField("版本")
    document = models.JSONField("站点定义")
    released_at = models.DateTimeField("发布时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "站点"
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.document.get("name") or self.slug)


class Edition(models.Model):
    """One released edition, the very text whose digest is its name."""

    sm3 = models.CharField("摘要（SM3）", max_length=64, primary_key=True)
    # No foreign key: editions come first, pages are made from them.
    page_key = models.UUIDField("页面")
    number = models.BigIntegerField("页面编号")
    version = models.PositiveIntegerField("版本")
    site = models.CharField("站点标识", max_length=60)
    document = models.TextField("版本文本")
    bundle = models.UUIDField("发布批次")
    released_at = models.DateTimeField("发布时间")
    received_at = models.DateTimeField("收到时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "版本文件"
        ordering = ("page_key", "-version")
        indexes = [
            models.Index(fields=["page_key", "-version"], name="edition_of_page"),
            models.Index(fields=["number"], name="edition_by_number"),
        ]
        constraints = [models.UniqueConstraint(fields=["page_key", "version"], name="edition_once_a_version")]

    def __str__(self) -> str:
        return f"{self.number} 第{self.version}版"


class Withdrawal(models.Model):
    """The last word about a page's leaving. An edition released later brings the page back."""

    page_key = models.UUIDField("页面", primary_key=True)
    number = models.BigIntegerField("页面编号", db_index=True)
    site = models.CharField("站点标识", max_length=60)
    how = models.CharField("撤下方式", max_length=16, choices=states.withdrawals)
    reason = models.CharField("撤下原因", max_length=400, blank=True)
    to = models.CharField("转到", max_length=300, blank=True)
    at = models.DateTimeField("撤下时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "撤下"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.how}"


class PlacementOrder(models.Model):
    """The last word about a page's standing in another column."""

    key = models.UUIDField("投放", primary_key=True)
    page_key = models.UUIDField("页面", db_index=True)
    source_site = models.CharField("来源站点", max_length=60)
    site = models.CharField("站点标识", max_length=60)
    column = models.CharField("栏目", max_length=200)
    on = models.BooleanField("在列")
    rank = models.IntegerField("排序", default=0)
    shown_from = models.DateTimeField("开始展示")
    shown_until = models.DateTimeField("结束展示", null=True, blank=True)
    at = models.DateTimeField("变更时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "投放"
        ordering = ("site", "column", "-rank", "key")

    def __str__(self) -> str:
        return f"{self.site}:{self.column}"


class Emergency(models.Model):
    """An emergency theme as it stands: a banner on every site named."""

    key = models.UUIDField("应急专题", primary_key=True)
    number = models.CharField("编号", max_length=60, unique=True)
    state = models.CharField("状态", max_length=16)
    level = models.CharField("级别", max_length=16, choices=states.levels)
    title = models.CharField("标题", max_length=200)
    english_title = models.CharField("英文标题", max_length=300, blank=True)
    summary = models.TextField("摘要", blank=True)
    measures = ArrayField(models.TextField(), verbose_name="怎么做", default=list)
    area = models.CharField("影响范围", max_length=400, blank=True)
    sites = ArrayField(models.CharField(max_length=60), verbose_name="站点")
    address = models.CharField("地址", max_length=300, blank=True)
    column = models.CharField("栏目", max_length=200, blank=True)
    opened_at = models.DateTimeField("开启时间")
    at = models.DateTimeField("变更时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "应急专题"
        ordering = ("-opened_at", "number")

    def __str__(self) -> str:
        return self.title


class ReleasedFile(models.Model):
    """A picture or document that came with an edition: its plain bytes lie in the store under this digest."""

    sm3 = models.CharField("摘要（SM3）", max_length=64, primary_key=True)
    size = models.BigIntegerField("大小")
    media = models.CharField("类型", max_length=100)
    received_at = models.DateTimeField("收到时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "已发布文件"
        ordering = ("sm3",)

    def __str__(self) -> str:
        return self.sm3[:12]
