"""领导信息: a leader's post, duties and past, as art 20(2) of the regulation wants the heads named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels


class Step(blocks.StructBlock):
    period = blocks.CharBlock(label="时间", max_length=40, help_text="如：2019.03—2022.06")
    post = blocks.CharBlock(label="学习、工作和职务", max_length=200)

    class Meta:
        icon = "history"
        label = "经历"


class ResumeField(PartsField):
    PARTS = [("step", Step())]


@register_kind
class PersonPage(StructuredPage):
    """A leader of an organ; the title is the name."""

    KIND = "person"
    FACTS = ("post", "order", "duties")
    ROWS = ("post", "duties")
    MADE = ("简历",)
    PERSONAL_DATA = ("resume",)

    post = models.CharField("职务", max_length=100, help_text="写全称，如：合肥市人民政府副市长。")
    order = models.PositiveSmallIntegerField("排序", default=100, help_text="按职务排列，数字小的在前。")
    duties = models.TextField("分工", max_length=1000, blank=True, help_text="负责和分管的工作。没有分工文件的不填。")
    resume = ResumeField(verbose_name="简历", help_text="只写公开的任职经历，不写家庭成员、住址、身份证号码。")

    content_panels: ClassVar[list[Any]] = panels("职务和分工", ("post", "order"), "duties", more=[FieldPanel("resume")])

    class Meta:
        verbose_name = "领导信息"
        ordering = ("pk",)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "order": int(self.value("order") or 0)}

    def parts(self) -> list[dict[str, Any]]:
        rows = [{"label": each.value["period"], "value": each.value["post"]} for each in self.resume]
        return [{"type": "facts", "title": "简历", "rows": rows}] if rows else []

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        resume = [
            {"type": "step", "value": {"period": row["label"], "post": row["value"]}}
            for block in document["blocks"]
            if block.get("title") == "简历"
            for row in block["rows"]
        ]
        return {**super().filled_from(document), "resume": resume}

    def faults(self) -> Sequence[tuple[str, str]]:
        return [
            ("image_alt", "请写照片的替代文字，如：张三同志的照片。" if self.image_id and not self.image_alt else "")
        ]
