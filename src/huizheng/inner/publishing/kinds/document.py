"""政策文件: the text of a document and its catalogue entry; what explains it is paired with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models

from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels


@register_kind
class DocumentPage(CataloguePage):
    """A document that binds or informs: the standard text, with its number and its force."""

    KIND = "document"
    FACTS = ("issued_by", "is_normative")
    ROWS = ("issued_by",)
    DOCUMENT_KIND = "08"
    PERSONAL_DATA: tuple[str, ...] = ()

    issued_by = models.CharField("发文机关", max_length=200, help_text="联合发文的，主办机关写在前面，用“、”隔开。")
    is_normative = models.BooleanField(
        "行政规范性文件",
        default=False,
        help_text="涉及公民、法人权利义务并在一定时期反复适用的勾选；应当同步配发解读。",
    )

    content_panels: ClassVar[list[Any]] = [*panels("文件", "issued_by", "is_normative"), *catalogue_panels()]

    class Meta:
        verbose_name = "政策文件"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        bare = self.is_normative and not self.document_number
        return [*super().faults(), ("is_normative", "规范性文件应当有发文字号。请填写，或者取消勾选。" if bare else "")]
