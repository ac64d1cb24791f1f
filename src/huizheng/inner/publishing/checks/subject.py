"""The page under examination: an edition document taken apart once, for every check to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from huizheng.inner.publishing.checks.html import Outline, outline_of

# What hides inside a word: soft hyphen, zero-width characters, byte order mark.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and where it stands, in words. ``plain`` is what the eye reads: half-width, nothing hidden."""

    where: str
    text: str
    role: str = "text"  # title, text, heading, cell, label, file
    plain: str = ""


@dataclass
class Subject:
    """What the checks read."""

    document: Mapping[str, Any]
    passages: list[Passage] = field(default_factory=list)
    outlines: list[tuple[str, Outline]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)  # (where, name)

    @property
    def kind(self) -> str:
        return str(self.document.get("kind", "article"))

    @property
    def is_chinese(self) -> bool:
        return bool(self.document.get("language", "zh-hans") != "en")

    @property
    def length(self) -> int:
        return sum(len(each.text) for each in self.passages if each.role in {"text", "heading", "cell"})

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.document.get("facts") or {}

    def blocks(self, *types: str) -> Iterator[Mapping[str, Any]]:
        return (block for block in self.document.get("blocks") or () if block.get("type") in types)


def plain(text: str) -> str:
    """Return a text as the eye reads it: full-width letters and digits narrowed, hidden characters gone."""
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", text))


def subject_of(document: Mapping[str, Any]) -> Subject:
    """Take an edition document (complete or not) apart."""
    subject = Subject(document)
    taker = _Taker(subject)
    for key, where in (
        ("title", "标题"),
        ("short_title", "短标题"),
        ("subtitle", "副标题"),
    ):
        taker.text(where, document.get(key), "title")
    taker.text("摘要", document.get("summary"))
    taker.text("关键词", "，".join(document.get("keywords") or ()), "label")
    taker.text("来源", document.get("source"), "label")
    for number, block in enumerate(document.get("blocks") or (), start=1):
        taker.block(number, block)
    taker.picture("题图", document.get("image"))
    for each in document.get("files") or ():
        taker.file("附件", each)
    openness = document.get("openness") or {}
    taker.text("内容概述", openness.get("abstract"))
    taker.text("发文字号", openness.get("document_number"), "label")
    return subject


class _Taker:
    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._paragraph = 0

    def text(self, where: str, text: object, role: str = "text") -> None:
        if text:
            self._subject.passages.append(Passage(where, str(text), role, plain(str(text))))

    def html(self, where: str, html: object) -> None:
        if not html:
            return
        outline = outline_of(str(html))
        self._subject.outlines.append((where, outline))
        for paragraph in outline.paragraphs:
            self._paragraph += 1
            role = "heading" if paragraph.tag.startswith("h") else "cell" if paragraph.tag in {"td", "th"} else "text"
            self.text(f"{where}第{self._paragraph}段", paragraph.text, role)

    def picture(self, where: str, image: Mapping[str, Any] | None) -> None:
        if image:
            self.text(f"{where}的替代文字", image.get("alt"), "label")
            self.text(f"{where}的说明", image.get("caption"))
            self._name(where, image.get("name"))

    def file(self, where: str, each: Mapping[str, Any]) -> None:
        self._name(where, each.get("name"))
        self.text(f"{where}的名称", each.get("label"), "label")

    def _name(self, where: str, name: object) -> None:
        if name:
            self._subject.files.append((where, str(name)))

    def block(self, number: int, block: Mapping[str, Any]) -> None:
        kind = str(block.get("type", ""))
        take = getattr(self, f"_{kind}", None)
        where = (
            f"第{number}块“{block['title']}”" if block.get("title") else "正文" if kind == "html" else f"第{number}块"
        )
        self.text(where, block.get("title"), "heading")
        if take is not None:
            take(where, block)

    def _html(self, where: str, block: Mapping[str, Any]) -> None:
        self.html(where, block.get("html"))

    def _callout(self, where: str, block: Mapping[str, Any]) -> None:
        self.html(where, block.get("html"))

    def _facts(self, where: str, block: Mapping[str, Any]) -> None:
        for row in block.get("rows") or ():
            self.text(f"{where}“{row.get('label', '')}”", row.get("value"), "fact")

    def _table(self, where: str, block: Mapping[str, Any]) -> None:
        for name in block.get("columns") or ():
            self.text(f"{where}表头", name, "cell")
        for index, row in enumerate(block.get("rows") or (), start=1):
            for cell in row:
                self.text(f"{where}第{index}行", cell, "cell")
        self.text(f"{where}的注", block.get("note"))

    def _stages(self, where: str, block: Mapping[str, Any]) -> None:
        for stage in block.get("stages") or ():
            self.html(f"{where}“{stage.get('name', '')}”", stage.get("html"))

    def _questions(self, where: str, block: Mapping[str, Any]) -> None:
        for index, item in enumerate(block.get("items") or (), start=1):
            self.text(f"{where}第{index}问", item.get("question"))
            self.html(f"{where}第{index}问的回答", item.get("answer_html"))

    def _gallery(self, where: str, block: Mapping[str, Any]) -> None:
        for index, image in enumerate(block.get("images") or (), start=1):
            self.picture(f"{where}第{index}张图片", image)

    def _video(self, where: str, block: Mapping[str, Any]) -> None:
        self.text(f"{where}视频说明", block.get("caption"))
        self.html(f"{where}视频文字稿", block.get("transcript_html"))

    def _files(self, where: str, block: Mapping[str, Any]) -> None:
        for each in block.get("files") or ():
            self.file(where, each)

    def _links(self, where: str, block: Mapping[str, Any]) -> None:
        for link in block.get("links") or ():
            self.text(f"{where}链接", link.get("label"), "label")
            self.text(f"{where}链接说明", link.get("note"))
