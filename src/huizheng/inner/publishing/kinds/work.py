"""就业: vacancies and courses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from huizheng.inner.publishing.kinds.directory import PHONE
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, number, panels

_NOT_NEGATIVE = MinValueValidator(Decimal(0), "不能小于0。")
_ONE = MinValueValidator(1, "至少1人。")
# 就业促进法 arts 26-31: no discrimination by sex, nation, health, or where somebody comes from.
_UNFAIR = (
    "限男",
    "限女",
    "男性优先",
    "女性优先",
    "限汉族",
    "乙肝",
    "已婚已育",
    "未婚",
    "限本地户籍",
    "限本地户口",
    "属相",
    "身高1",
)
_CONTACT_HELP = "单位对外的招聘电话。"


def education_levels() -> list[tuple[str, str]]:
    return [(level, level) for level in ("不限", "初中", "高中或者中专", "大专", "本科", "研究生")]


@register_kind
class VacancyPage(StructuredPage):
    """A job that is open."""

    KIND = "vacancy"
    FACTS = (
        "employer",
        "place",
        "wage_from",
        "wage_until",
        "count",
        "until",
        "phone",
        "education",
        "away",
        "hours",
        "insurance",
    )
    ROWS = ("employer", "place", "education", "count", "hours", "insurance", "away", "until", "phone")
    PERSONAL_DATA: tuple[str, ...] = ()

    employer = models.CharField(
        "用人单位", max_length=100, help_text="写营业执照上的全称；中介发布的写明实际用工单位。"
    )
    place = models.CharField("工作地点", max_length=100, help_text="写到县（市、区）；外省的写到市。")
    wage_from = models.PositiveIntegerField("月工资下限", null=True, help_text="单位：元，税前，不含加班费。")
    wage_until = models.PositiveIntegerField("月工资上限", null=True, blank=True, help_text="只有一个数的不填。")
    count = models.PositiveIntegerField("招聘人数", null=True, validators=[_ONE])
    education = models.CharField("学历要求", max_length=12, choices=education_levels, default="不限")
    hours = models.CharField("工作时间", max_length=100, blank=True, help_text="如：每天8小时，月休4天。")
    insurance = models.CharField("社会保险和食宿", max_length=100, blank=True, help_text="如：缴纳五险，包住。")
    until = models.DateField("截止日期", null=True, help_text="到期后页面会注明已经截止。")
    away = models.BooleanField(
        "外出务工", default=False, help_text="工作地点在外省、外市的勾选，外出岗位栏目按此列出。"
    )
    phone = models.CharField("联系电话", max_length=60, validators=[PHONE], help_text=_CONTACT_HELP)

    content_panels: ClassVar[list[Any]] = panels(
        "岗位信息",
        ("employer", "place"),
        ("wage_from", "wage_until", "count"),
        ("education", "hours", "insurance"),
        ("until", "phone", "away"),
    )

    class Meta:
        verbose_name = "招聘岗位"
        ordering = ("pk",)

    def rows(self) -> list[dict[str, str]]:
        low, high = self.value("wage_from"), self.value("wage_until")
        rows = super().rows()
        if low is None:
            return rows
        wage = f"每月{number(low)}—{number(high)}元" if high else f"每月{number(low)}元起"
        if self.is_english:
            wage = f"CNY {number(low)}–{number(high)} a month" if high else f"from CNY {number(low)} a month"
        return [*rows[:2], {"label": "Wage" if self.is_english else "工资", "value": wage}, *rows[2:]]

    def faults(self) -> Sequence[tuple[str, str]]:
        low, high = self.value("wage_from"), self.value("wage_until")
        text = f"{self.title} {self.hours} {self.insurance} {self.summary}"
        unfair = next((word for word in _UNFAIR if word in text), "")
        return [
            ("wage_until", "工资上限应当不低于下限。" if low and high and high < low else ""),
            ("title", f"“{unfair}”是歧视性条件（就业促进法第二十六条至第三十一条），请删去。" if unfair else ""),
        ]


@register_kind
class CoursePage(StructuredPage):
    """A course that people can join."""

    KIND = "course"
    FACTS = ("organiser", "starts_on", "ends_on", "place", "seats", "fee", "phone", "audience", "certificate")
    ROWS = ("organiser", "starts_on", "ends_on", "place", "audience", "seats", "fee", "certificate", "phone")
    PERSONAL_DATA: tuple[str, ...] = ()

    organiser = models.CharField("举办单位", max_length=100)
    starts_on = models.DateField("开课日期", null=True)
    ends_on = models.DateField("结课日期", null=True)
    place = models.CharField("地点", max_length=100, help_text="写到门牌和教室；网上课程写“网上”。")
    audience = models.CharField("招收对象", max_length=100, blank=True)
    seats = models.PositiveIntegerField("名额", null=True, validators=[_ONE])
    fee = models.DecimalField(
        "学费",
        max_digits=8,
        decimal_places=2,
        default=Decimal(0),
        validators=[_NOT_NEGATIVE],
        help_text="单位：元；免费填0。",
    )
    certificate = models.CharField("结业证书", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=60, validators=[PHONE], help_text="报名和咨询的办公电话。")

    content_panels: ClassVar[list[Any]] = panels(
        "课程信息",
        ("organiser", "place"),
        ("starts_on", "ends_on"),
        ("audience", "seats", "fee"),
        ("certificate", "phone"),
    )

    class Meta:
        verbose_name = "培训课程"
        ordering = ("pk",)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "fee": float(self.value("fee") or 0)}

    def shown(self, name: str, value: Any) -> str:
        if name == "fee":
            free = "Free" if self.is_english else "免费"
            return free if value == 0 else f"{number(value)}元"
        return super().shown(name, value)

    def faults(self) -> Sequence[tuple[str, str]]:
        return [self.order_fault("starts_on", "ends_on", "结课日期应当不早于开课日期。")]
