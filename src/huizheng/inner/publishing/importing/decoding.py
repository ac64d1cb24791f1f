"""From bytes to words: UTF-8, or GB18030 as old office systems wrote it."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from huizheng.inner.publishing.importing.problems import Unfit

MOST_BYTES: Final = 2 * 1024 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bytes(path: Path, *, most: int, advice: str) -> bytes:
    """Return a file's bytes; raises ``Unfit`` when there are more than ``most``."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Unfit(f"文件超过{most // 1024 // 1024} MB。{advice}")
    return data


def decode(data: bytes) -> str:
    """Return the text with plain line ends; raises ``Unfit`` when it is in no encoding that is known here."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding) or _unknown()
    if b"\0" in data:
        raise Unfit("不是文本文件（含有空字符）。请用文本编辑器另存为 UTF-8。")
    for encoding in ("utf-8", "gb18030"):
        if (text := _decoded(data, encoding)) is not None:
            return text
    return _unknown()


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unknown() -> str:
    raise Unfit("文字编码既不是 UTF-8 也不是 GB18030。请用文本编辑器另存为 UTF-8 再导入。")
