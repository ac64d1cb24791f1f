"""What is made from what was told, for reading. Every row can be made again with equal bytes (``rebuild``)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from huizheng.outer.sites import states


class Page(models.Model):
    """The newest edition of a page, cut into what lists, filters and the page itself need."""

    number = models.BigIntegerField("编号", primary_key=True)
    key = models.UUIDField("标识", unique=True)
    edition = models.CharField("版本摘要", max_length=64)
    version = models.PositiveIntegerField("版本")
    site = models.CharField("站点标识", max_length=60)
    column = models.CharField("栏目", max_length=200)
    kind = models.CharField("页面类型", max_length=20)
    language = models.CharField("语言", max_length=8)
    title = models.CharField("标题", max_length=300)
    summary = models.TextField("摘要", blank=True)
    source = models.CharField("来源", max_length=200)
    organ = models.CharField("机关", max_length=80, blank=True)
    keywords = ArrayField(models.TextField(), verbose_name="关键词", default=list)
    published_at = models.DateTimeField("发布日期")
    released_at = models.DateTimeField("放行时间")
    shown_until = models.DateTimeField("到期时间", null=True, blank=True)
    demonstration = models.BooleanField("演示内容", default=False)

    card = models.JSONField("列表要素", help_text="列表展示所需的全部内容")
    head = models.JSONField("页面要素", help_text="页面展示所需、列表不需要的内容")
    parts = models.JSONField("正文片段", help_text="收到时排好的片段，依次展示")
    facts = models.JSONField("结构化要素", default=dict)
    text = models.TextField("纯文本", blank=True)

    index_number = models.CharField("索引号", max_length=60, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    kind_code = models.CharField("文种", max_length=10, blank=True)
    themes = ArrayField(models.TextField(), verbose_name="主题分类", default=list)
    catalogue_organ = models.CharField("公开主体", max_length=80, blank=True)
    validity = models.CharField("有效性", max_length=10, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)

    state = models.CharField("状态", max_length=10, choices=states.page_states)
    state_reason = models.CharField("状态说明", max_length=400, blank=True)
    moved_to = models.CharField("转到", max_length=300, blank=True)
    state_at = models.DateTimeField("状态时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "页面"
        ordering = ("-published_at", "-number")
        indexes = [
            models.Index("site", "column", F("published_at").desc(), F("number").desc(), name="page_of_column"),
            models.Index("site", F("published_at").desc(), F("number").desc(), name="page_of_site"),
            models.Index("kind", "site", F("published_at").desc(), F("number").desc(), name="page_of_kind"),
            models.Index(
                "site",
                F("published_on").desc(),
                F("number").desc(),
                name="page_in_catalogue",
                condition=~Q(index_number=""),
            ),
            models.Index(
                F("published_on").desc(),
                F("number").desc(),
                name="page_in_whole_catalogue",
                condition=~Q(index_number=""),
            ),
            models.Index(fields=["index_number"], name="page_by_index", condition=~Q(index_number="")),
            models.Index(fields=["document_number"], name="page_by_document", condition=~Q(document_number="")),
            models.Index(fields=["shown_until"], name="page_by_end", condition=Q(shown_until__isnull=False)),
            GinIndex(fields=["themes"], name="page_by_theme"),
            GinIndex(fields=["facts"], name="page_by_fact", opclasses=["jsonb_path_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=states.PageState.MOVED) | ~Q(moved_to=""),
                name="page_moved_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Listing(models.Model):
    """A place in a column where a page is shown: its own column, or one it was placed in. No row, not shown."""

    # The page's own key for its own column, the placement's for another: rows made again are the same rows.
    key = models.UUIDField("标识", primary_key=True)
    # Its index is the wider one below.
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="listings", verbose_name="页面", db_index=False
    )
    site = models.CharField("站点标识", max_length=60)
    column = models.CharField("栏目", max_length=200)
    language = models.CharField("语言", max_length=8)
    is_placement = models.BooleanField("投放", default=False)
    rank = models.IntegerField("排序", default=0)
    published_at = models.DateTimeField("发布日期")
    shown_from = models.DateTimeField("开始展示")
    shown_until = models.DateTimeField("结束展示", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "列表位置"
        ordering = ("-rank", "-published_at", "-page")
        indexes = [
            models.Index(
                "site",
                "column",
                "language",
                F("rank").desc(),
                F("published_at").desc(),
                F("page").desc(),
                name="listing_of_column",
            ),
            models.Index(
                "site", "column", "language", F("published_at").desc(), F("page").desc(), name="listing_by_day"
            ),
            models.Index("site", "language", F("published_at").desc(), F("page").desc(), name="listing_of_site"),
            models.Index(fields=["page", "site", "column"], name="listing_of_page"),
            models.Index(fields=["shown_from"], name="listing_by_start"),
            models.Index(fields=["shown_until"], name="listing_by_end", condition=Q(shown_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.site}:{self.column} {self.page_id}"


class PageFile(models.Model):
    """That a page which people may read refers to a file: while such a row stands, the file is public."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+", verbose_name="页面")
    sm3 = models.CharField("摘要（SM3）", max_length=64)
    name = models.CharField("文件名", max_length=300, blank=True)
    media = models.CharField("类型", max_length=100)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "页面所附文件"
        ordering = ("page", "sm3")
        constraints = [models.UniqueConstraint(fields=["sm3", "page"], name="file_once_a_page")]

    def __str__(self) -> str:
        return self.name


class PageChange(models.Model):
    """That a page has changed, for whoever keeps something beside the database (the search index)."""

    number = models.BigIntegerField("页面编号")
    changed_at = models.DateTimeField("变动时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "页面变动"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.number)
