"""名录: enterprises and institutions, scenic spots, famous products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models

from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels

PHONE = RegexValidator(
    r"^(?:\+86[ -]?)?[0-9][0-9\- ()转,，、/]{4,59}$", "请填写电话号码，如 0551-62601234；多个号码用“、”隔开。"
)
PHONE_HELP = "对外公布的电话，请用办公电话或者服务热线，不填个人手机。"


def scenic_grades() -> list[tuple[str, str]]:
    return [(f"{level}A", f"{level}A级旅游景区") for level in (5, 4, 3, 2, 1)] + [("", "未评定等级")]


@register_kind
class EnterprisePage(StructuredPage):
    """An enterprise or institution that the place is known for."""

    KIND = "enterprise"
    FACTS = ("category", "place", "phone", "website", "address", "founded_year")
    ROWS = ("category", "place", "address", "founded_year", "phone", "website")
    PERSONAL_DATA: tuple[str, ...] = ()

    category = models.CharField("类别", max_length=40, help_text="如：制造业、高等学校、医院、科研院所。")
    place = models.CharField("所在地", max_length=60, help_text="写到县（市、区），如：合肥市蜀山区。")
    address = models.CharField("地址", max_length=200, blank=True)
    founded_year = models.PositiveSmallIntegerField("成立年份", null=True, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True, validators=[PHONE], help_text=PHONE_HELP)
    website = models.URLField("网址", blank=True)

    content_panels: ClassVar[list[Any]] = panels(
        "单位信息", ("category", "place"), ("address", "founded_year"), ("phone", "website")
    )

    class Meta:
        verbose_name = "企事业单位"
        ordering = ("pk",)

    def shown(self, name: str, value: Any) -> str:
        return f"{value}年" if name == "founded_year" and not self.is_english else super().shown(name, value)


@register_kind
class ScenicPage(StructuredPage):
    """A scenic spot, told for somebody who wants to go there."""

    KIND = "scenic"
    FACTS = ("grade", "place", "address", "opening", "phone", "ticket", "transport", "accessible")
    ROWS = ("grade", "place", "address", "opening", "ticket", "transport", "accessible", "phone")
    PERSONAL_DATA: tuple[str, ...] = ()

    grade = models.CharField("等级", max_length=4, choices=scenic_grades, blank=True)
    place = models.CharField("所在地", max_length=60, help_text="写到县（市、区），如：黄山市黄山区。")
    address = models.CharField("地址", max_length=200, help_text="写到门牌，导航软件能找到。")
    opening = models.CharField("开放时间", max_length=200, help_text="分淡旺季的都写上，如：3月至10月 7:00—17:00。")
    ticket = models.CharField(
        "门票", max_length=200, blank=True, help_text="全价、半价、免票的对象都写上；免费的写“免费”。"
    )
    transport = models.CharField("交通", max_length=300, blank=True)
    accessible = models.CharField(
        "无障碍设施", max_length=300, blank=True, help_text="轮椅通道、无障碍卫生间、盲文导览等。"
    )
    phone = models.CharField("联系电话", max_length=60, blank=True, validators=[PHONE], help_text=PHONE_HELP)

    content_panels: ClassVar[list[Any]] = panels(
        "游览信息", ("grade", "place"), "address", ("opening", "ticket"), ("transport", "accessible"), "phone"
    )

    class Meta:
        verbose_name = "景区"
        ordering = ("pk",)


@register_kind
class ProductPage(StructuredPage):
    """A famous product of the place."""

    KIND = "product"
    FACTS = ("category", "origin", "holder", "mark", "season")
    ROWS = ("category", "origin", "holder", "mark", "season")
    PERSONAL_DATA: tuple[str, ...] = ()

    category = models.CharField("类别", max_length=40, help_text="如：茶叶、中药材、文房四宝、粮油。")
    origin = models.CharField("产地", max_length=60, help_text="写到县（市、区）或者乡镇。")
    holder = models.CharField("生产者", max_length=100, blank=True, help_text="企业、合作社或者商标持有人。")
    mark = models.CharField(
        "地理标志或者商标", max_length=100, blank=True, help_text="写标志的全称；没有登记的不要写。"
    )
    season = models.CharField("上市时间", max_length=60, blank=True)

    content_panels: ClassVar[list[Any]] = panels("产品信息", ("category", "origin"), ("holder", "mark"), "season")

    class Meta:
        verbose_name = "名优特产"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        superlative = next((word for word in ("国家级", "最佳", "第一品牌", "最高级") if word in (self.mark or "")), "")
        return [("mark", f"“{superlative}”是广告法禁止的用语。请写标志的法定名称。" if superlative else "")]
