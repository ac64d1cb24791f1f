"""Kinds that are entries of the openness catalogue (政府信息公开条例 arts 11, 12): number, class, dates, force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from huizheng.commons.reference.api import organ
from huizheng.inner.publishing.kinds.directory import PHONE
from huizheng.inner.publishing.kinds.structured import StructuredPage
from huizheng.inner.publishing.openness.classes import (
    OTHER_KIND,
    audience_choices,
    document_kind_choices,
    document_kind_name,
    theme_choices,
    theme_path,
    theme_value,
)
from huizheng.inner.publishing.openness.rules import UNKNOWN, decision_faults, validity
from huizheng.inner.publishing.states import Openness

NUMBER_FORM = RegexValidator(
    r"^(?:[\u4e00-\u9fa5]{1,20}〔[12][0-9]{3}〕[1-9][0-9]{0,4}号|[\u4e00-\u9fa5]{2,30}令?第[1-9][0-9]{0,4}号"
    r"|[\u4e00-\u9fa5]{2,30}[12][0-9]{3}年第[1-9][0-9]{0,3}号)$",
    "发文字号写作“皖政〔2026〕12号”：年份用六角括号〔〕，序号不加“第”、不编虚位；令写作“安徽省人民政府令第300号”。",
)
_ABSTRACT = 200


def catalogue_panels() -> list[Any]:
    """Return the panels of the catalogue entry."""
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("document_number"), FieldPanel("formed_on")]),
                FieldRowPanel([FieldPanel("document_kind"), FieldPanel("theme"), FieldPanel("audience")]),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("abolished_on"), FieldPanel("force_is_known")]),
                FieldRowPanel([FieldPanel("consulted_organ"), FieldPanel("consulted_phone")]),
            ],
            heading="公开目录",
            help_text="依照政府信息公开条例第十二条编入目录；索引号在首次发布时自动编排，不用填写。",
        )
    ]


class CataloguePage(StructuredPage):
    """A page that is government information with an entry of its own."""

    # What most pages of the kind are: a code of art 8 of the regulation on documents.
    DOCUMENT_KIND: ClassVar[str] = OTHER_KIND

    document_number = models.CharField(
        "发文字号",
        max_length=60,
        blank=True,
        validators=[NUMBER_FORM],
        help_text="如：皖政办〔2026〕12号；没有文号的不填。",
    )
    document_kind = models.CharField(
        "文种", max_length=2, choices=document_kind_choices, blank=True, help_text="公文处理工作条例第八条的十五种。"
    )
    theme = models.CharField("主题分类", max_length=60, choices=theme_choices, blank=True)
    formed_on = models.DateField(
        "成文日期",
        null=True,
        help_text="文件落款的日期；没有落款的填信息形成的日期。应当在此后20个工作日内公开（条例第二十六条）。",
    )
    effective_on = models.DateField("施行日期", null=True, blank=True, help_text="自印发之日起施行的不填。")
    ends_on = models.DateField("有效期至", null=True, blank=True, help_text="最后有效的一天；长期有效的不填。")
    abolished_on = models.DateField(
        "废止日期", null=True, blank=True, help_text="已被废止的填写，页面保留并注明“废止”。"
    )
    force_is_known = models.BooleanField(
        "有效性已核实", default=True, help_text="旧文件还没有清理、不能确定是否有效的，取消勾选，页面显示“未知”。"
    )
    audience = models.CharField("服务对象", max_length=20, choices=audience_choices, blank=True)
    consulted_organ = models.CharField("政策咨询机关", max_length=100, blank=True)
    consulted_phone = models.CharField("咨询电话", max_length=60, blank=True, validators=[PHONE])
    index_number = models.CharField("索引号", max_length=40, blank=True, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        # A deferred field is not asked for.
        if self.__dict__.get("document_kind") == "":
            self.document_kind = self.DOCUMENT_KIND

    def clean(self) -> None:
        super().clean()
        if not self.document_kind:
            self.document_kind = self.DOCUMENT_KIND

    def faults(self) -> Sequence[tuple[str, str]]:
        decided = decision_faults(openness=self.openness, ground=self.ground, reason=self.ground_note, kind=self.KIND)
        year = re.search(r"〔([0-9]{4})〕", self.document_number or "")
        formed = self.value("formed_on")
        other_year = bool(year and formed and int(year[1]) != formed.year)
        return [
            ("openness", " ".join(decided)),
            ("document_number", "文号里的年份和成文日期的年份不一致。请核对。" if other_year else ""),
            self.order_fault("formed_on", "effective_on", "施行日期应当不早于成文日期。请核对。"),
            self.order_fault("effective_on", "ends_on", "有效期应当晚于施行日期。请核对。"),
            self.order_fault("formed_on", "ends_on", "有效期应当晚于成文日期。请核对。"),
            self.order_fault("formed_on", "abolished_on", "废止日期应当晚于成文日期。请核对。"),
        ]

    def openness_entry(self, *, at: dt.datetime) -> dict[str, Any] | None:
        """Return the entry; nothing for what is not opened on the organ's own initiative or has no date yet."""
        formed = self.value("formed_on")
        if self.openness != Openness.OPEN or formed is None:
            return None
        today = timezone.localdate(at)
        publisher = organ(self.manuscript.organ_id)
        column = self.manuscript.column
        code = self.document_kind or self.DOCUMENT_KIND
        return {
            "index_number": self.index_number,
            "document_number": self.document_number,
            "kind_code": code,
            "kind_name": document_kind_name(code),
            "themes": theme_path(self.theme) or ["其他"],
            "column_class": column,
            "organ": publisher.key,
            "organ_name": publisher.name,
            "formed_on": formed.isoformat(),
            "published_on": today.isoformat(),
            "effective_on": _iso(self.value("effective_on")),
            "ends_on": _iso(self.value("ends_on")),
            "validity": self.force(on=today),
            "abstract": self.summary.strip() or self.title.strip()[:_ABSTRACT],
            "keywords": [word for word in re.split(r"[\s,，;；、]+", self.keywords) if word],
            "audience": self.audience,
            "consulted_organ": self.consulted_organ,
            "consulted_phone": self.consulted_phone,
        }

    def force(self, *, on: dt.date) -> str:
        """Return whether it is in force on a day: 有效, 失效, 废止, 尚未施行, 未知."""
        return validity(
            on=on,
            effective_on=self.value("effective_on") or self.value("formed_on"),
            ends_on=self.value("ends_on"),
            abolished_on=self.value("abolished_on"),
            is_known=self.force_is_known,
        )

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        entry = document["openness"] or {}
        return {
            **super().filled_from(document),
            "index_number": entry.get("index_number", ""),
            "document_number": entry.get("document_number", ""),
            "document_kind": entry.get("kind_code", ""),
            "theme": theme_value(entry.get("themes", [])),
            "formed_on": entry.get("formed_on") or None,
            "effective_on": entry.get("effective_on") or None,
            "ends_on": entry.get("ends_on") or None,
            "force_is_known": entry.get("validity") != UNKNOWN,
            "audience": entry.get("audience", ""),
            "consulted_organ": entry.get("consulted_organ", ""),
            "consulted_phone": entry.get("consulted_phone", ""),
        }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
