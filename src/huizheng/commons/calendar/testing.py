"""For other rooms' tests: a notice of 2027 that might have been."""

from __future__ import annotations

import datetime as dt

from huizheng.commons.calendar.actions import load_notice
from huizheng.commons.calendar.notices import NoticeDay
from huizheng.lib.actors import SYSTEM


def imagined_notice(year: int = 2027, *, off: tuple[str, ...] = (), work: tuple[str, ...] = ()) -> list[NoticeDay]:
    """Return a plausible notice: the bare feasts of 2027, and whatever days (``MM-DD``) the test needs."""
    bare = ("01-01", "10-01", "10-02", "10-03", *off)
    return [NoticeDay(dt.date.fromisoformat(f"{year}-{day}"), "节日", works=False) for day in dict.fromkeys(bare)] + [
        NoticeDay(dt.date.fromisoformat(f"{year}-{day}"), "节日", works=True) for day in work
    ]


def load_imagined(year: int = 2027, *, at: dt.datetime, off: tuple[str, ...] = (), work: tuple[str, ...] = ()) -> None:
    load_notice(
        year=year,
        days=imagined_notice(year, off=off, work=work),
        source="测试用放假通知",
        by=SYSTEM,
        at=at,
    )
