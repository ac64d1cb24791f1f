"""Is it what its name says, may it stand here, and is it safe to open?"""

from __future__ import annotations

import io
import re
from typing import IO

from django.utils.translation import gettext as _

from huizheng.commons.files.errors import DangerousFile, TypeRefused
from huizheng.commons.files.inspection.archives import archive_media
from huizheng.commons.files.inspection.signatures import SignatureWatch
from huizheng.commons.files.inspection.sniffing import HEAD, sniff
from huizheng.commons.files.names import ending_of
from huizheng.commons.files.rules import IMAGES, MAX_PIXELS, MEDIA, FileRule, show_endings

__all__ = ["SignatureWatch", "inspect"]

_MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|script|svg|iframe|body|head|object|embed)\b", re.IGNORECASE)
_OLE_ENDINGS = {
    "doc": "application/msword",
    "wps": "application/msword",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
}
_PIL_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_ARCHIVE_LIKE = re.compile(r"application/(zip|x-zip.*|vnd\.openxmlformats.*|octet-stream|java-archive)|.*\+zip")


def inspect(file: IO[bytes], *, name: str, rule: FileRule) -> str:
    """Return the real media type of ``file``; raises ``TypeRefused`` or ``DangerousFile`` with words for the person."""
    media = _real_media(file, ending=ending_of(name))
    if media not in rule.medias:
        raise TypeRefused(
            _("这里只能上传 %(endings)s 文件。您的文件实际类型不在其中，请转换后再上传。")
            % {"endings": rule.shown_endings}
        )
    if ending_of(name) not in MEDIA[media]:
        raise TypeRefused(
            _("文件名与实际内容不符：内容是 %(endings)s 文件。请核对后重新选择。")
            % {"endings": show_endings(MEDIA[media])}
        )
    if media in IMAGES:
        _check_image(file)
    return media


def _real_media(file: IO[bytes], *, ending: str) -> str:
    file.seek(0)
    head = file.read(HEAD)
    media = sniff(head)
    if head.startswith(b"PK\x03\x04") and _ARCHIVE_LIKE.fullmatch(media):
        return archive_media(file)
    if media in {"application/x-ole-storage", "application/CDFV2", "application/vnd.ms-office"}:
        return _OLE_ENDINGS.get(ending, media)
    if media in {"text/csv", "application/csv", "text/plain"}:
        # A text that a browser would run is refused even where text is taken.
        return "text/html" if _MARKUP.search(head) else "text/plain"
    return {"image/jpg": "image/jpeg", "application/vnd.ofd": "application/ofd"}.get(media, media)


def _check_image(file: IO[bytes]) -> None:
    """Read the image's head only: how many pixels would it ask for?"""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - every process loads this module, few see pictures

    file.seek(0)
    try:
        with Image.open(io.BufferedReader(_Unclosed(file)), formats=_PIL_FORMATS) as image:
            width, height = image.size
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DangerousFile(_("图片尺寸过大，不能上传。请缩小后再上传。")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise TypeRefused(_("图片已损坏，打不开。请重新拍照或扫描后再上传。")) from error
    if width * height > MAX_PIXELS or frames > 500:  # noqa: PLR2004 - a scan of 500 pages is no photo
        raise DangerousFile(_("图片尺寸过大，不能上传。请缩小后再上传。"))


class _Unclosed(io.RawIOBase):
    """Lets a library close its view of the file without closing the file."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
