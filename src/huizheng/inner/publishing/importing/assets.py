"""Files that belong to a page: measured and looked at now, kept only when the page is entered."""

from __future__ import annotations

import io
import mimetypes
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from PIL import Image

from huizheng.commons.files.api import FileRefused, examine
from huizheng.inner.publishing.actions.materials import PICTURES, RULE
from huizheng.inner.publishing.checks import blocking, examine_text
from huizheng.inner.publishing.importing.decoding import read_bytes
from huizheng.inner.publishing.importing.problems import Unfit
from huizheng.lib.sm import sm3_hex

MOST_BYTES: Final = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asset:
    """A file with its digest; a file of the folder is read again when it is kept, a picture from Word is held."""

    name: str
    sm3: str
    media: str
    size: int
    path: Path | None = None
    data: bytes = b""
    label: str = ""
    alt: str = ""

    def open(self) -> IO[bytes]:
        return self.path.open("rb") if self.path is not None else io.BytesIO(self.data)

    def as_file(self) -> dict[str, Any]:
        """Return it as an edition names a file."""
        label = self.label or self.name
        return {"sm3": self.sm3, "name": self.name, "media": self.media, "size": self.size, "label": label}

    def as_picture(self) -> dict[str, Any]:
        """Return it as an edition names a picture."""
        return {"sm3": self.sm3, "media": self.media, "name": self.name, "alt": self.alt}


def asset_of(path: Path, *, label: str = "", alt: str = "") -> Asset:
    """Return a file of the folder after a look at what it really is; raises ``Unfit``."""
    data = read_bytes(path, most=MOST_BYTES, advice="请压缩或者拆分。")
    return replace(_looked_at(path.name, data), path=path, data=b"", label=label.strip(), alt=alt.strip())


def picture_in_word(data: bytes, *, place: int, media: str, alt: str) -> Asset:
    """Return a picture from inside a Word document; raises ``Unfit``."""
    ending = (mimetypes.guess_extension(media) or ".bin").replace(".jpe", ".jpg").replace(".jpgg", ".jpg")
    found = _looked_at(f"图{place}{ending}", data)
    return replace(found, alt=alt.strip())


def is_picture(asset: Asset) -> bool:
    return asset.name.rpartition(".")[2].lower() in {*PICTURES, "jpeg"}


def size_of(asset: Asset) -> tuple[int, int]:
    """Return a picture's width and height."""
    with asset.open() as file, Image.open(file) as picture:
        return picture.width, picture.height


def _looked_at(name: str, data: bytes) -> Asset:
    if marked := blocking(examine_text("", name=name)):
        raise Unfit(f"文件“{name}”：{marked[0].message}")
    try:
        media = examine(io.BytesIO(data), name=name, rule=RULE)
    except FileRefused as refused:
        raise Unfit(f"文件“{name}”：{refused}") from refused
    return Asset(name=name, sm3=sm3_hex(data), media=media, size=len(data), data=data)
