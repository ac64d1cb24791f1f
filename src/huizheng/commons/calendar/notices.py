"""The rows of a holiday notice (``date,holiday,day``; ``off`` or ``work``), as shipped or as an operator adds them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from huizheng.commons.calendar.errors import NoticeRefused
from huizheng.commons.calendar.rules import SATURDAY, Festivals

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent / "data"
DECEMBER, FEBRUARY = 12, 2


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One exceptional day: off, or worked although it is a weekend."""

    on: dt.date
    holiday: str
    works: bool


def parse_notice(text: str) -> list[NoticeDay]:
    """Return the days of a CSV with the columns date, holiday and day. Raises ``NoticeRefused`` naming the row."""
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if not {"date", "holiday", "day"} <= set(rows.fieldnames or ()):
        raise NoticeRefused("文件第一行应为：date,holiday,day。请按样例调整后重新上传。")
    days = []
    for number, row in enumerate(rows, start=2):
        try:
            on = dt.date.fromisoformat((row["date"] or "").strip())
        except ValueError as error:
            raise NoticeRefused(f"第{number}行的日期不对，应写成2027-01-01的样子。") from error
        kind = (row["day"] or "").strip()
        if kind not in {"off", "work"}:
            raise NoticeRefused(f"第{number}行的day应为off（放假）或work（上班）。")
        days.append(NoticeDay(on, (row["holiday"] or "").strip(), works=kind == "work"))
    return days


def check_notice(year: int, days: Iterable[NoticeDay]) -> None:
    """Raise ``NoticeRefused`` unless the days can be those of the year's notice.

    A notice may reach into the last days of December before, for the New Year's holiday.
    """
    seen: set[dt.date] = set()
    for day in days:
        said = f"{day.on:%Y-%m-%d}（{day.holiday or '未写节日名称'}）"
        if not day.holiday:
            raise NoticeRefused(f"{said}没有写节日名称。")
        if day.on in seen:
            raise NoticeRefused(f"{said}出现了两次。")
        if day.on.year != year and not (day.on.year == year - 1 and day.on.month == DECEMBER):
            raise NoticeRefused(f"{said}不属于{year}年的放假安排。")
        if day.works and day.on.weekday() < SATURDAY and day.on.month != FEBRUARY:
            # Only once (February 2020) did a notice name a weekday as worked, when it moved the holiday's end.
            raise NoticeRefused(f"{said}标为上班，但它不是周末。")
        seen.add(day.on)
    if not any(not day.works and (day.on.month, day.on.day) == (10, 1) for day in days):
        raise NoticeRefused(f"{year}年的放假安排不完整：没有10月1日国庆节。请核对通知全文后重新录入。")


@cache
def shipped() -> dict[int, tuple[NoticeDay, ...]]:
    """Return the notices that ship with the product, by year."""
    found: dict[int, list[NoticeDay]] = {}
    for day in parse_notice((DATA / "workday_exceptions.csv").read_text(encoding="utf-8")):
        found.setdefault(day.on.year + (day.on.month == DECEMBER), []).append(day)
    return {year: tuple(days) for year, days in found.items()}


@cache
def festivals() -> dict[int, Festivals]:
    """Return the movable feasts, computed from the lunar calendar; used only for years without a notice."""
    with (DATA / "festivals.csv").open(encoding="utf-8") as lines:
        return {
            int(row.pop("year")): Festivals(**{name: dt.date.fromisoformat(day) for name, day in row.items()})
            for row in csv.DictReader(lines)
        }
