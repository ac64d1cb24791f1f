"""统计数据、开放数据集: what is in it, how often it is brought up to date, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels


def update_cycles() -> list[tuple[str, str]]:
    return [(cycle, cycle) for cycle in ("实时", "每日", "每周", "每月", "每季度", "每年", "不定期")]


def access_ways() -> list[tuple[str, str]]:
    return [(way, way) for way in ("无条件开放", "有条件开放")]


class DatasetField(blocks.StructBlock):
    name = blocks.CharBlock(label="数据项", max_length=60)
    kind = blocks.ChoiceBlock(
        label="类型", choices=[(kind, kind) for kind in ("文本", "数值", "日期", "代码", "坐标")], default="文本"
    )
    meaning = blocks.CharBlock(label="说明", required=False, max_length=200)

    class Meta:
        icon = "list-ul"
        label = "数据项"


class DatasetFields(PartsField):
    PARTS = [("field", DatasetField())]


@register_kind
class DatasetPage(StructuredPage):
    """A set of data that anyone may read or fetch."""

    KIND = "dataset"
    FACTS = ("code", "provider", "updated_on", "cycle", "access")
    ROWS = ("code", "provider", "updated_on", "cycle", "access")
    MADE = ("数据项",)
    PERSONAL_DATA: tuple[str, ...] = ()

    code = models.CharField("资源代码", max_length=60, blank=True, help_text="政务数据目录里的代码；没有的不填。")
    provider = models.CharField("提供单位", max_length=100)
    updated_on = models.DateField("更新日期", null=True)
    cycle = models.CharField("更新频率", max_length=10, choices=update_cycles, default="每月")
    access = models.CharField("开放方式", max_length=10, choices=access_ways, default="无条件开放")
    columns = DatasetFields(verbose_name="数据项", help_text="每一列一条，读者据此判断数据是否合用。")

    content_panels: ClassVar[list[Any]] = panels(
        "数据信息", ("code", "provider"), ("updated_on", "cycle", "access"), more=[FieldPanel("columns")]
    )

    class Meta:
        verbose_name = "统计数据"
        ordering = ("pk",)

    def parts(self) -> list[dict[str, Any]]:
        rows = [[each.value["name"], each.value["kind"], each.value["meaning"] or ""] for each in self.columns]
        title = self.word("数据项")
        return [{"type": "table", "title": title, "columns": ["名称", "类型", "说明"], "rows": rows}] if rows else []

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        columns = [
            {"type": "field", "value": {"name": row[0], "kind": row[1], "meaning": row[2]}}
            for block in document["blocks"]
            if block["type"] == "table" and block.get("title") == "数据项" and len(block["columns"]) == 3  # noqa: PLR2004
            for row in block["rows"]
        ]
        return {**super().filled_from(document), "columns": columns}

    def faults(self) -> Sequence[tuple[str, str]]:
        private = next(
            (
                each.value["name"]
                for each in self.columns
                if any(word in each.value["name"] for word in ("身份证", "手机号", "银行卡", "住址", "人脸"))
            ),
            "",
        )
        return [
            (
                "columns",
                f"“{private}”是个人信息，开放的数据不得包含。请删去这一列或者去标识化后改名。" if private else "",
            )
        ]
