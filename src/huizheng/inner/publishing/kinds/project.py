"""重大建设项目: approved, put out to tender, built, accepted; every stage with its day (条例 art 20(10))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.blocks.texts import PLAIN_FEATURES
from huizheng.inner.publishing.cleaning import clean
from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels

STAGES = ("审批", "招标", "在建", "竣工")
_PROGRESS = "建设进度"


def project_stages() -> list[tuple[str, str]]:
    return [(stage, stage) for stage in STAGES]


class Milestone(blocks.StructBlock):
    stage = blocks.ChoiceBlock(label="阶段", choices=[(stage, stage) for stage in STAGES])
    name = blocks.CharBlock(
        label="事项", max_length=60, help_text="如：可行性研究报告批复、施工招标、主体封顶、竣工验收。"
    )
    on = blocks.DateBlock(label="日期", required=False)
    done = blocks.BooleanBlock(label="已完成", required=False)
    percent = blocks.IntegerBlock(label="形象进度（%）", required=False, min_value=0, max_value=100)
    html = blocks.RichTextBlock(label="说明", required=False, features=PLAIN_FEATURES)
    number = blocks.IntegerBlock(
        label="相关页面编号", required=False, min_value=1, help_text="批复文件或者招标公告的页面编号。"
    )

    class Meta:
        icon = "tasks"
        label = "节点"


class MilestonesField(PartsField):
    PARTS = [("milestone", Milestone())]


@register_kind
class ProjectPage(CataloguePage):
    """A major construction project and how far it is."""

    KIND = "project"
    FACTS = ("code", "builder", "investment", "stage", "place", "year", "approved_by", "contractor")
    RENAMED = {"builder": "owner"}
    ROWS = ("code", "stage", "builder", "place", "investment", "approved_by", "contractor", "year")
    MONEY = ("investment",)
    MADE = (_PROGRESS, "形象进度")
    PERSONAL_DATA: tuple[str, ...] = ()

    code = models.CharField(
        "项目代码", max_length=40, blank=True, help_text="投资项目在线审批监管平台的代码，如 2603-340100-04-01-123456。"
    )
    builder = models.CharField("项目单位", max_length=100)
    investment = models.DecimalField(
        "总投资",
        max_digits=16,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(Decimal(0), "不能小于0。")],
        help_text="单位：元。1亿元填 100000000。",
    )
    stage = models.CharField("当前阶段", max_length=4, choices=project_stages, default="审批")
    place = models.CharField("建设地点", max_length=100)
    year = models.PositiveSmallIntegerField("计划年度", null=True, help_text="列入哪一年的重点项目计划。")
    approved_by = models.CharField("审批机关", max_length=100, blank=True)
    contractor = models.CharField("施工单位", max_length=100, blank=True, help_text="招标确定以后填写。")
    milestones = MilestonesField(
        verbose_name="建设进度", help_text="按时间顺序，每完成一个节点补一条，读者能看到全过程。"
    )

    content_panels: ClassVar[list[Any]] = [
        *panels(
            "项目信息",
            ("code", "year"),
            ("builder", "place"),
            ("investment", "stage"),
            ("approved_by", "contractor"),
            more=[FieldPanel("milestones")],
        ),
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "重大建设项目"
        ordering = ("pk",)

    def shown(self, name: str, value: Any) -> str:
        return f"{value}年" if name == "year" else super().shown(name, value)

    def parts(self) -> list[dict[str, Any]]:
        points, stages = [], []
        current_seen = False
        for each in self.milestones:
            one = each.value
            state = "done" if one["done"] else "coming" if current_seen else "current"
            current_seen |= not one["done"]
            stage: dict[str, Any] = {"name": f"{one['stage']}：{one['name']}", "state": state}
            if one["on"]:
                stage["on"] = one["on"].isoformat()
            html = clean(one["html"].source) if one["html"] else ""
            if html:
                stage["html"] = html
            if one["number"]:
                stage["number"] = one["number"]
            stages.append(stage)
            if one["percent"] is not None and one["on"]:
                points.append({"at": one["on"].isoformat(), "value": float(one["percent"])})
        made: list[dict[str, Any]] = [{"type": "stages", "title": _PROGRESS, "stages": stages}] if stages else []
        if len(points) > 1:
            made.append(
                {"type": "figures", "title": "形象进度", "unit": "%", "series": [{"label": "完成", "points": points}]}
            )
        return made

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        titled = {block.get("title"): block for block in document["blocks"]}
        progress = titled.get("形象进度", {}).get("series", [{"points": []}])[0]["points"]
        percents = {point["at"]: int(point["value"]) for point in progress}
        milestones = []
        for stage in titled.get(_PROGRESS, {}).get("stages", []):
            kind, _, name = stage["name"].partition("：")
            on = stage.get("on") or None
            milestones.append(
                {
                    "type": "milestone",
                    "value": {
                        "stage": kind if kind in STAGES else STAGES[0],
                        "name": name or kind,
                        "on": on,
                        "done": stage["state"] == "done",
                        "percent": percents.get(on or ""),
                        "html": stage.get("html", ""),
                        "number": stage.get("number"),
                    },
                }
            )
        return {**super().filled_from(document), "milestones": milestones}

    def faults(self) -> Sequence[tuple[str, str]]:
        days: list[dt.date] = [each.value["on"] for each in self.milestones if each.value["on"]]
        backward = any(later < earlier for earlier, later in pairwise(days))
        undated = next(
            (each.value["name"] for each in self.milestones if each.value["done"] and not each.value["on"]), ""
        )
        behind = STAGES.index(self.stage) if self.stage in STAGES else 0
        ahead = next(
            (
                each.value["name"]
                for each in self.milestones
                if each.value["done"] and STAGES.index(each.value["stage"]) > behind
            ),
            "",
        )
        return [
            *super().faults(),
            ("milestones", "节点的日期先后颠倒。请按时间顺序排列。" if backward else ""),
            ("milestones", f"“{undated}”已完成，请填写日期。" if undated else ""),
            ("stage", f"节点“{ahead}”已经完成，当前阶段却在它之前。请核对当前阶段。" if ahead else ""),
        ]
