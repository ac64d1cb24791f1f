"""Real documents by title, number and date; their texts are not held here and the page says so."""

from __future__ import annotations

import csv
import datetime as dt
import html
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

_SPACE: Final = UUID("0e7a6f5c-7d0e-5a55-8f1e-6a2d1b7c9e42")
_CHINA: Final = ZoneInfo("Asia/Shanghai")
# The day on which the list was entered: what a document without a known day is sorted by.
_ENTERED: Final = dt.date(2026, 1, 5)
_CHECKED: Final = {"verified": "已核实", "seen": "已核实", "memory": "待核实", "unknown": "未核实"}
_VALIDITY: Final = {"有效": "有效", "失效": "失效", "废止": "废止", "已修改": "有效"}
_PROVINCE: Final = "340000"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    file = Path(__file__).parent / "facts" / "documents.csv"
    with file.open(newline="", encoding="utf-8") as lines:
        return tuple(row for row in csv.DictReader(lines) if row["openness"] == "主动公开")


def documents(site_of: Mapping[str, str], organs: Mapping[str, str], columns: set[tuple[str, str]]) -> Iterator[Any]:
    """Return the edition documents of the real documents, without numbers.

    ``site_of`` leads from a division or the slug of a department to a site, ``organs`` from a site to the organ that
    keeps it; ``columns`` are the columns that stand, as pairs of site and path.
    """
    for row in _rows():
        site, column = _place(row, site_of)
        if (site, column) in columns:
            yield _page(row, site, column, organs[site])


def _place(row: Mapping[str, str], site_of: Mapping[str, str]) -> tuple[str, str]:
    """Return the site and the column that a document belongs to."""
    department = row["organ_slug"].removeprefix("ah-")
    if row["level"] == "省" and department in site_of and row["organ_slug"] != "ah-general-office":
        return site_of[department], "openness/policies"
    site = site_of.get(row["division"] if row["level"] in {"市", "县"} else _PROVINCE, "")
    fitting = (
        ("解读" in row["title"], "openness/policies/interpretation"),
        ("应急预案" in row["title"], "openness/emergency/plans"),
        (row["level"] == "国", "openness/policies"),
        (row["kind_name"] == "命令(令)" or "人民代表大会" in row["organ"], "openness/policies/regulations"),
        (row["normative"] == "1", "openness/policies/normative"),
        ("办公" in row["organ"], "openness/policies/office"),
        (True, "openness/policies/government"),
    )
    return site, next(column for fits, column in fitting if fits)


def _page(row: Mapping[str, str], site: str, column: str, organ: str) -> dict[str, Any]:
    day = dt.date.fromisoformat(row["published_date"] or row["formed_date"] or _ENTERED.isoformat())
    rows = [
        {"label": "标题", "value": _CHECKED.get(row["title_check"], "部分核实")},
        {"label": "文号", "value": _CHECKED.get(row["number_check"], "未核实") if row["doc_number"] else "未见文号"},
        {"label": "日期", "value": _CHECKED.get(row["date_check"], "未核实")},
    ]
    if row["relations"]:
        rows.append({"label": "相关文件", "value": row["relations"].replace(":", "：").replace(",", "、")})
    note = "本条目登记文件的标题、文号和日期，正文未收录，请以发文机关公布的文本为准。各项核实情况如下。"
    return {
        "format": 1,
        "page": str(uuid5(_SPACE, row["id"])),
        "version": 1,
        "site": site,
        "column": column,
        "kind": "document",
        "language": "zh-hans",
        "title": row["title"],
        "short_title": "",
        "subtitle": "",
        "summary": "",
        "keywords": [word for word in (row["theme_l1"], row["theme_l2"]) if word],
        "source": row["organ"],
        "author": "",
        "editor": "",
        "organ": organ,
        "published_at": dt.datetime.combine(day, dt.time(9), _CHINA).isoformat(),
        "expires_at": None,
        "image": None,
        "pinned": 0,
        "blocks": [
            {"type": "callout", "tone": "info", "title": "", "html": f"<p>{html.escape(note, quote=False)}</p>"},
            {"type": "facts", "title": "核实情况", "rows": rows},
        ],
        "facts": {},
        "files": [],
        "openness": {
            "index_number": row["index_number"],
            "document_number": row["doc_number"],
            "kind_code": row["kind_code"],
            "kind_name": row["kind_name"],
            "themes": [word for word in (row["theme_l1"], row["theme_l2"]) if word],
            "column_class": "",
            "organ": organ,
            "organ_name": row["organ"],
            "formed_on": row["formed_date"] or None,
            "published_on": row["published_date"] or None,
            "effective_on": row["effective_date"] or None,
            "ends_on": None,
            "validity": _VALIDITY.get(row["status"], "未知"),
            "abstract": row["title"],
            "keywords": [word for word in (row["theme_l1"], row["theme_l2"]) if word],
            "audience": "",
            "consulted_organ": "",
            "consulted_phone": "",
        },
        "related": [],
        "demonstration": False,
    }
