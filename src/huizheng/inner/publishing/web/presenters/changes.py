"""How a text differs from the edition before, paragraph by paragraph."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, Final

from huizheng.inner.publishing.checks.html import outline_of
from huizheng.inner.publishing.web.presenters.manuscript import heading

if TYPE_CHECKING:
    from huizheng.inner.publishing.models import Manuscript

_MEMBERS: Final = {
    "title": "标题",
    "short_title": "短标题",
    "subtitle": "副标题",
    "column": "栏目",
    "summary": "摘要",
    "keywords": "关键词",
    "source": "来源",
    "author": "作者",
    "expires_at": "到期时间",
    "pinned": "置顶",
    "image": "题图",
    "facts": "要素",
    "files": "附件",
    "openness": "公开目录",
    "related": "相关页面",
}
_SPACE: Final = re.compile(r"\s+")


def changes_page(manuscript: Manuscript, before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    """Return the changed members, and the body line by line with what was taken out and put in."""
    shown = heading(manuscript)
    if before is None:
        return {**shown, "before": None, "members": [], "lines": []}
    members = [
        {"part": label, "before": _words(before.get(name)), "after": _words(after.get(name))}
        for name, label in _MEMBERS.items()
        if before.get(name) != after.get(name)
    ]
    return {
        **shown,
        "before": before["version"],
        "columns": [("part", "部分"), ("before", "已发布"), ("after", "本稿")],
        "members": members,
        "lines": _compared(lines_of(before["blocks"]), lines_of(after["blocks"])),
    }


def lines_of(blocks: list[dict[str, Any]]) -> list[str]:
    """Return what a reader reads of a body, one line a paragraph, cell or row."""
    found: list[str] = []
    for block in blocks:
        _collect(block, found)
    return found


def _collect(value: Any, found: list[str]) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in {"html", "answer_html", "transcript_html"} and isinstance(each, str):
                found.extend(paragraph.text for paragraph in outline_of(each).paragraphs)
            elif name not in {"type", "sm3", "media", "tone", "state"}:
                _collect(each, found)
    elif isinstance(value, list):
        if value and all(isinstance(each, str) for each in value):
            found.append(" | ".join(value))
        else:
            for each in value:
                _collect(each, found)
    elif value not in (None, "") and not isinstance(value, bool):
        found.append(_SPACE.sub(" ", str(value)))


def _compared(before: list[str], after: list[str]) -> list[dict[str, str]]:
    lines = []
    for line in difflib.ndiff(before, after):
        sign, text = line[0], line[2:]
        if sign == "?":
            continue
        lines.append({"sign": {"-": "removed", "+": "added"}.get(sign, "same"), "text": text})
    return lines


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return "（无）"
    if isinstance(value, list):
        return "、".join(_words(each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{name}：{_words(each)}" for name, each in value.items() if each not in (None, "", []))
    return str(value)
