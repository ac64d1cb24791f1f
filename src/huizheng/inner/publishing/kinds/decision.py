"""重大行政决策: one page from the draft to the explanation, so that people see what became of what they said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from huizheng.inner.publishing.blocks.texts import PLAIN_FEATURES
from huizheng.inner.publishing.cleaning import clean
from huizheng.inner.publishing.kinds import decision_rules as law
from huizheng.inner.publishing.kinds.base import BODY_PANELS, HEAD_PANELS
from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import day

_COURSE, _ADOPTION, _HOW = "决策过程", "意见采纳情况", "怎样提意见"


@register_kind
class DecisionPage(CataloguePage):
    """A major administrative decision on its way."""

    KIND = "decision"
    FACTS = (
        "comment_from", "comment_until", "hearing_on", "hearing_place", "papers_on", "legality_on", "deliberated_on",
        "meeting", "decided_on", "result_number", "explained_number", "shortened", "comment_to", "handled_by",
    )  # fmt: skip
    ROWS = ("handled_by",)
    MADE = (_COURSE, _ADOPTION, _HOW)
    PERSONAL_DATA: tuple[str, ...] = ()

    handled_by = models.CharField("决策承办单位", max_length=100)
    comment_from = models.DateField("征求意见开始", null=True)
    comment_until = models.DateField("征求意见截止", null=True, help_text="一般不少于30日（条例第十五条）。")
    shortened = models.CharField(
        "缩短期限的说明", max_length=300, blank=True, help_text="因情况紧急等原因不足30日的，写明原因，会一并公布。"
    )
    comment_to = models.TextField(
        "提意见的方式", max_length=600, help_text="网上征集的地址、电子邮箱、通信地址和邮编、电话，写全。"
    )
    hearing_on = models.DateField("听证会日期", null=True, blank=True)
    hearing_place = models.CharField("听证会地点", max_length=100, blank=True)
    papers_on = models.DateField("听证材料送达", null=True, blank=True, help_text="听证会7日前（条例第十六条）。")
    legality_on = models.DateField("合法性审查", null=True, blank=True)
    deliberated_on = models.DateField("集体讨论", null=True, blank=True)
    meeting = models.CharField("讨论的会议", max_length=100, blank=True, help_text="如：市政府第52次常务会议。")
    decided_on = models.DateField("作出决定", null=True, blank=True)
    result_number = models.PositiveBigIntegerField("决定文件的页面编号", null=True, blank=True)
    adoption = RichTextField(
        "意见采纳情况", blank=True, features=PLAIN_FEATURES, help_text="收到多少条、采纳哪些、不采纳的理由。"
    )
    explained_number = models.PositiveBigIntegerField("解读的页面编号", null=True, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *HEAD_PANELS,
        MultiFieldPanel([FieldPanel("handled_by")], heading="决策事项"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("comment_from"), FieldPanel("comment_until")]),
                FieldPanel("shortened"),
                FieldPanel("comment_to"),
            ],
            heading="一、公开征求意见",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hearing_on"), FieldPanel("hearing_place"), FieldPanel("papers_on")])],
            heading="二、听证（召开听证会的填写）",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("legality_on"), FieldPanel("deliberated_on"), FieldPanel("meeting")])],
            heading="三、审查和讨论",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decided_on"), FieldPanel("result_number"), FieldPanel("explained_number")]),
                FieldPanel("adoption"),
            ],
            heading="四、决定、采纳情况和解读",
        ),
        *BODY_PANELS,
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "重大行政决策"
        ordering = ("pk",)

    def course(self) -> law.Course:
        return law.Course(
            comment_from=self.value("comment_from"),
            comment_until=self.value("comment_until"),
            shortened=self.shortened,
            hearing_on=self.value("hearing_on"),
            papers_on=self.value("papers_on"),
            legality_on=self.value("legality_on"),
            deliberated_on=self.value("deliberated_on"),
            decided_on=self.value("decided_on"),
            has_adoption=bool(clean(self.adoption)),
            is_explained=bool(self.explained_number),
        )

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "stage": law.stage(self.course())}

    def parts(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = [{"type": "stages", "title": _COURSE, "stages": self._stages()}]
        if law.stage(self.course()) == law.COMMENT and self.comment_to:
            text = "".join(f"<p>{line}</p>" for line in self.comment_to.splitlines() if line.strip())
            made.append({"type": "callout", "tone": "info", "title": _HOW, "html": clean(text)})
        if adoption := clean(self.adoption):
            made.append({"type": "callout", "tone": "success", "title": _ADOPTION, "html": adoption})
        return made

    def _stages(self) -> list[dict[str, Any]]:
        course = self.course()
        reached = law.STAGES.index(law.stage(course))
        until = (
            f"{day(course.comment_from)}至{day(course.comment_until)}"
            if course.comment_from and course.comment_until
            else ""
        )
        short = f"缩短期限的原因：{self.shortened}" if self.shortened else ""
        rows: list[tuple[str, dt.date | None, str, int | None]] = [
            ("征求意见", course.comment_from, "".join(f"<p>{line}</p>" for line in (until, short) if line), None),
            ("听证", course.hearing_on, f"<p>{self.hearing_place}</p>" if self.hearing_place else "", None),
            ("合法性审查", course.legality_on, "", None),
            ("集体讨论", course.deliberated_on, f"<p>{self.meeting}</p>" if self.meeting else "", None),
            ("作出决定", course.decided_on, "", self.result_number),
            ("解读", None, "", self.explained_number),
        ]
        order = (0, 1, 2, 2, 3, 4)
        stages = []
        for (name, on, html, page), level in zip(rows, order, strict=True):
            if name == "听证" and on is None:
                continue
            state = (
                "done"
                if level < reached or (level == reached and reached >= law.STAGES.index(law.DECIDED))
                else "coming"
            )
            if level == reached and state != "done":
                state = "current"
            stage: dict[str, Any] = {"name": name, "state": state}
            if on:
                stage["on"] = on.isoformat()
            if cleaned := clean(html):
                stage["html"] = cleaned
            if page:
                stage["number"] = page
            stages.append(stage)
        return stages

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        adoption = next((block["html"] for block in document["blocks"] if block.get("title") == _ADOPTION), "")
        return {**super().filled_from(document), "adoption": adoption}

    def faults(self) -> Sequence[tuple[str, str]]:
        return [*super().faults(), *law.faults(self.course())]
