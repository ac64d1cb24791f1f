"""经济往来: investment projects, expositions with exhibitors and exhibits, market prices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from huizheng.inner.publishing.kinds.directory import PHONE, PHONE_HELP
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, day, number, panels, wanted

_NOT_NEGATIVE = MinValueValidator(Decimal(0), "不能小于0。")
# A change that is greater than this is more often a slip than a market.
_CHANGE_LARGE = 50


def cooperation_forms() -> list[tuple[str, str]]:
    return [(form, form) for form in ("独资", "合资", "合作", "股权投资", "特许经营（PPP）", "技术合作", "不限")]


def investment_stages() -> list[tuple[str, str]]:
    return [(stage, stage) for stage in ("策划", "可行性研究", "对外招商", "已签约", "已落地")]


@register_kind
class InvestmentPage(StructuredPage):
    """A project that looks for an investor."""

    KIND = "investment"
    FACTS = ("industry", "place", "amount", "cooperation", "investment_stage", "contact", "phone", "email")
    ROWS = ("industry", "place", "amount", "cooperation", "investment_stage", "contact", "phone", "email")
    MONEY = ("amount",)
    PERSONAL_DATA = ("contact", "phone", "email")

    industry = models.CharField("行业", max_length=40, help_text="如：新能源汽车、生物医药、文化旅游。")
    place = models.CharField("所在地", max_length=60, help_text="写到开发区或者乡镇。")
    amount = models.DecimalField(
        "总投资",
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[_NOT_NEGATIVE],
        help_text="单位：元。1亿元填 100000000；页面上会显示为亿元、万元。",
    )
    cooperation = models.CharField("合作方式", max_length=20, choices=cooperation_forms, default="不限")
    investment_stage = models.CharField("项目阶段", max_length=20, choices=investment_stages, default="对外招商")
    contact = models.CharField("联系人", max_length=60, blank=True, help_text="写部门和岗位即可，如：招商二科。")
    phone = models.CharField("联系电话", max_length=60, blank=True, validators=[PHONE], help_text=PHONE_HELP)
    email = models.EmailField("电子邮箱", blank=True)

    content_panels: ClassVar[list[Any]] = panels(
        "项目信息", ("industry", "place"), ("amount", "cooperation", "investment_stage"), ("contact", "phone", "email")
    )

    class Meta:
        verbose_name = "招商项目"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        silent = not (self.phone or self.email)
        return [("phone", "请填写联系电话或者电子邮箱，投资者才能联系。" if silent else "")]


@register_kind
class ExpoPage(StructuredPage):
    """A hall of the exposition on the net."""

    KIND = "expo"
    FACTS = ("opens_on", "closes_on", "place", "organiser")
    ROWS = ("opens_on", "closes_on", "place", "organiser")
    PERSONAL_DATA: tuple[str, ...] = ()

    opens_on = models.DateField("开幕日期", null=True)
    closes_on = models.DateField("闭幕日期", null=True, help_text="网上展馆在这一天以后仍可浏览，页面会注明已经闭幕。")
    place = models.CharField("地点", max_length=100, blank=True, help_text="同时有线下展会的填写；只在网上的不填。")
    organiser = models.CharField("举办单位", max_length=100)

    content_panels: ClassVar[list[Any]] = panels("展馆信息", ("opens_on", "closes_on"), ("place", "organiser"))

    class Meta:
        verbose_name = "博览会展馆"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        return [self.order_fault("opens_on", "closes_on", "闭幕日期应当不早于开幕日期。")]


@register_kind
class ExhibitorPage(StructuredPage):
    """Who exhibits in a hall."""

    KIND = "exhibitor"
    FACTS = ("hall", "booth", "category", "phone", "website")
    ROWS = ("booth", "category", "phone", "website")
    MADE = ("所在展馆",)
    PERSONAL_DATA: tuple[str, ...] = ()

    hall = models.PositiveBigIntegerField("展馆编号", null=True, help_text="所在展馆页面地址 /pages/…/ 里的数字。")
    booth = models.CharField("展位号", max_length=20, blank=True)
    category = models.CharField("类别", max_length=40)
    phone = models.CharField("联系电话", max_length=60, blank=True, validators=[PHONE], help_text=PHONE_HELP)
    website = models.URLField("网址", blank=True)

    content_panels: ClassVar[list[Any]] = panels("参展信息", ("hall", "booth"), ("category", "phone"), "website")

    class Meta:
        verbose_name = "参展单位"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        return [("hall", wanted("expo", self.hall, "展馆"))]

    def parts(self) -> list[dict[str, Any]]:
        return _leads_to(self.hall, self.word("所在展馆"))


@register_kind
class ExhibitPage(StructuredPage):
    """What an exhibitor shows."""

    KIND = "exhibit"
    FACTS = ("exhibitor", "price", "unit", "model")
    ROWS = ("model", "price")
    MADE = ("参展单位",)
    PERSONAL_DATA: tuple[str, ...] = ()

    exhibitor = models.PositiveBigIntegerField(
        "参展单位编号", null=True, help_text="参展单位页面地址 /pages/…/ 里的数字。"
    )
    model = models.CharField("规格型号", max_length=60, blank=True)
    price = models.DecimalField(
        "价格",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[_NOT_NEGATIVE],
        help_text="单位：元；面议的不填。",
    )
    unit = models.CharField("计价单位", max_length=20, blank=True, help_text="如：件、盒、500克。")

    content_panels: ClassVar[list[Any]] = panels("展品信息", ("exhibitor", "model"), ("price", "unit"))

    class Meta:
        verbose_name = "展品"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        unpriced = self.price is not None and not self.unit
        return [
            ("exhibitor", wanted("exhibitor", self.exhibitor, "参展单位")),
            ("unit", "填了价格，请同时填写计价单位。" if unpriced else ""),
        ]

    def shown(self, name: str, value: Any) -> str:
        if name == "price":
            return f"{number(value)}元/{self.unit}" if self.unit else f"{number(value)}元"
        return super().shown(name, value)

    def parts(self) -> list[dict[str, Any]]:
        return _leads_to(self.exhibitor, self.word("参展单位"))


def _leads_to(page_number: int | None, title: str) -> list[dict[str, Any]]:
    if not page_number:
        return []
    from huizheng.inner.publishing.models import Manuscript  # noqa: PLC0415 - the apps stand by then

    name = Manuscript.objects.filter(number=page_number).values_list("title", flat=True).first()
    return [{"type": "links", "title": title, "links": [{"label": name or title, "href": f"/pages/{page_number}/"}]}]


@register_kind
class PricePage(StructuredPage):
    """The price of a product on a market on a day."""

    KIND = "price"
    FACTS = ("product", "market", "price", "unit", "on", "change", "collector")
    ROWS = ("product", "market", "price", "on", "change", "collector")
    PERSONAL_DATA: tuple[str, ...] = ()

    product = models.CharField("品种", max_length=40, help_text="写到规格，如：小麦（三等）、尿素（46%）。")
    market = models.CharField("市场", max_length=60)
    price = models.DecimalField(
        "价格",
        max_digits=10,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(Decimal("0.01"), "价格应当大于0。")],
    )
    unit = models.CharField("计价单位", max_length=20, help_text="如：元/公斤、元/吨。")
    on = models.DateField("报价日期", null=True)
    change = models.DecimalField(
        "比上期", max_digits=6, decimal_places=2, null=True, blank=True, help_text="百分数，涨为正、跌为负，如 -1.5。"
    )
    collector = models.CharField("采集单位", max_length=60, blank=True)

    content_panels: ClassVar[list[Any]] = panels(
        "价格信息", ("product", "market"), ("price", "unit"), ("on", "change"), "collector"
    )

    class Meta:
        verbose_name = "市场价格"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        large = self.change is not None and abs(Decimal(str(self.change))) > _CHANGE_LARGE
        return [
            (
                "change",
                f"涨跌幅超过{_CHANGE_LARGE}%，请核对价格是否填错；确实如此的，在正文说明原因并把此项留空。"
                if large
                else "",
            ),
            ("unit", "请写成“元/公斤”这样的单位。" if self.unit and "/" not in self.unit else ""),
        ]

    def shown(self, name: str, value: Any) -> str:
        if name == "price":
            return f"{number(value)}{self.unit}"
        if name == "change":
            return "持平" if value == 0 else f"{'涨' if value > 0 else '跌'}{number(abs(value))}%"
        if name == "on":
            return day(value)
        return super().shown(name, value)
