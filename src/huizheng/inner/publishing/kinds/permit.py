"""行政许可决定: the public record of one grant (行政许可法 art 40), and what became of the licence since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models

from huizheng.inner.publishing.kinds.catalogue import CataloguePage, catalogue_panels
from huizheng.inner.publishing.kinds.registry import register_kind
from huizheng.inner.publishing.kinds.structured import panels
from huizheng.inner.publishing.openness.rules import ABOLISHED, ENDED
from huizheng.lib.identifiers import is_uscc

IN_FORCE, EXPIRED, RENEWED, WITHDRAWN, REVOKED, CANCELLED = (
    "有效", "已过期", "已延续", "已撤回", "已撤销", "已注销",
)  # fmt: skip
STATUSES = (IN_FORCE, EXPIRED, RENEWED, WITHDRAWN, REVOKED, CANCELLED)
PERSON, ORGANISATION = "自然人", "法人或者其他组织"
# Art 12 of the licensing law, items 1 to 5, as the public lists call them.
CLASSES = ("普通", "特许", "认可", "核准", "登记", "其他")
_CODE = RegexValidator(r"^[0-9A-HJ-NPQRTUWXY]{18}$", "统一社会信用代码是18位数字和大写字母。请核对。")

_NOT_A_CODE = "统一社会信用代码校验不符。请核对。"


def permit_statuses() -> list[tuple[str, str]]:
    return [(each, each) for each in STATUSES]


def grantee_kinds() -> list[tuple[str, str]]:
    return [(each, each) for each in (ORGANISATION, PERSON)]


def permit_classes() -> list[tuple[str, str]]:
    return [(each, each) for each in CLASSES]


@register_kind
class PermitPage(CataloguePage):
    """One granted licence as the public reads it (行政许可法 art 40, 政府信息公开条例 art 20(5))."""

    KIND = "permit"
    ORDERED_BY = "行政许可法第四十条"
    FACTS = (
        "grantee", "grantee_kind", "grantee_code", "decision_number", "permit_item", "permit_class", "certificate",
        "certificate_number", "content", "decided_on", "valid_from", "valid_until", "authority", "authority_code",
        "status", "status_on", "status_reason", "data_source",
    )  # fmt: skip
    ROWS = FACTS
    ROWS_TITLE = "行政许可决定"
    PERSONAL_DATA: tuple[str, ...] = ()

    grantee = models.CharField(
        "行政相对人名称", max_length=200, help_text="自然人只写遮盖后的姓名，如“王**”，不写证件号码和住址。"
    )
    grantee_kind = models.CharField("行政相对人类别", max_length=10, choices=grantee_kinds, default=ORGANISATION)
    grantee_code = models.CharField(
        "行政相对人统一社会信用代码", max_length=18, blank=True, validators=[_CODE], help_text="自然人不填。"
    )
    decision_number = models.CharField("决定文书号", max_length=60)
    permit_item = models.CharField("许可事项", max_length=200)
    permit_class = models.CharField("许可类别", max_length=4, choices=permit_classes, blank=True)
    certificate = models.CharField("许可证书名称", max_length=200, blank=True)
    certificate_number = models.CharField("许可证书编号", max_length=80, blank=True)
    content = models.CharField("许可内容", max_length=1000)
    decided_on = models.DateField("决定日期", null=True)
    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True, help_text="长期有效的不填。")
    authority = models.CharField("许可机关", max_length=100)
    authority_code = models.CharField("许可机关统一社会信用代码", max_length=18, validators=[_CODE])
    status = models.CharField("当前状态", max_length=6, choices=permit_statuses, default=IN_FORCE)
    status_on = models.DateField("状态变更日期", null=True, blank=True)
    status_reason = models.CharField("状态变更说明", max_length=300, blank=True)
    data_source = models.CharField("数据来源", max_length=100)

    content_panels: ClassVar[list[Any]] = [
        *panels(
            "行政许可决定",
            ("grantee", "grantee_kind"),
            ("grantee_code", "decision_number"),
            ("permit_item", "permit_class"),
            ("certificate", "certificate_number"),
            "content",
            ("decided_on", "valid_from", "valid_until"),
            ("authority", "authority_code"),
            ("status", "status_on"),
            "status_reason",
            "data_source",
        ),
        *catalogue_panels(),
    ]

    class Meta:
        verbose_name = "行政许可决定"
        ordering = ("pk",)

    def rows(self) -> list[dict[str, str]]:
        """Return the table; a licence without a last day says so instead of leaving the line out."""
        rows = super().rows()
        if self.value("valid_from") and self.value("valid_until") is None:
            label = self.word("有效期自")
            place = next(place for place, row in enumerate(rows) if row["label"] == label)
            rows.insert(place + 1, {"label": self.word("有效期至"), "value": self.word("长期有效")})
        return rows

    def force(self, *, on: dt.date) -> str:
        """Return the force of the record: one whose licence was taken back is kept, and says 废止."""
        if self.status in {EXPIRED, RENEWED}:
            return ENDED
        return ABOLISHED if self.status != IN_FORCE else super().force(on=on)

    def faults(self) -> Sequence[tuple[str, str]]:
        return [*super().faults(), *permit_faults(self)]


def permit_faults(page: PermitPage) -> list[tuple[str, str]]:
    """Return what a record of a grant must not say, or lacks.

    A person is told apart from an enterprise by what is not there: no code, no number, no whole name
    (个人信息保护法 arts 6, 34: no more than the duty to publish needs).
    """
    person = page.grantee_kind == PERSON
    ended = page.status != IN_FORCE
    return [
        ("grantee_code", "自然人不公开证件号码。请清空这一项。" if person and page.grantee_code else ""),
        ("grantee", "自然人的姓名应当遮盖，如“王**”。" if person and page.grantee and "*" not in page.grantee else ""),
        ("grantee_code", _NOT_A_CODE if page.grantee_code and not is_uscc(page.grantee_code) else ""),
        ("authority_code", _NOT_A_CODE if page.authority_code and not is_uscc(page.authority_code) else ""),
        ("status_on", "请填写状态变更日期。" if ended and page.status_on is None else ""),
        page.order_fault("valid_from", "valid_until", "有效期至应当晚于有效期自。请核对。"),
        page.order_fault("decided_on", "status_on", "状态变更日期应当不早于决定日期。请核对。"),
    ]
