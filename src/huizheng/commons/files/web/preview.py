"""What a room needs to show a file in the browser: the words and links of its page, and the picture of one page.

The room decides who may see and writes the reading down; here nothing is asked about the viewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huizheng.commons.files.errors import BlobDamaged, FileErased, InQuarantine
from huizheng.commons.files.previews import NoPreview, PreviewBusy, Shown, draw_page, page_count, shown_as
from huizheng.commons.files.responses import download_response
from huizheng.commons.files.states import FileState
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from huizheng.commons.files.models import StoredFile

ZOOMS = (1, 2, 3)
_WHY = {
    "locked": gettext_lazy("这个PDF设有打开密码，不能在线预览。请下载后输入密码打开。"),
    "damaged": gettext_lazy("这个文件损坏或者过于复杂，不能在线预览。请下载后打开；打不开的，请对方重新提交。"),
    "large": gettext_lazy("这个文件太大，不能在线预览。请下载后打开。"),
    "busy": gettext_lazy("现在预览的人太多。请过一会儿刷新本页，或者下载后打开。"),
    "checking": gettext_lazy("文件正在等待病毒检查，检查完才能查看。请稍后刷新本页。"),
    "gone": gettext_lazy("文件已经不在了，不能预览。"),
}


def preview_page(
    request: HttpRequest, stored: StoredFile, *, picture: Callable[[int, int], str], download_url: str
) -> dict[str, Any]:
    """Return everything ``files/_preview.html`` shows; ``picture`` gives the address of a page at a zoom."""
    zoom = _within(request.GET.get("zoom", ""), 1, len(ZOOMS))
    page: dict[str, Any] = {"name": stored.name, "media": _ending(stored), "download_url": download_url, "zoom": zoom}
    pages, why = _pages(stored)
    if why:
        return page | {"why": why}
    at = _within(request.GET.get("page", ""), 1, pages)
    words = {"name": stored.name, "page": at, "pages": pages}
    return page | {
        "why": "",
        "page": at,
        "pages": pages,
        "picture_url": picture(at, zoom),
        "alt": _("%(name)s，第%(page)d页，共%(pages)d页") % {**words, "name": stored.name}
        if pages > 1
        else stored.name,
        "standing": _("第%(page)d页，共%(pages)d页") % words,
        "previous": f"?page={at - 1}&zoom={zoom}" if at > 1 else "",
        "next": f"?page={at + 1}&zoom={zoom}" if at < pages else "",
        "larger": f"?page={at}&zoom={zoom + 1}" if zoom < len(ZOOMS) else "",
        "smaller": f"?page={at}&zoom={zoom - 1}" if zoom > 1 else "",
    }


def preview_picture(request: HttpRequest, stored: StoredFile, *, page: int, zoom: int) -> HttpResponseBase:
    """Return the picture of one page, or of the image itself; raises ``Http404`` where there is none."""
    if zoom not in ZOOMS:
        raise Http404
    try:
        if shown_as(stored) is Shown.AS_IT_IS and page == 1:
            response = download_response(request, stored)
        else:
            drawn = draw_page(stored, page=page, zoom=zoom)
            response = HttpResponse(drawn.picture, content_type="image/webp")
    except PreviewBusy:
        busy = HttpResponse(status=503)
        busy["Retry-After"] = "10"
        return busy
    except (LookupError, NoPreview, InQuarantine, FileErased, BlobDamaged) as error:
        raise Http404 from error
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


def _pages(stored: StoredFile) -> tuple[int, str]:
    """Return how many pages there are to see, or none and the sentence why."""
    if stored.state == FileState.QUARANTINED:
        return 0, str(_WHY["checking"])
    if shown_as(stored) is Shown.NOT:
        kind = {"kind": _ending(stored)}
        return 0, _("这种格式（%(kind)s）不能在线预览。请下载后用相应的软件打开。") % kind
    try:
        found, why = page_count(stored), "damaged"
    except NoPreview as error:
        found, why = 0, error.why
    except PreviewBusy:
        found, why = 0, "busy"
    except (FileErased, BlobDamaged):
        found, why = 0, "gone"
    return found, "" if found else str(_WHY[why])


def _ending(stored: StoredFile) -> str:
    return stored.name.rpartition(".")[2].upper()[:8]


def _within(text: str, least: int, most: int) -> int:
    return min(max(row_key(text) or least, least), most)
