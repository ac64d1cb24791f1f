"""地区概况: a place in yearly figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.commons.reference.api import divisions
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.forms import ContentForm
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import StructuredPage, panels

# Key, label, unit: what a year may say.
SERIES = (
    ("population", "常住人口", "万人"),
    ("output", "地区生产总值", "亿元"),
    ("revenue", "一般公共预算收入", "亿元"),
    ("urban_income", "城镇居民人均可支配收入", "元"),
    ("rural_income", "农村居民人均可支配收入", "元"),
    ("grain", "粮食产量", "万吨"),
)
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


def _figure(label: str, unit: str) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        label=f"{label}（{unit}）", required=False, min_value=Decimal(0), max_digits=14, decimal_places=2
    )


class Year(blocks.StructBlock):
    year = blocks.IntegerBlock(label="年份", min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    population = _figure("常住人口", "万人")
    output = _figure("地区生产总值", "亿元")
    revenue = _figure("一般公共预算收入", "亿元")
    urban_income = _figure("城镇居民人均可支配收入", "元")
    rural_income = _figure("农村居民人均可支配收入", "元")
    grain = _figure("粮食产量", "万吨")

    class Meta:
        icon = "history"
        label = "一年的数据"


class YearsField(PartsField):
    PARTS = [("year", Year())]


class RegionForm(ContentForm):
    """The place is one of the province's divisions."""

    def clean_division(self) -> str:
        code = str(self.cleaned_data["division"])
        if not divisions().filter(code=code).exists():
            raise ValidationError("没有这个区划代码。请填写6位代码，如合肥市 340100。")
        return code


@register_kind
class RegionPage(StructuredPage):
    """A place: where, how large, how many, and how it has grown."""

    KIND = "region"
    FACTS = ("division", "area")
    ROWS = ("division", "area")
    MADE = tuple(label for _, label, _ in SERIES)
    UNITS = {"area": "平方公里"}
    PERSONAL_DATA: tuple[str, ...] = ()
    base_form_class = RegionForm

    division = models.CharField("行政区划", max_length=12, help_text="6位区划代码，如合肥市 340100。")
    area = models.DecimalField(
        "面积", max_digits=12, decimal_places=2, null=True, blank=True, help_text="单位：平方公里。"
    )
    years = YearsField(verbose_name="历年数据", help_text="一年一条，以统计公报为准；没有公布的项目留空。")
    figures_source = models.CharField(
        "数据来源", max_length=200, blank=True, help_text="如：合肥市2025年国民经济和社会发展统计公报。"
    )

    content_panels: ClassVar[list[Any]] = panels(
        "地区", ("division", "area"), "figures_source", more=[FieldPanel("years")]
    )

    class Meta:
        verbose_name = "地区概况"
        ordering = ("pk",)

    def shown(self, name: str, value: Any) -> str:
        if name == "division":
            found = divisions().filter(code=value).first()
            return f"{found.english_name if self.is_english else found.name}（{value}）" if found else str(value)
        return super().shown(name, value)

    def _by_year(self) -> list[dict[str, Any]]:
        return sorted((dict(each.value) for each in self.years), key=lambda row: row["year"])

    def facts(self) -> dict[str, Any]:
        known = super().facts()
        for row in self._by_year():
            known["year"] = row["year"]
            for name, factor in (("population", 10_000), ("output", 100_000_000)):
                if row.get(name) is not None:
                    known[name] = float(Decimal(str(row[name])) * factor)
        return known

    def parts(self) -> list[dict[str, Any]]:
        made = []
        for name, label, unit in SERIES:
            points = [
                {"at": str(row["year"]), "value": float(row[name])}
                for row in self._by_year()
                if row.get(name) is not None
            ]
            if points:
                block = {
                    "type": "figures",
                    "title": label,
                    "unit": unit,
                    "series": [{"label": label, "points": points}],
                }
                made.append({**block, "source": self.figures_source} if self.figures_source else block)
        return made

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        labels = {label: name for name, label, _ in SERIES}
        years: dict[str, dict[str, Any]] = {}
        source = ""
        for block in document["blocks"]:
            if block["type"] == "figures" and block.get("title") in labels:
                source = block.get("source", source)
                for point in block["series"][0]["points"]:
                    years.setdefault(point["at"], {"year": int(point["at"])})[labels[block["title"]]] = str(
                        point["value"]
                    )
        return {
            **super().filled_from(document),
            "years": [{"type": "year", "value": value} for _, value in sorted(years.items())],
            "figures_source": source,
        }

    def faults(self) -> Sequence[tuple[str, str]]:
        rows = self._by_year()
        numbers = [row["year"] for row in rows]
        twice = next((year for year in numbers if numbers.count(year) > 1), None)
        return [
            ("years", f"{twice}年填了两次。请删去一条。" if twice else ""),
            ("figures_source", "请写明数据来源，读者才能核对。" if rows and not self.figures_source else ""),
        ]
