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
        "description": _description(row, names.get(above, "")),
        "keywords": [name for name in (row["name"], names.get(above, "")) if name],
        "note": row.get("note", ""),
    }


def _description(row: Row, above: str) -> str:
    """Return what a column says of itself to search engines (ColumnDescription)."""
    name = f"{above}·{row['name']}" if above else str(row["name"])
    words = {
        "list": "发布的信息",
        "page": "的介绍",
        "directory": "的名录",
        "library": "的资料和文件",
        "form": "的在线办理",
        "service": "的办事服务",
        "data": "的数据和图表",
        "qa": "的问题和解答",
        "gallery": "的图片和视频",
        "live": "的实录和回放",
        "map": "的地图",
        "link": "的入口",
    }
    return f"{name}{words.get(row['type'], '的各个栏目')}"
