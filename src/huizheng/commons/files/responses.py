"""How a file leaves the house: always saved, never shown, in whole or in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse

from huizheng.commons.files.content import open_file
from huizheng.commons.files.names import content_disposition

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from huizheng.commons.files.models import StoredFile

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def download_response(request: HttpRequest, stored: StoredFile, *, public: bool = False) -> HttpResponseBase:
    """Return the answer that hands out ``stored``; the caller has decided that it may.

    Raises ``InQuarantine``, ``FileErased`` or ``BlobDamaged``. One byte range is honoured; the headers keep a browser
    from ever running what is inside.
    """
    etag = f'"{stored.pk.hex}"'
    if public and request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = _body(request, stored, etag)
        response["Content-Disposition"] = content_disposition(stored.name)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=0, must-revalidate" if public else "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


def _body(request: HttpRequest, stored: StoredFile, etag: str) -> HttpResponseBase:
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked[1] == asked[2] == "" or request.headers.get("If-Range", etag) != etag:
        response = StreamingHttpResponse(open_file(stored), content_type=stored.media)
        response["Content-Length"] = str(stored.size)
        return response
    if asked[1]:
        start, stop = int(asked[1]), min(int(asked[2]) + 1 if asked[2] else stored.size, stored.size)
    else:
        start, stop = max(0, stored.size - int(asked[2])), stored.size
    if start >= stop:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{stored.size}"
        return refused
    part = StreamingHttpResponse(open_file(stored, start=start, stop=stop), content_type=stored.media, status=206)
    part["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    part["Content-Length"] = str(stop - start)
    return part
