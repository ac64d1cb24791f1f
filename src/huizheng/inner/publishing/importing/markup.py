"""HTML from anywhere, made fit for a page: what acts is refused, pictures and files are found, headings keep order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

from huizheng.inner.publishing.importing.problems import Note

_ACTS: Final = frozenset({"script", "iframe", "frame", "object", "embed", "applet", "form", "base", "portal"})
_SILENT: Final = frozenset({"style", "title", "head", "noscript", "template", "svg", "math", "link", "meta"})
_FRAME: Final = frozenset({"html", "head", "body"})
_VOID: Final = frozenset({"br", "hr", "img", "link", "meta", "base", "embed", "input", "col", "wbr", "source", "frame"})
_ACTS_BY_ADDRESS: Final = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_STAYS: Final = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x20]+")
_FIRST_HEADING: Final = re.compile(r"\A\s*<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_HEADING: Final = re.compile(r"<(/?)h([1-5])(?=[\s>])")


@dataclass
class Reading:
    """What was found in a text."""

    html: str = ""
    heading: str = ""  # a first heading that stood before everything else; it is no longer in the text
    named: dict[str, str] = field(default_factory=dict)  # <meta name content>, and "title"
    notes: list[Note] = field(default_factory=list)


# What a reference becomes: the address to write, or nothing when it can't be followed (then it has noted why).
Resolve = Callable[[str, str, "int | None"], "str | None"]


def read_markup(
    html: str, *, picture: Resolve, link: Resolve, first_line: int | None = 1, strip_active: bool = False
) -> Reading:
    """Return a text whose pictures and links were resolved; ``first_line`` is where it begins in its file, if known.

    What would act in a reader's browser is a fault, or with ``strip_active`` left out with a hint.
    """
    reader = _Reader(picture=picture, link=link, first_line=first_line, strip=strip_active)
    reader.feed(html)
    reader.close()
    reading = reader.reading
    reading.html = "".join(reader.out)
    if found := _FIRST_HEADING.match(reading.html):
        reading.heading = " ".join(_TAG.sub("", found[1]).split())
        reading.html = reading.html[found.end() :]
    if "<h1" in reading.html:
        reading.html = _HEADING.sub(lambda each: f"<{each[1]}h{min(int(each[2]) + 1, 4)}", reading.html)
    return reading


class _Reader(HTMLParser):
    def __init__(self, *, picture: Resolve, link: Resolve, first_line: int | None, strip: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.reading, self.out = Reading(), list[str]()
        self._picture, self._link, self._first_line, self._strip = picture, link, first_line, strip
        self._hidden: list[str] = []
        self._title = False

    @property
    def _line(self) -> int | None:
        return None if self._first_line is None else self._first_line + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        elif tag in _ACTS or (tag in _SILENT and tag != "head"):
            if tag in _ACTS:
                self._note_act(f"<{tag}>")
            else:
                self._harmless(tag, given)
            self._title |= tag == "title"
            if tag not in _VOID:
                self._hidden.append(tag)
        else:
            harmless = self._harmless(tag, given)
            if not self._hidden and tag not in _FRAME and (settled := self._settled(tag, harmless)) is not None:
                written = "".join(f' {name}="{escape(value)}"' for name, value in settled.items())
                self.out.append(f"<{tag}{written}>")

    def _settled(self, tag: str, given: dict[str, str]) -> dict[str, str] | None:
        """Return the attributes with pictures and links resolved; nothing for a picture that is not there."""
        if tag == "img":
            alt = given.get("alt", "").strip()
            resolved = self._picture(given.get("src", ""), alt, self._line)
            return None if resolved is None else {**given, "src": resolved, "alt": alt}
        if tag == "a" and "href" in given and not _STAYS.match(given["href"].strip()):
            resolved = self._link(given["href"], "", self._line)
            bare = {name: value for name, value in given.items() if name != "href"}
            return bare if resolved is None else {**bare, "href": resolved}
        return given

    def _meta(self, given: dict[str, str]) -> None:
        if name := given.get("name"):
            self.reading.named[name] = given.get("content", "").strip()
        if "refresh" in given.get("http-equiv", "").lower():
            self._note_act("自动跳转（meta refresh）")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
            self._title = False
        elif not self._hidden and tag not in _FRAME | _ACTS | _SILENT | _VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._title:
            self.reading.named["title"] = self.reading.named.get("title", "") + data.strip()
        elif not self._hidden:
            self.out.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        if not self._hidden:
            self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not self._hidden:
            self.out.append(f"&#{name};")

    def _harmless(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        kept = {}
        for name, value in given.items():
            address = _CONTROL.sub("", value)
            if name.startswith("on"):
                self._note_act(f"<{tag} {name}>")
            elif name in {"href", "src", "action", "formaction", "xlink:href", "background"} and _ACTS_BY_ADDRESS.match(
                address
            ):
                self._note_act(f"“{address[:20]}…”这样的地址")
            elif name not in {"style", "class", "id"}:
                kept[name] = value
        return kept

    def _note_act(self, what: str) -> None:
        if self._strip:
            self.reading.notes.append(Note(f"已去掉{what}。", field="正文", line=self._line, is_fault=False))
        else:
            self.reading.notes.append(
                Note(
                    f"含有会在读者浏览器里执行的内容：{what}。请删去，或者用 --strip-active 导入（去掉并注明）。",
                    field="正文",
                    line=self._line,
                )
            )


def is_remote(address: str) -> bool:
    """Say whether an address leads to another machine."""
    return bool(_REMOTE.match(address.strip()))
