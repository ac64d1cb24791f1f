"""The blocks of a demonstration page."""

from __future__ import annotations

import html
import zlib
from typing import TYPE_CHECKING, Any

from huizheng.inner.publishing.demonstration.wording import filled

if TYPE_CHECKING:
    from huizheng.inner.publishing.demonstration.places import SiteFacts

_MOST_ROWS = 60
_LEVELS = {"province": "省级", "city": "市级", "county": "县级", "town": "乡镇级"}


def blocks_of(text: dict[str, Any], site: SiteFacts, facts: dict[str, str], *, turn: int) -> list[dict[str, Any]]:
    """Return what is read, in order: the words first, then tables and figures."""
    found: list[dict[str, Any]] = [_prose(filled(text["paragraphs"], facts))] if text.get("paragraphs") else []
    if rows := text.get("rows"):
        pairs = filled(rows, facts)
        found.append({"type": "facts", "rows": [{"label": label, "value": value} for label, value in pairs]})
    if figures := text.get("figures"):
        found.append(_figures(filled(figures, facts), f"{site.slug}:{text['title']}"))
    if stages := text.get("stages"):
        found.append({"type": "stages", "stages": [{"name": name, "state": state} for name, state in stages]})
    questions = site.service(turn).questions if text.get("faq") else text.get("questions", ())
    if questions:
        found.append({"type": "questions", "items": [_question(ask, say) for ask, say in questions]})
    if text.get("budget"):
        found.append(_budget(int(text["facts"]["total"])))
    if table := text.get("table"):
        found.append(TABLES[table](site))
    paths = {column.path for column in site.columns}
    for block in filled(text.get("blocks", []), facts):
        own = block["type"] == "column" and block["site"] == site.slug
        if not own or block["column"] in paths:
            found.append(block)
    return found


def _prose(paragraphs: list[str]) -> dict[str, Any]:
    return {"type": "html", "html": "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in paragraphs)}


def _question(ask: str, say: str) -> dict[str, str]:
    return {"question": ask, "answer_html": f"<p>{html.escape(say, quote=False)}</p>"}


def _figures(figures: dict[str, Any], seed: str) -> dict[str, Any]:
    """Return sample figures that differ from site to site and never from run to run."""
    points = [
        {"at": label, "value": figures["base"] + zlib.crc32(f"{seed}:{label}".encode()) % (figures["spread"] + 1)}
        for label in figures["labels"]
    ]
    return {
        "type": "figures",
        "title": figures["title"],
        "unit": figures["unit"],
        "series": [{"label": figures["title"], "points": points}],
        "source": "示例数据" if not figures["title"].isascii() else "Sample data",
    }


def _budget(total: int) -> dict[str, Any]:
    """Return a table whose two sides are equal, as the law of budgets wants them."""
    staff, running = total * 62 // 100, total * 9 // 100
    sums = [
        ("一般公共预算拨款收入", total, "基本支出：人员经费", staff),
        ("政府性基金预算收入", 0, "基本支出：公用经费", running),
        ("其他收入", 0, "项目支出", total - staff - running),
        ("收入合计", total, "支出合计", total),
    ]
    return {
        "type": "table",
        "title": "收支总表（单位：元，示例）",
        "columns": ["收入项目", "收入", "支出项目", "支出"],
        "numeric": [False, True, False, True],
        "rows": [[income, f"{amount:,}", spending, f"{spent:,}"] for income, amount, spending, spent in sums],
    }


def _divisions(site: SiteFacts) -> dict[str, Any]:
    rows = [[name, code] for code, name, _ in site.place.below] or [[site.place.name, site.place.code]]
    return {"type": "table", "title": "行政区划代码", "columns": ["名称", "代码"], "rows": rows}


def _cities_in_english(site: SiteFacts) -> dict[str, Any]:
    rows = [[english, code] for code, _, english in site.place.below]
    return {"type": "table", "title": "Cities", "columns": ["City", "Code"], "rows": rows or [["Anhui", "340000"]]}


def _organs(site: SiteFacts) -> dict[str, Any]:
    rows = [[name, keywords] for name, _, keywords in site.organs[:_MOST_ROWS]]
    return {
        "type": "table",
        "title": "机构名录",
        "columns": ["机构", "职责关键词"],
        "rows": rows or [[site.organ_name, "、".join(site.keywords)]],
    }


def _organs_in_english(site: SiteFacts) -> dict[str, Any]:
    rows = [[english] for _, english, _ in site.organs[:_MOST_ROWS]]
    return {"type": "table", "title": "Departments", "columns": ["Department"], "rows": rows or [[site.organ_english]]}


def _items(site: SiteFacts) -> dict[str, Any]:
    """Return the services of the site; each name is followed by what people ask first."""
    rows = [[each.name, _LEVELS.get(each.level, each.level), each.promise] for each in site.services[:_MOST_ROWS]]
    return {
        "type": "table",
        "title": "事项目录",
        "columns": ["事项", "层级", "承诺时限"],
        "rows": rows,
        "note": f"共{len(site.services)}项，列出前{len(rows)}项，全部事项见办事大厅。",
    }


TABLES = {
    "divisions": _divisions,
    "cities_en": _cities_in_english,
    "organs": _organs,
    "organs_en": _organs_in_english,
    "items": _items,
}
