"""Edition documents for a site: every column that must not be empty gets its pages."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from huizheng.inner.publishing.demonstration.blocks import blocks_of
from huizheng.inner.publishing.demonstration.places import Column, SiteFacts
from huizheng.inner.publishing.demonstration.wording import filled, words

_SPACE: Final = UUID("5d3c5a2e-0c0f-5b9e-9d5b-2f6e2f1f7a10")
_CHINA: Final = ZoneInfo("Asia/Shanghai")
# Index numbers of demonstration pages lie above those that numbering gives; a department's above its portal's.
_FIRST_INDEX: Final = {"department": 95_000}
_INDEX: Final = 90_000
_OF_A_COLUMN: Final = 20
_KIND_NAMES: Final = {"05": "公告", "06": "通告", "08": "通知", "0A": "报告"}
# How many of a column's texts a site of a tree takes: lists of news deserve more than one page.
_MOST: Final = {"province": 6, "city": 4, "county": 3, "department": 4, "sannong": 6, "english": 6}
_APART: Final = 4
_DEMONSTRATION: Final = "（演示内容）"


@cache
def texts() -> dict[str, list[dict[str, Any]]]:
    """Return the texts by the column they are written for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in sorted((Path(__file__).parent / "texts").glob("*.toml")):
        for text in tomllib.loads(file.read_text("utf-8"))["text"]:
            for path in text["columns"]:
                found.setdefault(path, []).append(text)
    return found


def pages_of(site: SiteFacts, *, today: dt.date, held: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Return the edition documents of a site's demonstration pages, the same for the same day, without numbers.

    ``held`` are columns that hold real pages: they need no page that explains them.
    """
    for place, column in enumerate(sorted(site.columns, key=lambda each: each.path)):
        if not column.takes_pages:
            continue
        for turn, text in enumerate(_chosen(site, column, explained=column.path not in held)):
            index = _FIRST_INDEX.get(site.tree, _INDEX) + place * _OF_A_COLUMN + turn
            yield _page(text, site, column, turn=turn, index=index, today=today)


def _chosen(site: SiteFacts, column: Column, *, explained: bool) -> list[dict[str, Any]]:
    """Return the texts for a column; neighbours take different ones, and a column without any explains itself."""
    fitting = [text for text in texts().get(column.path, ()) if site.tree in text.get("trees", (site.tree,))]
    fitting = [text for text in fitting if (text["title"].isascii() or "{english" in text["title"]) == _english(site)]
    if not fitting:
        return [_explanation(column)] if explained and column.required and not _english(site) else []
    start = site.index % len(fitting)
    return (fitting[start:] + fitting[:start])[: _MOST.get(site.tree, 3)]


def _english(site: SiteFacts) -> bool:
    return site.language == "en"


def _explanation(column: Column) -> dict[str, Any]:
    return {
        "title": f"“{column.name}”栏目说明",
        "summary": "公开什么、谁负责、多久更新。",
        "kind": "info" if column.type == "page" else "article",
        "age": 60,
        "paragraphs": [
            f"“{column.name}”由{column.owner_name}负责。应当公开的信息自形成或者变更之日起二十个工作日内在这里公开。",
            "没有找到需要的信息，可以使用页面上方的搜索，也可以通过“我为政府网站找错”告诉我们。",
        ],
    }


def _page(
    text: dict[str, Any], site: SiteFacts, column: Column, *, turn: int, index: int, today: dt.date
) -> dict[str, Any]:
    # Sites publish on different days; what is owed every day is published on the same.
    drift = 0 if text.get("daily") or not text.get("age", 1) else site.index % 3
    age = text.get("age", 1 + _APART * turn) + drift
    day = today - dt.timedelta(days=age)
    facts = words(site, column, turn=turn, day=day, today=today)
    # Columns that share a text name it each from its own side, so that no list shows the same line twice.
    title = filled(text.get("titles", {}).get(column.path, text["title"]), facts)
    summary = filled(text.get("summary", ""), facts)
    hour, minute = 8 + (site.index + turn) % 9, (site.index * 7 + turn * 13) % 60
    return {
        "format": 1,
        "page": str(uuid5(_SPACE, f"{site.slug}:{column.path}:{text['title']}")),
        "version": 1,
        "site": site.slug,
        "column": column.path,
        "kind": text.get("kind", "article"),
        "language": site.language,
        "title": title,
        "short_title": "",
        "subtitle": "",
        "summary": summary,
        "keywords": [],
        "source": site.organ_english if _english(site) else column.owner_name,
        "author": "",
        "editor": "",
        "organ": column.owner,
        "published_at": dt.datetime.combine(day, dt.time(hour, minute), _CHINA).isoformat(),
        "expires_at": None,
        "image": None,
        "pinned": 0,
        "blocks": blocks_of(text, site, facts, turn=turn),
        "facts": filled(text.get("facts", {}), facts),
        "files": [],
        "openness": _openness(filled(text["document"], facts), site, column, title, summary, day=day, index=index)
        if "document" in text
        else None,
        "related": [],
        "demonstration": True,
    }


def _openness(
    document: dict[str, Any],
    site: SiteFacts,
    column: Column,
    title: str,
    summary: str,
    *,
    day: dt.date,
    index: int,
) -> dict[str, Any]:
    """Return the catalogue entry; ``index`` is the last part of its index number."""
    formed = day - dt.timedelta(days=5)
    return {
        "index_number": f"{site.uscc}/{day:%Y%m}-{index:05d}",
        "document_number": f"{document['number']}{_DEMONSTRATION}" if document["number"] else "",
        "kind_code": document["kind"],
        "kind_name": _KIND_NAMES[document["kind"]],
        "themes": document["theme"],
        "column_class": column.name,
        "organ": column.owner,
        "organ_name": column.owner_name,
        "formed_on": formed.isoformat(),
        "published_on": day.isoformat(),
        "effective_on": formed.isoformat(),
        "ends_on": None,
        "validity": "有效",
        "abstract": summary or title,
        "keywords": document["theme"],
        "audience": "",
        "consulted_organ": column.owner_name,
        "consulted_phone": "12345",
    }
