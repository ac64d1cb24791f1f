"""What every page has, whatever its kind.

A kind adds fields and panels, and says by ``blocks``, ``facts`` and ``openness_entry`` how they become an edition
(``docs/editions.md``); ``filled_from`` is the way back, for pages that came as an edition.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from huizheng.inner.publishing.blocks import blocks_of, body_of
from huizheng.inner.publishing.blocks.media import material_key
from huizheng.inner.publishing.kinds.fields import AttachmentsField, BodyField, RelatedField
from huizheng.inner.publishing.kinds.forms import ContentForm
from huizheng.inner.publishing.kinds.permissions import WritersTester
from huizheng.inner.publishing.models import Manuscript, Material
from huizheng.inner.publishing.policies import may_edit_page
from huizheng.inner.publishing.previewing import preview_response
from huizheng.inner.publishing.states import Openness, grounds, openness_choices

HEAD_PANELS: list[Any] = [
    MultiFieldPanel(
        [
            FieldPanel("title", heading="标题"),
            FieldRowPanel([FieldPanel("short_title"), FieldPanel("subtitle")]),
            FieldPanel("column"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("source"), FieldPanel("writer"), FieldPanel("keywords")]),
        ],
        heading="标题和来源",
    ),
    MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading="题图"),
]
BODY_PANELS: list[Any] = [
    FieldPanel("body"),
    FieldPanel("attachments"),
    FieldPanel("related"),
]
RELEASE_PANELS: list[Any] = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("appears_at"), FieldPanel("expires_at")]),
            FieldRowPanel([FieldPanel("dated_at"), FieldPanel("pinned")]),
        ],
        heading="发布时间",
    ),
    MultiFieldPanel([FieldPanel("openness"), FieldPanel("ground"), FieldPanel("ground_note")], heading="公开属性"),
]


class ContentPage(Page):
    """A page of a site: its words, its files, when it appears, and whether it may."""

    KIND: ClassVar[str] = ""
    # The law that itself orders such a page: software may release it from facts, without the three reviews
    # (docs/decisions/0007). Empty for what people write.
    ORDERED_BY: ClassVar[str] = ""
    # Names of own fields that are facts of the edition under the same name.
    FACTS: ClassVar[tuple[str, ...]] = ()

    page_ptr = models.OneToOneField(
        Page, on_delete=models.PROTECT, parent_link=True, primary_key=True, related_name="+", verbose_name="页面"
    )
    column = models.CharField("栏目", max_length=200)
    short_title = models.CharField("短标题", max_length=60, blank=True, help_text="首页和手机上显示；不填则用标题。")
    subtitle = models.CharField("副标题", max_length=150, blank=True)
    summary = models.TextField("摘要", blank=True, max_length=500)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用空格或者逗号隔开。")
    source = models.CharField("来源", max_length=100, help_text="转载的写原发单位，自己写的写本单位。")
    writer = models.CharField("作者", max_length=60, blank=True)
    image = models.ForeignKey(
        Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="图片"
    )
    image_alt = models.CharField("图片的替代文字", max_length=300, blank=True)
    body = BodyField(verbose_name="正文")
    attachments = AttachmentsField(verbose_name="附件")
    related = RelatedField(verbose_name="相关页面")
    appears_at = models.DateTimeField(
        "定时发布", null=True, blank=True, help_text="终审通过后到这一分钟自动发布；不填则由签发人发布。"
    )
    expires_at = models.DateTimeField("到期撤下", null=True, blank=True)
    dated_at = models.DateTimeField(
        "标注的发布日期", null=True, blank=True, help_text="补录旧稿时填写；不填则为实际发布时间。"
    )
    pinned = models.PositiveSmallIntegerField("置顶", default=0, help_text="0 为不置顶，数字大的在前。")
    openness = models.CharField("公开属性", max_length=12, choices=openness_choices, default=Openness.OPEN)
    ground = models.CharField("不主动公开的依据", max_length=20, choices=grounds, blank=True)
    ground_note = models.CharField("依据说明", max_length=400, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()
    wagtail_reference_index_ignore = True  # who names whom is asked of manuscripts and editions
    base_form_class = ContentForm
    content_panels: ClassVar[list[Any]] = [*HEAD_PANELS, *BODY_PANELS]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = RELEASE_PANELS
    parent_page_types: ClassVar[list[str]] = ["publishing.SitePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    # --- what a kind says of itself ---

    def blocks(self) -> list[dict[str, Any]]:
        """Return what is read, in order; a kind puts its own blocks before or after ``super().blocks()``."""
        return blocks_of(self.body)

    def facts(self) -> dict[str, Any]:
        """Return what lists, filters and tables need; what is not known is left out."""
        known = {name: _plain(getattr(self, name)) for name in self.FACTS}
        return {name: value for name, value in known.items() if value not in (None, "")}

    def openness_entry(self, *, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG002 - for kinds
        """Return the catalogue entry (政府信息公开条例 art 12), or nothing for what is no government information."""
        return None

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the kind's own fields that would become this edition; the base adds the common ones."""
        return {name: document["facts"].get(name) or cls._empty(name) for name in cls.FACTS}

    @classmethod
    def own_blocks(cls, document: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the blocks that belong to the body: a kind leaves out what ``blocks`` makes from its fields."""
        return list(document["blocks"])

    # --- the common way back ---

    @classmethod
    def values_of(cls, document: dict[str, Any]) -> dict[str, Any]:
        """Return every field's value that would become this edition."""
        site, image = document["site"], document["image"]
        return {
            "title": document["title"][:255],
            "column": document["column"],
            "short_title": document.get("short_title", "")[:60],
            "subtitle": document.get("subtitle", "")[:150],
            "summary": document["summary"][:500],
            "keywords": " ".join(document["keywords"])[:200],
            "source": document["source"][:100],
            "writer": document.get("author", "")[:60],
            "image_id": material_key(site, image["sm3"]) if image else None,
            "image_alt": image["alt"] if image else "",
            "body": body_of(cls.own_blocks(document), site=site),
            "attachments": [
                {"type": "file", "value": {"material": material_key(site, each["sm3"]), "label": each.get("label", "")}}
                for each in document["files"]
            ],
            "related": [
                {"type": "related", "value": {"role": each["role"], "number": each["number"]}}
                for each in document["related"]
            ],
            "dated_at": dt.datetime.fromisoformat(document["published_at"]),
            "expires_at": dt.datetime.fromisoformat(document["expires_at"]) if document["expires_at"] else None,
            "pinned": document["pinned"],
            **cls.filled_from(document),
        }

    @classmethod
    def _empty(cls, name: str) -> Any:
        field = cls._meta.get_field(name)
        return None if getattr(field, "null", False) else ""

    # --- what Wagtail asks ---

    @property
    def site_slug(self) -> str:
        manuscript: Manuscript = self.manuscript
        return manuscript.site

    def permissions_for_user(self, user: Any) -> WritersTester:
        return WritersTester(user, self, may_edit_page)

    def get_url_parts(self, request: Any = None) -> None:  # noqa: ARG002 - inside, a page has no public address
        return None

    def serve_preview(self, request: Any, mode_name: str) -> Any:  # noqa: ARG002 - Wagtail's signature
        return preview_response(request, self)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if value is None or isinstance(value, int | float | str | list | dict):
        return value
    return float(value) if hasattr(value, "as_tuple") else str(value)
