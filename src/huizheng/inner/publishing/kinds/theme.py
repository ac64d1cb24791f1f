"""专题: a page built of parts, without a line of code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from huizheng.inner.publishing.kinds.base import HEAD_PANELS
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage

_PARTS_WANTED = 2


@register_kind
class ThemePage(StructuredPage):
    """A theme: a large picture with one sentence, then parts in any order.

    The parts are those of every body: text, newest pages of a column, services, figures, links, call-out, question
    box, gallery, video, stages, questions.
    """

    KIND = "theme"
    FACTS = ("ends_on",)
    PERSONAL_DATA: tuple[str, ...] = ()

    ends_on = models.DateField(
        "结束日期", null=True, blank=True, help_text="专题到这一天结束，之后移到“往期专题”；长期的不填。"
    )

    content_panels: ClassVar[list[Any]] = [
        *HEAD_PANELS,
        MultiFieldPanel([FieldRowPanel([FieldPanel("ends_on")])], heading="专题"),
        FieldPanel(
            "body",
            heading="专题版块",
            help_text="题图和副标题显示在最上面；下面按顺序放版块：文字、栏目最新信息、办事服务、数据图、链接、提示框、搜索提问、图集。",
        ),
        FieldPanel("attachments"),
        FieldPanel("related"),
    ]

    class Meta:
        verbose_name = "专题"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        few = len(self.body) < _PARTS_WANTED
        return [("body", f"专题至少要有{_PARTS_WANTED}个版块。只有一段文字的，请改用“信息”。" if few else "")]
