"""预决算: tables by year, organ and kind, whose sums are checked before anybody reads them (条例 art 20(7))."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from huizheng.inner.publishing.blocks.texts import Table, cells
from huizheng.inner.publishing.kinds.budget_sums import faults_of, rows_of_csv, total_of
from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.fields import PartsField
from huizheng.inner.publishing.kinds.forms import ContentForm
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels

UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_SHOWN = 3


def budget_types() -> list[tuple[str, str]]:
    return [(each, each) for each in ("预算", "决算", "三公经费")]


class BudgetTable(Table):
    unit = blocks.ChoiceBlock(label="金额单位", choices=[(unit, unit) for unit in UNITS], default="万元")
    differs = blocks.CharBlock(
        label="不平的说明",
        required=False,
        max_length=200,
        help_text="合计与各行之和不一致时，先核对数字；确有原因（如单位换算尾差）的在这里说明，会显示在表下。",
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        lines = cells(cleaned["rows"])
        faults = faults_of(lines[0], lines[1:])
        if faults and not cleaned["differs"]:
            raise ValidationError("".join(faults[:_SHOWN]) + "请核对数字；确有原因的填写“不平的说明”。")
        return cleaned

    def to_blocks(self, value: Any) -> list[dict[str, Any]]:
        made = super().to_blocks(value)
        notes = [f"单位：{value['unit']}。", value["note"], value["differs"] and f"说明：{value['differs']}"]
        return [{**block, "note": "".join(note for note in notes if note)} for block in made]

    class Meta:
        icon = "table"
        label = "预决算表"


class BudgetTablesField(PartsField):
    PARTS = [("table", BudgetTable())]


class BudgetForm(ContentForm):
    """Tables are pasted, or read from a CSV file that becomes one more table."""

    csv_file = forms.FileField(
        label="从CSV文件加一张表",
        required=False,
        help_text="表格软件里另存为“CSV UTF-8”。保存后会在“预决算表”里加一张，合计自动核对。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("csv_file")
        if upload:
            try:
                rows = rows_of_csv(upload.read())
            except ValueError as error:
                self.add_error("csv_file", str(error))
            else:
                self._add_table(cleaned, upload.name.rsplit(".", 1)[0][:200], rows)
        return cleaned

    def _add_table(self, cleaned: dict[str, Any], title: str, rows: list[list[str]]) -> None:
        faults = faults_of(rows[0], rows[1:])
        if faults:
            self.add_error("csv_file", ValidationError(["".join(faults[:_SHOWN]) + "请在文件里改好后再上传。"]))
            return
        tables = cleaned.get("tables")
        if tables is not None:
            value = {
                "title": title,
                "rows": "\n".join("\t".join(row) for row in rows),
                "note": "",
                "unit": "万元",
                "differs": "",
            }
            part = tables.stream_block.child_blocks["table"]
            tables.append(("table", part.to_python(value)))


@register_kind
class BudgetPage(CataloguePage):
    """The budget or final accounts of an organ in a year."""

    KIND = "budget"
    FACTS = ("year", "budget_organ", "budget_type", "total")
    RENAMED = {"budget_organ": "organ", "budget_type": "type"}
    ROWS = ("year", "budget_organ", "budget_type", "total")
    MONEY = ("total",)
    PERSONAL_DATA: tuple[str, ...] = ()
    base_form_class = BudgetForm

    year = models.PositiveSmallIntegerField("年度", null=True)
    budget_organ = models.CharField("单位", max_length=100, help_text="编制预算的单位全称；政府预决算写“××市本级”。")
    budget_type = models.CharField("类型", max_length=10, choices=budget_types, default="预算")
    total = models.DecimalField(
        "总额", max_digits=18, decimal_places=2, null=True, blank=True, help_text="单位：元。不填则取第一张表的合计。"
    )
    tables = BudgetTablesField(
        verbose_name="预决算表", help_text="从表格软件复制粘贴即可；名称以“合计”“总计”结尾的行会自动核对。"
    )

    content_panels: ClassVar[list[Any]] = [
        *panels(
            "预决算",
            ("year", "budget_type"),
            ("budget_organ", "total"),
            more=[FieldPanel("csv_file"), FieldPanel("tables")],
        ),
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "预决算"
        ordering = ("pk",)

    def shown(self, name: str, value: Any) -> str:
        return f"{value}年" if name == "year" else super().shown(name, value)

    def clean(self) -> None:
        super().clean()
        if self.total is None:
            self.total = self._total()

    def _total(self) -> Decimal | None:
        for each in self.tables:
            lines = cells(each.value["rows"])
            found = total_of(lines[0], lines[1:]) if lines else None
            if found is not None:
                return found * UNITS[each.value["unit"]]
        return None

    def parts(self) -> list[dict[str, Any]]:
        return [block for each in self.tables for block in each.block.to_blocks(each.value)]

    @classmethod
    def own_blocks(cls, document: dict[str, Any]) -> list[dict[str, Any]]:
        return [block for block in super().own_blocks(document) if block["type"] != "table"]

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        part = BudgetTable()
        tables = []
        for block in document["blocks"]:
            if block["type"] == "table":
                value: dict[str, Any] = part.from_block(block, document["site"]) or {}
                note, _, differs = value["note"].partition("说明：")
                unit = next((unit for unit in ("万元", "亿元", "元") if f"单位：{unit}" in note), "元")
                tables.append({**value, "note": note.replace(f"单位：{unit}。", ""), "unit": unit, "differs": differs})
        return {**super().filled_from(document), "tables": [{"type": "table", "value": value} for value in tables]}

    def faults(self) -> Sequence[tuple[str, str]]:
        return [*super().faults(), ("tables", "" if self.tables or self.attachments else "请填写预决算表，至少一张。")]
