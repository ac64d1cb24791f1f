"""One file of the folder, read: its facts, its text as HTML, the files it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt

from huizheng.inner.publishing.importing import word_documents
from huizheng.inner.publishing.importing.assets import Asset, asset_of, is_picture, picture_in_word
from huizheng.inner.publishing.importing.decoding import MOST_BYTES, decode, read_bytes
from huizheng.inner.publishing.importing.folder import PAGES, Entry, Folder
from huizheng.inner.publishing.importing.front_matter import Facts, Given, read_facts, split
from huizheng.inner.publishing.importing.markup import Reading, is_remote, read_markup
from huizheng.inner.publishing.importing.problems import Note, Unfit
from huizheng.inner.publishing.importing.words import COMMON
from huizheng.inner.publishing.kinds import kinds
from huizheng.lib.sm import sm3_hex

_ADVICE: Final = "请把图片和表格分到附件里，或者拆成几个文件。"
# META tags of government sites (政府网站发展指引), as another system wrote them into its pages.
_META: Final = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "description": "summary",
    "keywords": "keywords",
    "author": "writer",
}
_UNSAFE_IN_NAME: Final = re.compile(r"[^\w.()（）《》〔〕-]+")
_WORDS: Final = {word for known in COMMON.values() for word in known}


@dataclass
class Source:
    """What a file says, before anybody asks what it means."""

    name: str
    sm3: str
    facts: Facts = field(default_factory=dict)
    html: str = ""
    pictures: dict[str, Asset] = field(default_factory=dict)
    linked: dict[str, Asset] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read(folder: Folder, entry: Entry, *, strip_active: bool = False) -> Source:
    """Return what the file says; raises ``Unfit``."""
    if entry.refusal:
        raise Unfit(entry.refusal)
    return _Reader(folder, entry, strip_active=strip_active).read()


class _Reader:
    def __init__(self, folder: Folder, entry: Entry, *, strip_active: bool) -> None:
        self.folder, self.entry, self.strip = folder, entry, strip_active
        self.source = Source(name=entry.name, sm3="")

    def read(self) -> Source:
        is_word = self.entry.path.suffix.lower() == ".docx"
        most = word_documents.MOST_BYTES if is_word else MOST_BYTES
        data = read_bytes(self.entry.path, most=most, advice=_ADVICE)
        side = self.folder.beside(self.entry)
        beside = read_bytes(side, most=MOST_BYTES, advice="") if side else b""
        self.source.sm3 = sm3_hex(sm3_hex(data).encode() + sm3_hex(beside).encode())
        if side:
            self.source.facts = read_facts(decode(beside))
        if is_word:
            self._word(data)
        else:
            self._text(decode(data))
        return self.source

    def _text(self, text: str) -> None:
        facts, body, line = split(text)
        self.source.facts = {**self.source.facts, **facts}
        if self.entry.path.suffix.lower() in {".md", ".markdown"}:
            self._settle(_markdown(body), first_line=None, said={})
        else:
            self._settle(body, first_line=line, said=_META)

    def _word(self, data: bytes) -> None:
        html = word_documents.convert(data, name=self.entry.path.name, keep_picture=self._keep_from_word)
        if not self.source.facts:
            self.source.facts, html = word_documents.facts_of_table(html, known=_is_known)
        for name, given in word_documents.facts_of_properties(data).items():
            if not any(word in self.source.facts for word in (name, *COMMON.get(name, ()))):
                self.source.facts[name] = given
        self._settle(html, first_line=None, said={})

    def _settle(self, html: str, *, first_line: int | None, said: dict[str, str]) -> None:
        reading = read_markup(
            html, picture=self._picture, link=self._link, first_line=first_line, strip_active=self.strip
        )
        self.source.notes += reading.notes
        self.source.html = reading.html
        self._say(reading, said)

    def _say(self, reading: Reading, said: dict[str, str]) -> None:
        """Fill in from the page itself what no fact says; the facts have the last word."""
        facts = self.source.facts
        for name, text in reading.named.items():
            fact = said.get(name.lower())
            if fact and text and not any(word in facts for word in COMMON.get(fact, (fact,))):
                facts[fact] = Given(text)
        if not any(facts[word].value for word in COMMON["title"] if word in facts):
            title = reading.heading or (reading.named.get("title", "") if said else "")
            if title:
                facts["title"] = Given(title)
        elif reading.heading and not _same(reading.heading, str(_title(facts))):
            # It is a heading of the text after all, not the page's title once more.
            self.source.html = f"<h2>{reading.heading}</h2>{self.source.html}"

    def _keep_from_word(self, data: bytes, media: str, alt: str) -> str:
        place = len(self.source.pictures) + 1
        if not alt.strip():
            self._fault(f"第{place}张图片没有替代文字。请在 Word 里右键单击图片，选“编辑替换文字”，写出图片的内容。")
        found = picture_in_word(data, place=place, media=media, alt=alt)
        self.source.pictures.setdefault(found.sm3, found)
        return f"file:{found.sm3}"

    def _picture(self, source: str, alt: str, line: int | None) -> str | None:
        if source.removeprefix("file:") in self.source.pictures:
            return source
        if source.startswith("file:") or is_remote(source):
            self._fault(f"图片“{source[:80]}”不在文件夹里。请下载后放进文件夹，用相对路径引用。", line)
            return None
        if not alt:
            self._fault(
                f"图片“{source[:80]}”没有替代文字。请写出图片的内容，如 ![市民在窗口办事]({source[:40]})。", line
            )
            return None
        try:
            found = asset_of(self.folder.asset(self.entry, source), alt=alt)
        except Unfit as unfit:
            self._fault(str(unfit), line)
            return None
        if not is_picture(found):
            self._fault(f"“{source[:80]}”不是 JPG、PNG 或者 WebP 图片。请转换后再导入。", line)
            return None
        self.source.pictures.setdefault(found.sm3, found)
        return f"file:{found.sm3}"

    def _link(self, href: str, _alt: str, line: int | None) -> str | None:
        if is_remote(href) or ":" in href.split("/", maxsplit=1)[0]:
            self._hint(f"链接“{href[:80]}”的地址种类不能用，已去掉链接，保留文字。", line)
            return None
        bare = href.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
        try:
            path = self.folder.asset(self.entry, href)
        except Unfit as unfit:
            if bare.lower().endswith(PAGES) and "以外" not in str(unfit):
                self._hint(f"链接“{href[:80]}”的页面不在文件夹里，已去掉链接，保留文字。", line)
            else:
                self._fault(str(unfit), line)
            return None
        if path.suffix.lower() in {".md", ".markdown", ".html", ".htm"}:
            self._hint(f"链接“{href[:80]}”指向另一个待导入的页面，已去掉链接；发布后请在编辑器里改为页面地址。", line)
            return None
        try:
            found = asset_of(path, label=path.stem)
        except Unfit as unfit:
            self._fault(str(unfit), line)
            return None
        self.source.linked.setdefault(found.sm3, found)
        safe = _UNSAFE_IN_NAME.sub("_", found.name).strip("._") or "file"
        return f"/released/{found.sm3}/{safe[-100:]}"

    def _fault(self, message: str, line: int | None = None) -> None:
        self.source.notes.append(Note(message, field="正文", line=line))

    def _hint(self, message: str, line: int | None = None) -> None:
        self.source.notes.append(Note(message, field="正文", line=line, is_fault=False))


def _markdown(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def _is_known(word: str) -> bool:
    return word in _WORDS or any(
        word == str(field.verbose_name)
        for page_type in kinds().values()
        for field in page_type._meta.fields  # noqa: SLF001 - Django's own door
    )


def _title(facts: Facts) -> object:
    return next((facts[word].value for word in COMMON["title"] if word in facts), "")


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
