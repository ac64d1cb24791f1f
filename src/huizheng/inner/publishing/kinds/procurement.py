"""采购公告: from the call to the contract, one page a notice, joined by the number of the project."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.directory import PHONE
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels

CALL, CORRECTION, RESULT, CONTRACT = "采购公告", "更正公告", "结果公告", "合同公告"


def procurement_stages() -> list[tuple[str, str]]:
    return [(stage, stage) for stage in (CALL, CORRECTION, RESULT, CONTRACT)]


def procurement_ways() -> list[tuple[str, str]]:
    ways = ("公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "询价", "单一来源采购", "框架协议采购")
    return [(way, way) for way in ways]


@register_kind
class ProcurementPage(CataloguePage):
    """A notice of a procurement (条例 art 20(9))."""

    KIND = "procurement"
    FACTS = ("stage", "project_number", "way", "buyer", "agent", "amount", "deadline", "supplier", "contact_phone")
    RENAMED = {"project_number": "number"}
    ROWS = ("stage", "project_number", "way", "buyer", "agent", "amount", "deadline", "supplier", "contact_phone")
    MONEY = ("amount",)
    DOCUMENT_KIND = "05"
    PERSONAL_DATA: tuple[str, ...] = ()

    stage = models.CharField("公告类型", max_length=10, choices=procurement_stages, default=CALL)
    project_number = models.CharField(
        "项目编号", max_length=60, help_text="同一项目的各个公告用同一个编号，页面会互相关联。"
    )
    way = models.CharField("采购方式", max_length=20, choices=procurement_ways, blank=True)
    buyer = models.CharField("采购人", max_length=100)
    agent = models.CharField("代理机构", max_length=100, blank=True, help_text="自行采购的不填。")
    amount = models.DecimalField(
        "金额",
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "不能小于0。")],
        help_text="单位：元。采购公告填预算，结果公告填成交金额，合同公告填合同金额。",
    )
    deadline = models.DateTimeField("响应截止时间", null=True, blank=True, help_text="递交投标或者响应文件的截止时间。")
    supplier = models.CharField("中标（成交）供应商", max_length=200, blank=True)
    contact_phone = models.CharField(
        "联系电话", max_length=60, validators=[PHONE], help_text="采购人或者代理机构的办公电话。"
    )

    content_panels: ClassVar[list[Any]] = [
        *panels(
            "采购信息",
            ("stage", "way", "project_number"),
            ("buyer", "agent"),
            ("amount", "deadline"),
            ("supplier", "contact_phone"),
        ),
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "采购公告"
        ordering = ("pk",)

    def faults(self) -> Sequence[tuple[str, str]]:
        called = self.stage == CALL
        done = self.stage in {RESULT, CONTRACT}
        return [
            *super().faults(),
            ("deadline", "采购公告应当写明响应截止时间。" if called and self.deadline is None else ""),
            ("way", "采购公告应当写明采购方式。" if called and not self.way else ""),
            ("supplier", f"{self.stage}应当写明中标（成交）供应商。" if done and not self.supplier else ""),
            ("amount", f"{self.stage}应当写明金额。" if done and self.amount is None else ""),
        ]
