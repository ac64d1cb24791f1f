"""What a piece of HTML holds: its paragraphs, headings, links, pictures and tables, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "td",
        "th",
        "caption",
        "figcaption",
        "div",
        "section",
        "ul",
        "ol",
        "table",
        "tr",
        "thead",
        "tbody",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Paragraph:
    tag: str
    text: str
    bold: bool = False


@dataclass(slots=True)
class Link:
    href: str
    text: str


@dataclass(slots=True)
class Picture:
    src: str
    alt: str | None


@dataclass(slots=True)
class Table:
    headed: bool = False
    cells: int = 0


@dataclass
class Outline:
    """The parts of a text in reading order."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self._text: list[str] = []
        self._bold: list[str] = []
        self._tag = "p"
        self._strong = 0
        self._link: tuple[str, list[str]] | None = None
        self._tables: list[Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._tag = tag
        if tag == "br":
            self._text.append("\n")
        elif tag in {"strong", "b"}:
            self._strong += 1
        elif tag == "a":
            href = dict(attrs).get("href")
            self._link = (href or "", [])
        elif tag == "img":
            found = dict(attrs)
            self.outline.pictures.append(Picture(found.get("src") or "", found.get("alt")))
            if self._link is not None:
                self._link[1].append(found.get("alt") or "")
        elif tag == "table":
            self._tables.append(Table())
            self.outline.tables.append(self._tables[-1])
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].cells += 1
            self._tables[-1].headed |= tag == "th"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._tag = "p"
        if tag in {"strong", "b"}:
            self._strong = max(0, self._strong - 1)
        elif tag == "a" and self._link is not None:
            self.outline.links.append(Link(self._link[0], "".join(self._link[1]).strip()))
            self._link = None
        elif tag == "table" and self._tables:
            self._tables.pop()

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._strong:
            self._bold.append(data)
        if self._link is not None:
            self._link[1].append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._text)).strip()
        if text:
            bold = _SPACE.sub(" ", "".join(self._bold)).strip()
            self.outline.paragraphs.append(Paragraph(self._tag, text, bold == text))
            level = _HEADING.fullmatch(self._tag)
            if level:
                self.outline.headings.append((int(level[1]), text))
        self._text, self._bold = [], []


def outline_of(html: str) -> Outline:
    """Return what a piece of HTML holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.outline
