"""人事任免."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels

_LIST = "任免名单"
ACTIONS = [("任命", "任命"), ("免去", "免去")]


class Change(blocks.StructBlock):
    person = blocks.CharBlock(label="姓名", max_length=40)
    action = blocks.ChoiceBlock(label="任免", choices=ACTIONS, default="任命")
    post = blocks.CharBlock(label="职务", max_length=120, help_text="写全称，如：合肥市审计局副局长（试用期一年）。")

    class Meta:
        icon = "user"
        label = "一项任免"


class ChangesField(PartsField):
    PARTS = [("change", Change())]


@register_kind
class AppointmentPage(CataloguePage):
    """Who was appointed to a post or relieved of it, and when that was decided."""

    KIND = "appointment"
    FACTS = ("decided_on", "decided_by")
    ROWS = ("decided_on", "decided_by")
    MADE = (_LIST,)
    DOCUMENT_KIND = "08"
    PERSONAL_DATA = ("changes",)

    decided_on = models.DateField("决定日期", null=True, help_text="会议通过或者文件签发的日期。")
    decided_by = models.CharField("决定机关", max_length=100, help_text="如：合肥市人民政府、市人大常委会。")
    changes = ChangesField(verbose_name="任免名单", help_text="一人一职一条；同时任新职、免旧职的填两条。")

    content_panels: ClassVar[list[Any]] = [
        *panels("任免", ("decided_on", "decided_by"), more=[FieldPanel("changes")]),
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "人事任免"
        ordering = ("pk",)

    def facts(self) -> dict[str, Any]:
        known = super().facts()
        changes = [dict(each.value) for each in self.changes]
        if changes:
            names = list(dict.fromkeys(each["person"] for each in changes))
            known |= {
                "person": "、".join(names),
                "post": changes[0]["post"],
                "action": changes[0]["action"],
                "changes": changes,
            }
        return known

    def parts(self) -> list[dict[str, Any]]:
        rows = [[each.value["person"], each.value["action"], each.value["post"]] for each in self.changes]
        return [{"type": "table", "title": _LIST, "columns": ["姓名", "任免", "职务"], "rows": rows}] if rows else []

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        facts = document["facts"]
        changes = facts.get("changes") or [
            {"person": facts.get("person", ""), "action": facts.get("action", "任命"), "post": facts.get("post", "")}
        ]
        return {
            **super().filled_from(document),
            "changes": [{"type": "change", "value": each} for each in changes if each["person"]],
        }

    def faults(self) -> Sequence[tuple[str, str]]:
        return [
            *super().faults(),
            ("changes", "" if self.changes else "请填写任免名单，至少一项。"),
            self.order_fault("decided_on", "formed_on", "成文日期应当不早于决定日期。"),
        ]
