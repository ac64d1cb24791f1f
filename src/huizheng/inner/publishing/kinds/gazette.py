"""公报: an issue of the government's gazette, its contents and its PDF (政府信息公开条例 art 23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.blocks.media import file_of, material_key
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels
from huizheng.inner.publishing.models import Material

_CONTENTS, _WHOLE = "本期目录", "公报全文"


class Piece(blocks.StructBlock):
    section = blocks.CharBlock(label="栏目", max_length=40, help_text="如：省政府文件、省政府办公厅文件、人事任免。")
    title = blocks.CharBlock(label="标题", max_length=300)
    number = blocks.IntegerBlock(
        label="页面编号",
        required=False,
        min_value=1,
        help_text="本网站已发布的，填页面地址 /pages/…/ 里的数字，目录即可点开。",
    )
    sheet = blocks.IntegerBlock(label="页码", required=False, min_value=1)

    class Meta:
        icon = "doc-full"
        label = "一篇"


class ContentsField(PartsField):
    PARTS = [("piece", Piece())]


@register_kind
class GazettePage(StructuredPage):
    """One issue; what it prints is the standard text."""

    KIND = "gazette"
    FACTS = ("year", "issue", "total_issue")
    ROWS = ("year", "issue", "total_issue")
    MADE = (_CONTENTS, _WHOLE)
    PERSONAL_DATA: tuple[str, ...] = ()

    year = models.PositiveSmallIntegerField(
        "年份",
        null=True,
        validators=[MinValueValidator(1949, "请填4位年份。"), MaxValueValidator(2100, "请填4位年份。")],
    )
    issue = models.PositiveSmallIntegerField("期号", null=True, validators=[MinValueValidator(1, "期号从1开始。")])
    total_issue = models.PositiveIntegerField("总期号", null=True, blank=True)
    whole = models.ForeignKey(
        Material,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公报PDF",
        help_text="先上传到素材库，再在这里选择；请用可以复制文字的PDF，不用扫描图片。",
    )
    contents = ContentsField(verbose_name="本期目录")

    content_panels: ClassVar[list[Any]] = panels(
        "期次", ("year", "issue", "total_issue"), "whole", more=[FieldPanel("contents")]
    )

    class Meta:
        verbose_name = "公报"
        ordering = ("pk",)

    def shown(self, name: str, value: Any) -> str:
        return {"year": f"{value}年", "issue": f"第{value}期", "total_issue": f"总第{value}期"}.get(name) or str(value)

    def parts(self) -> list[dict[str, Any]]:
        rows = []
        for each in self.contents:
            piece = each.value
            value = f"{piece['title']}（第{piece['sheet']}页）" if piece["sheet"] else piece["title"]
            link = {"href": f"/pages/{piece['number']}/"} if piece["number"] else {}
            rows.append({"label": piece["section"], "value": value, **link})
        made: list[dict[str, Any]] = [{"type": "facts", "title": _CONTENTS, "rows": rows}] if rows else []
        if self.whole:
            made.append({"type": "files", "title": _WHOLE, "files": [file_of(self.whole)]})
        return made

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        contents, whole = [], None
        for block in document["blocks"]:
            if block.get("title") == _CONTENTS:
                contents = [{"type": "piece", "value": _piece(row)} for row in block["rows"]]
            elif block.get("title") == _WHOLE:
                whole = material_key(document["site"], block["files"][0]["sm3"])
        return {**super().filled_from(document), "contents": contents, "whole_id": whole}

    def faults(self) -> Sequence[tuple[str, str]]:
        wrong = self.whole is not None and self.whole.file.media != "application/pdf"
        return [
            ("whole", "这个文件不是PDF。请选择公报的PDF文件。" if wrong else ""),
            ("contents", "" if self.contents else "请填写本期目录，至少一篇。"),
        ]


def _piece(row: dict[str, str]) -> dict[str, Any]:
    title, sheet = row["value"], None
    if title.endswith("页）") and "（第" in title:
        title, _, rest = title.rpartition("（第")
        sheet = int(rest.removesuffix("页）")) if rest.removesuffix("页）").isdecimal() else None
    address = row.get("href", "").strip("/").split("/")[-1]
    return {
        "section": row["label"],
        "title": title,
        "sheet": sheet,
        "number": int(address) if address.isdecimal() else None,
    }
