"""A list of documents without their texts: one row a document, its title, number and dates for the catalogue."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from huizheng.inner.publishing.importing.decoding import decode, read_bytes
from huizheng.inner.publishing.importing.front_matter import Facts, Given
from huizheng.inner.publishing.importing.problems import Note, Unfit
from huizheng.inner.publishing.importing.reading import Source
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex

_MOST_BYTES: Final = 50 * 1024 * 1024
# The list's columns, in English or Chinese -> the fact.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "标识", "编号"),
    "title": ("title", "标题"),
    "number": ("doc_number", "number", "文号", "发文字号"),
    "organ": ("organ", "机关", "发文机关"),
    "site": ("site", "网站"),
    "class": ("class", "column", "栏目"),
    "formed_on": ("formed_date", "formed_on", "成文日期", "date", "日期"),
    "published": ("published_date", "published", "发布日期"),
    "effective_on": ("effective_date", "effective_on", "施行日期"),
    "ends_on": ("ends_date", "ends_on", "有效期至"),
    "is_normative": ("normative", "规范性文件"),
    "openness": ("openness", "公开属性"),
}
_FORCE: Final = ("status", "有效性")
_THEME: Final = (("theme_l1", "主题分类"), ("theme_l2", "二级主题"))
_UNKNOWN_FORCE: Final = {"未知", "未核实"}
_OVER: Final = {"失效", "废止"}


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, str], int]]:
    """Return each row with its name in the report and its line; raises ``Unfit`` for what is no such list."""
    text = decode(read_bytes(path, most=_MOST_BYTES, advice="请拆成几个清单。"))
    reader = csv.DictReader(io.StringIO(text))
    heads = {head.strip() for head in reader.fieldnames or ()}
    if not heads & set(COLUMNS["title"]):
        raise Unfit("清单第一行没有“标题”（title）这一列。请核对表头，各列用英文逗号隔开。")
    for row in reader:
        line = reader.line_num
        yield f"{path.name}#{line}", {(key or "").strip(): (value or "").strip() for key, value in row.items()}, line


def source_of(name: str, row: dict[str, str], line: int) -> Source:
    """Return what a row says, as a file would have said it."""
    facts: Facts = {"kind": Given("document", line)}
    for fact, words in COLUMNS.items():
        if text := _first(row, words):
            facts[fact] = Given(text, line)
    themes = [text for words in _THEME if (text := _first(row, words))]
    if themes:
        facts["theme"] = Given("/".join(themes), line)
    force = _first(row, _FORCE)
    notes = []
    if force in _UNKNOWN_FORCE:
        facts["force_is_known"] = Given("否", line)
    elif force in _OVER:
        message = f"清单里写的是“{force}”，没有写废止或者失效的日期：请在稿件里补“废止日期”或者“有效期至”。"
        facts["force_is_known"] = Given("否", line)
        notes.append(Note(message, field="有效性", line=line, is_fault=False))
    organ = escape(_first(row, COLUMNS["organ"]) or "发文机关", quote=False)
    html = f"<p>本条目登记文件的标题、文号和日期，正文没有收录，请以{organ}公布的文本为准。</p>"
    return Source(name=name, sm3=sm3_hex(canonical(dict(sorted(row.items())))), facts=facts, html=html, notes=notes)


def _first(row: dict[str, str], words: tuple[str, ...]) -> str:
    return next((row[word] for word in words if row.get(word)), "")
