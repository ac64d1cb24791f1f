"""Released files at an address that names their content, so what is there never changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huizheng.commons.files.api import BlobDamaged
from huizheng.outer.sites.actions.files import SIZED_MEDIA, WIDTHS, open_released, open_sized
from huizheng.outer.sites.errors import NotVisible
from huizheng.outer.sites.queries.files import public_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from huizheng.outer.sites.queries.files import PublicFile

# What a browser may show in the page; all else it saves, whatever is inside.
SHOWN: Final = frozenset(
    {
        "image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "video/mp4", "video/webm",
        "audio/mpeg", "audio/mp4",
    }
)  # fmt: skip
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_PIECE: Final = 64 * 1024
# The bytes never change, but a page may be withdrawn: nobody keeps them longer than a day without asking again.
_A_DAY: Final = "public, max-age=86400, immutable"


@require_safe
def released(request: HttpRequest, sm3: str, name: str) -> HttpResponseBase:
    """Hand out a released file whole or in part; its name in the address is only for the reader's folder."""
    file = _file(sm3)
    etag = f'"{sm3}"'
    if request.headers.get("If-None-Match") == etag:
        return _dressed(HttpResponse(status=304), file, etag, name)
    media = file.media if file.media in SHOWN else "application/octet-stream"
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked[1] == asked[2] == "" or request.headers.get("If-Range", etag) != etag:
        answer: HttpResponseBase = StreamingHttpResponse(_Pieces(_opened(sm3), 0, file.size), content_type=media)
        answer["Content-Length"] = str(file.size)
        return _dressed(answer, file, etag, name)
    start, stop = _part(asked[1], asked[2], file.size)
    if start >= stop:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{file.size}"
        return refused
    part = StreamingHttpResponse(_Pieces(_opened(sm3), start, stop), content_type=media, status=206)
    part["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    part["Content-Length"] = str(stop - start)
    return _dressed(part, file, etag, name)


@require_safe
def picture(request: HttpRequest, sm3: str, width: int, name: str) -> HttpResponseBase:  # noqa: ARG001 - in the address only
    """Hand out a picture at one of a few widths, as WebP, under whatever name."""
    file = _file(sm3)
    if width not in WIDTHS or file.media not in SIZED_MEDIA:
        raise Http404("no such size")
    etag = f'"{sm3}-{width}"'
    if request.headers.get("If-None-Match") == etag:
        return _dressed(HttpResponse(status=304), file, etag, "")
    try:
        with open_sized(sm3, width) as made:
            answer = HttpResponse(made.read(), content_type="image/webp")
    except BlobDamaged as error:
        raise Http404("no such picture") from error
    return _dressed(answer, file, etag, "")


def _file(sm3: str) -> PublicFile:
    try:
        return public_file(sm3, at=timezone.now())
    except NotVisible as error:
        raise Http404("no such file") from error


def _opened(sm3: str) -> BinaryIO:
    try:
        return open_released(sm3)
    except BlobDamaged as error:
        raise Http404("the file is not here") from error


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    if first:
        return int(first), min(int(last) + 1 if last else size, size)
    return max(0, size - int(last)), size


class _Pieces:
    """Part of a file, closed with the answer, whether it was read or not."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file, self._left = file, stop - start
        file.seek(start)
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._file.read(min(_PIECE, self._left))):
            self._left -= len(piece)
            yield piece


def _dressed(answer: HttpResponseBase, file: PublicFile, etag: str, name: str) -> HttpResponseBase:
    if name:
        how = "inline" if file.media in SHOWN else "attachment"
        answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file.name or name, safe='')}"
    answer["ETag"] = etag
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = _A_DAY
    answer["Cross-Origin-Resource-Policy"] = "same-site"
    # A PDF is shown by the browser's own reader, which a sandbox keeps shut.
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'"
    return answer
