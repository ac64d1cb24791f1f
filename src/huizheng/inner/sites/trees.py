"""The standard trees as the fixture holds them, and how a column's source is read. Plain data, no queries."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

FIXTURE: Final = Path(__file__).parent / "fixtures" / "column_trees.json"
Row = dict[str, Any]
# How a column of the standard tree gets the pages of other sites: the first word of its source, and of a subscription.
_SOURCES: Final = {"child": "children", "parent": "parent", "translate": "translations"}


@cache
def _fixture() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return found


def tree_names() -> list[str]:
    return list(_fixture()["trees"])


def tree_title(name: str) -> str:
    return str(_fixture()["trees"][name]["title"])


def tree_of_kind(kind: str) -> str:
    """Return the tree that a kind of site has; raises ``StopIteration`` for none."""
    return next(str(name) for name, tree in _fixture()["trees"].items() if tree["kind"] == kind)


def update_rule(code: str) -> Row:
    """Return ``days``, ``verdict``, ``basis`` and ``verified`` of a rule of update."""
    found: Row = _fixture()["update_rules"][code]
    return found


def review_chain(code: str) -> Row:
    """Return ``name``, ``steps`` and ``secrecy_review`` of a chain of review."""
    found: Row = _fixture()["review_chains"][code]
    return found


def review_chains() -> dict[str, str]:
    return {code: str(chain["name"]) for code, chain in _fixture()["review_chains"].items()}


def columns_of_tree(name: str) -> list[Row]:
    """Return the columns as they cross: whole, in order, parents first; placeholders stay for each site to fill."""
    rows = _fixture()["trees"][name]["columns"]
    names = {row["path"]: row["name"] for row in rows}
    return [_whole(row, names) for row in rows]


def digest_of_tree(name: str) -> str:
    """Return the digest of a tree as it crosses; a new one makes a new edition."""
    text = json.dumps(columns_of_tree(name), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def subscriptions(source: str) -> list[str]:
    """Return the subscriptions that a source of the standard tree means, e.g. ``["children:news/government"]``.

    The grammar is told in ``docs/editions.md``; a source that names no other site means none.
    """
    word, _, rest = source.partition(":")
    if word in _SOURCES and rest:
        return [f"{_SOURCES[word]}:{rest}"]
    if word == "dept":
        organ, _, path = rest.partition(":")
        return [f"departments:{path}" if organ == "*" else f"{organ}:{path}"]
    return []


def _whole(row: Row, names: dict[str, str]) -> Row:
    above = row["path"].rpartition("/")[0]
    rule = update_rule(row.get("update", "NONE"))
    return {
        "path": row["path"],
        "name": row["name"],
        "english_name": row["en"],
        "type": row["type"],
        "source": row.get("source", ""),
        "sources": subscriptions(row.get("source", "")),
        "order": row["order"],
        "required": row.get("required", "always"),
        "condition": row.get("when", ""),
        "basis": row.get("basis", ""),
        "update_rule": row.get("update", "NONE"),
        "update_days": rule["days"],
        "owner_kind": row["owner"],
        "review_chain": row["chain"],
        "function": row.get("function", ""),
        "requirements": row.get("requirements", []),
        "description": _description(row),
        "keywords": [name for name in (row["name"], names.get(above, "")) if name],
        "note": row.get("note", ""),
    }


# What a reader finds in a column of a type; the tree's own braces ({short}) stay for each site to fill.
_TOLD: Final = {
    "list": "{short}的“NAME”信息，最新的在前。",
    "library": "{short}的“NAME”，可以按标题和年份查找。",
    "directory": "{short}的NAME，逐一列出。",
    "form": "“NAME”怎么办，网上怎么提交。",
    "service": "与“NAME”有关的办事事项，看指南、网上申请。",
    "data": "{short}的NAME，有数据、图表和来源。",
    "qa": "NAME，一问一答。",
    "gallery": "{short}的NAME，视频都有文字稿。",
    "live": "{short}的NAME：文字实录、图片、视频和答问。",
    "link": "前往NAME。",
}
# Where the source says more than the type.
_TOLD_BY_SOURCE: Final = {
    ("form", "cases"): "凭办件编号和查询码查看办理进度，不用登录。",
    ("list", "decisions"): "NAME：重大行政决策从草案、征求意见、听证到决定和解读，都在同一页。",
    ("directory", "sites"): "全部政府网站，按地区和部门列出。",
}


def _description(row: Row) -> str:
    """Return what a column says of itself, under its heading and to search engines (ColumnDescription).

    A column that holds others is told by those a site shows: the public zone composes that.
    """
    source = str(row.get("source", ""))
    told = _TOLD_BY_SOURCE.get((row["type"], source)) or _TOLD.get(row["type"], "{short}的NAME。")
    return told.replace("NAME", str(row["name"]))
