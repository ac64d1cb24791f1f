"""Kinds made of fields: the fields become a table of facts above the text, and facts for lists and filters."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from huizheng.inner.publishing.kinds.base import BODY_PANELS, HEAD_PANELS, ContentPage

_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


def panels(heading: str, *rows: str | tuple[str, ...], more: Sequence[Any] = ()) -> list[Any]:
    """Return the panels of a kind: its head, its own fields (a tuple shares one line), its streams, its text."""
    own = [
        FieldPanel(row) if isinstance(row, str) else FieldRowPanel([FieldPanel(name) for name in row]) for row in rows
    ]
    return [*HEAD_PANELS, MultiFieldPanel(own, heading=heading), *more, *BODY_PANELS]


def yuan(amount: Decimal | float) -> str:
    """Return an amount as people read it: 350元, 12.5万元, 3.2亿元."""
    value = Decimal(str(amount))
    for size, unit in ((_HUNDRED_MILLION, "亿元"), (_TEN_THOUSAND, "万元")):
        if abs(value) >= size:
            return f"{number(value / size)}{unit}"
    return f"{number(value)}元"


def number(value: Decimal | float) -> str:
    """Return a number with thousands parted and no idle zeros."""
    text = f"{Decimal(str(value)):,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def day(value: dt.date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


@cache
def english_labels() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "labels_en.toml").read_text("utf-8"))


class StructuredPage(ContentPage):
    """A page whose matter is in fields; the text explains them."""

    # Facts that have another name than their field, because Wagtail's pages have a field of that name.
    RENAMED: ClassVar[dict[str, str]] = {}
    # Own fields shown in the table of facts, in order.
    ROWS: ClassVar[tuple[str, ...]] = ()
    ROWS_TITLE: ClassVar[str] = "基本信息"
    # Titles of the other blocks that this kind makes of its fields, so that the way back knows them.
    MADE: ClassVar[tuple[str, ...]] = ()
    MONEY: ClassVar[tuple[str, ...]] = ()
    UNITS: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def blocks(self) -> list[dict[str, Any]]:
        rows = self.rows()
        table = [{"type": "facts", "title": self.word(self.ROWS_TITLE), "rows": rows}] if rows else []
        return [*table, *self.parts(), *super().blocks()]

    def facts(self) -> dict[str, Any]:
        known = {self.RENAMED.get(name, name): _fact(self.value(name)) for name in self.FACTS}
        return {name: value for name, value in known.items() if value not in (None, "")}

    @classmethod
    def filled_from(cls, document: dict[str, Any]) -> dict[str, Any]:
        facts = document["facts"]
        values = {name: facts.get(cls.RENAMED.get(name, name)) for name in cls.FACTS}
        return {
            name: cls._meta.get_field(name).get_default() if value is None else value for name, value in values.items()
        }

    def parts(self) -> list[dict[str, Any]]:
        """Return the blocks between the table of facts and the text."""
        return []

    def rows(self) -> list[dict[str, str]]:
        """Return the table of facts; what is not filled in is left out."""
        rows = []
        for name in self.ROWS:
            value = self.value(name)
            if value in (None, ""):
                continue
            row = {"label": self.word(str(self._meta.get_field(name).verbose_name)), "value": self.shown(name, value)}
            if name == "website":
                row["href"] = str(value)
            elif name == "email":
                row["href"] = f"mailto:{value}"
            rows.append(row)
        return rows

    def value(self, name: str) -> Any:
        """Return a field's value in its own type, also when it was just filled from an edition."""
        field: models.Field[Any, Any] = self._meta.get_field(name)
        raw = getattr(self, name)
        return raw if raw in (None, "") else field.to_python(raw)

    def shown(self, name: str, value: Any) -> str:
        """Return a value as people read it."""
        if name in self.MONEY:
            return yuan(value)
        if isinstance(value, bool):
            return self.word("是" if value else "否")
        if isinstance(value, dt.datetime):
            local = timezone.localtime(value)
            return f"{local:%Y-%m-%d %H:%M}" if self.is_english else f"{day(local.date())} {local:%H:%M}"
        if isinstance(value, dt.date):
            return value.isoformat() if self.is_english else day(value)
        if isinstance(value, int | float | Decimal) and name not in {"year", "issue", "order"}:
            return f"{number(value)}{self.UNITS.get(name, '')}"
        display = getattr(self, f"get_{name}_display", None)
        return self.word(str(display() if display else value))

    @property
    def is_english(self) -> bool:
        """Say whether the page is read in English: its labels follow its site."""
        manuscript = getattr(self, "manuscript", None)
        return manuscript is not None and manuscript.site == "english"

    def word(self, chinese: str) -> str:
        return english_labels().get(chinese, chinese) if self.is_english else chinese

    @classmethod
    def own_blocks(cls, document: dict[str, Any]) -> list[dict[str, Any]]:
        titles = {cls.ROWS_TITLE, *cls.MADE}
        titles |= {english_labels().get(title, title) for title in titles}
        return [block for block in document["blocks"] if block.get("title") not in titles]

    def clean(self) -> None:
        super().clean()
        faults: dict[str, list[str]] = {}
        for name, message in self.faults():
            if message:
                faults.setdefault(name, []).append(message)
        if faults:
            raise ValidationError(faults)

    def faults(self) -> Sequence[tuple[str, str]]:
        """Return what does not fit together: the field and what to do about it."""
        return []

    def order_fault(self, earlier: str, later: str, message: str) -> tuple[str, str]:
        """Return a fault when a later day comes before an earlier one."""
        first, second = self.value(earlier), self.value(later)
        return (later, message if first and second and second < first else "")


def _fact(value: Any) -> Any:
    """Return a value as an edition holds it: the same for a page just filled and one read from the database."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(microsecond=0).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def wanted(model_kind: str, page_number: int | None, what: str) -> str:
    """Return what is wrong with the number of another page that must be of a kind; nothing when it is one."""
    from huizheng.inner.publishing.models import Manuscript  # noqa: PLC0415 - the apps stand by then

    if page_number is None:
        return ""
    found = Manuscript.objects.filter(number=page_number).values_list("kind", flat=True).first()
    if found is None:
        return f"没有编号为{page_number}的页面。请填写{what}页面地址 /pages/…/ 里的数字。"
    return "" if found == model_kind else f"编号{page_number}的页面不是{what}。请核对编号。"
