"""Word documents: opened only after a look inside, their pictures taken out, their facts from table or properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any, Final
from xml.etree import ElementTree as ET

import mammoth

from huizheng.commons.files.api import FileRefused, FileRule, examine
from huizheng.inner.publishing.importing.front_matter import Facts, Given
from huizheng.inner.publishing.importing.problems import Unfit

MOST_BYTES: Final = 50 * 1024 * 1024
_MOST_XML: Final = 40 * 1024 * 1024
_RULE: Final = FileRule.of(("docx",), max_megabytes=50)
_STYLES: Final = """\
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_CORE: Final = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "summary": "{http://purl.org/dc/elements/1.1/}description",
    "keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
}
_FIRST_TABLE: Final = re.compile(r"\A\s*<table>(.*?)</table>", re.DOTALL)
_ROW: Final = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_PARAGRAPH_END: Final = re.compile(r"</p>\s*<p>|<br\s*/?>")
_TAG: Final = re.compile(r"<[^>]*>")
_FACTS_WIDE: Final = 2

# Takes a picture's bytes, media type and words for the blind; returns the ``src`` it gets.
KeepPicture = Callable[[bytes, str, str], str]


def convert(data: bytes, *, name: str, keep_picture: KeepPicture) -> str:
    """Return a Word document as HTML; raises ``Unfit`` for what is no document or was made to harm."""
    try:
        examine(io.BytesIO(data), name=name, rule=_RULE)
    except FileRefused as refused:
        raise Unfit(str(refused)) from refused
    _check_inside(data)

    def keep(image: Any) -> dict[str, str]:
        with image.open() as file:
            return {"src": keep_picture(file.read(), image.content_type, image.alt_text or "")}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except Unfit:
        raise
    except Exception as error:
        # Whatever a broken document makes the converter say, it is about this file only.
        raise Unfit("Word 文件读不懂，可能已损坏。请在 Word 里打开并另存为 .docx 再导入。") from error
    return str(result.value)


def facts_of_table(html: str, known: Callable[[str], bool]) -> tuple[Facts, str]:
    """Return the facts of a table of two columns at the very beginning, and the text without it."""
    found = _FIRST_TABLE.match(html)
    rows = [_CELL.findall(row) for row in _ROW.findall(found[1])] if found else []
    if not rows or any(len(row) != _FACTS_WIDE for row in rows) or not known(_text(rows[0][0]).rstrip("：:")):
        return {}, html
    facts = {}
    for name, value in rows:
        lines = [_text(line) for line in _PARAGRAPH_END.split(value)]
        written = [line for line in lines if line]
        facts[_text(name).rstrip("：:")] = Given(written[0] if len(written) == 1 else written or "")
    assert found is not None
    return facts, html[found.end() :]


def facts_of_properties(data: bytes) -> Facts:
    """Return what the document's own properties say: title, summary, keywords."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            core = archive.read("docProps/core.xml")
        root = ET.fromstring(core)  # noqa: S314 - size and declarations were looked at
    except (KeyError, ET.ParseError, zipfile.BadZipFile):
        return {}
    said = {name: (root.findtext(path) or "").strip() for name, path in _CORE.items()}
    return {name: Given(text) for name, text in said.items() if text}


def _check_inside(data: bytes) -> None:
    """Raise ``Unfit`` for XML too large to hold, or with declarations that could grow without end."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
        if sum(each.file_size for each in parts) > _MOST_XML:
            raise Unfit("Word 文件的内容过多，打开时可能耗尽内存。请拆分成几个文件。")
        for part in parts:
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(4096):
                    raise Unfit("Word 文件里有不该有的声明（DOCTYPE），不能导入。请在 Word 里另存为 .docx。")


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
