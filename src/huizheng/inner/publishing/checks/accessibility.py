"""What keeps people from reading: 无障碍环境建设法 art 32; the criteria of WCAG 2.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.html import Outline
from huizheng.inner.publishing.checks.subject import Subject

LAW: Final = "无障碍环境建设法第三十二条"
_EMPTY_WORDS: Final = frozenset(
    re.split(
        "/",
        "点击/点击这里/点这里/点此/这里/此处/请点击/点击此处/点击查看/点击下载/点击进入/查看/查看详情/查看更多/更多/"
        "详情/了解更多/链接/网址/下载/进入/here/more/read/details/link/download/click here/read more/learn more",
    )
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"(?:img|dsc|image|图片|截图|微信图片|screenshot)?[\s_\-0-9()]*|.*\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE
)
_SPREAD = re.compile(r"(?<![\u4e00-\u9fa5])(?:[\u4e00-\u9fa5][ \u3000]+){3,}[\u4e00-\u9fa5](?![\u4e00-\u9fa5])")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,'-]+[A-Z]{2,}){4,}\b")
_COLOUR = re.compile(
    r"(?:标|用|以|见|中|为|的)[红绿黄蓝橙]色?(?:字|字体|部分|区域|标注|标记|标示|显示|表示|背景|底色)"
    r"|标红(?:的|部分|处|内容)|in (?:red|green)\b"
)
_HEADING_LENGTH = 30


def readable(subject: Subject) -> Iterator[Finding]:
    """Find what a screen reader, a keyboard or a colour-blind eye cannot follow."""
    yield from _lead_picture(subject)
    level = 1
    for where, outline in subject.outlines:
        yield from _pictures(where, outline)
        yield from _links(where, outline)
        yield from _tables(where, outline)
        for depth, text in outline.headings:
            if depth > level + 1:
                yield Finding(
                    "access.heading",
                    Severity.WARN,
                    where,
                    f"小标题“{_short(text)}”是{depth}级，上一级是{level}级，中间跳过了。"
                    f"请改为{level + 1}级标题，读屏软件按级别导航。",
                    LAW,
                )
            level = depth
        if not outline.headings:
            bold = [
                each
                for each in outline.paragraphs
                if each.bold and each.tag == "p" and len(each.text) <= _HEADING_LENGTH
            ]
            if len(bold) > 1:
                yield Finding(
                    "access.bold",
                    Severity.NOTICE,
                    where,
                    f"{where}有{len(bold)}个加粗的短段落，像是小标题。请用“小标题”格式，读屏软件才能按标题跳转。",
                    LAW,
                )
    yield from _wording(subject)
    yield from _blocks(subject)


def _lead_picture(subject: Subject) -> Iterator[Finding]:
    image = subject.document.get("image")
    if image:
        yield from _alternative("题图", image.get("alt"))


def _alternative(where: str, alt: str | None) -> Iterator[Finding]:
    if not (alt or "").strip():
        yield Finding(
            "access.alt", Severity.BLOCK, where, f"{where}没有替代文字。请用一句话写出图片告诉读者的内容。", LAW
        )
    elif _FILE_NAME.fullmatch((alt or "").strip()):
        yield Finding(
            "access.alt", Severity.WARN, where, f"{where}的替代文字是文件名或者“图片”二字。请改为图片的内容。", LAW
        )


def _pictures(where: str, outline: Outline) -> Iterator[Finding]:
    for index, picture in enumerate(outline.pictures, start=1):
        yield from _alternative(f"{where}第{index}张图片", picture.alt)


def _links(where: str, outline: Outline) -> Iterator[Finding]:
    for link in outline.links:
        words = link.text.strip(" 　>»：:。，,.[]【】()（）")
        if not words:
            yield Finding(
                "access.link",
                Severity.BLOCK,
                where,
                f"{where}有一个没有文字的链接。请写上链接指向的内容，或者删去。",
                LAW,
            )
        elif words.lower() in _EMPTY_WORDS:
            yield Finding(
                "access.link",
                Severity.WARN,
                where,
                f"{where}的链接文字是“{words}”，单独读听不出去哪里。请改为目标页面的名称。",
                LAW,
            )
        elif _BARE_ADDRESS.fullmatch(words):
            yield Finding(
                "access.address",
                Severity.WARN,
                where,
                f"{where}直接用网址作链接文字。请改为目标页面的名称，网址放在链接里。",
                LAW,
            )


def _tables(where: str, outline: Outline) -> Iterator[Finding]:
    for index, table in enumerate(outline.tables, start=1):
        if not table.headed and table.cells > 1:
            yield Finding(
                "access.table",
                Severity.WARN,
                f"{where}第{index}个表格",
                f"{where}第{index}个表格没有表头。请把第一行（或者第一列）设为表头，读屏软件才能读出每格的含义。",
                LAW,
            )


def _wording(subject: Subject) -> Iterator[Finding]:
    for passage in subject.passages:
        spread = _SPREAD.search(passage.text)
        if spread:
            yield Finding(
                "access.spread",
                Severity.WARN,
                passage.where,
                f"{passage.where}用空格拉开字距（“{_short(spread[0])}”）。请删去空格，读屏软件会把它读成一个个字，检索也找不到。",
                LAW,
            )
        if _CAPITALS.search(passage.text):
            yield Finding(
                "access.capitals",
                Severity.WARN,
                passage.where,
                f"{passage.where}有整句大写的英文。请改为正常大小写。",
                LAW,
            )
        colour = _COLOUR.search(passage.text)
        if colour:
            yield Finding(
                "access.colour",
                Severity.WARN,
                passage.where,
                f"{passage.where}用颜色指代内容（“{colour[0]}”）。请同时用文字说明是哪一部分，看不出颜色的读者才能明白。",
                LAW,
            )


def _blocks(subject: Subject) -> Iterator[Finding]:
    for number, block in enumerate(subject.document.get("blocks") or (), start=1):
        where = f"第{number}块“{block['title']}”" if block.get("title") else f"第{number}块"
        kind = block.get("type")
        if kind == "video" and not str(block.get("transcript_html") or "").strip():
            yield Finding(
                "access.video",
                Severity.BLOCK,
                where,
                f"{where}的视频没有文字稿。请补上讲话和画面要点的文字稿，供听不见或者不便播放的读者阅读。",
                LAW,
            )
        elif kind == "table" and not all(str(each).strip() for each in block.get("columns") or ()):
            yield Finding("access.table", Severity.WARN, where, f"{where}的表格有空的表头。请给每一列写上名称。", LAW)
        elif kind == "gallery":
            for index, image in enumerate(block.get("images") or (), start=1):
                yield from _alternative(f"{where}第{index}张图片", image.get("alt"))


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"  # noqa: PLR2004
