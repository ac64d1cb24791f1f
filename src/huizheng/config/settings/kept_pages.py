"""While tests run, one page of each shape that they ask for is kept for the HTML checker.

What stands on a page depends on what there is to show (a heading in front of cards, an error beside a field), so a
walk over addresses never meets every shape; the tests do.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

_WORDS = re.compile(r">[^<]*<")
_VALUES = re.compile(r'"[^"]*"')
_TAG = re.compile(r"<[^>]*>")
_NOT_OURS = ("wagtail", "django")


class KeepsPages:
    """Middleware: writes the house's own whole pages into the folder ``settings.KEPT_PAGES``, if that names one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        folder: Path | None = getattr(settings, "KEPT_PAGES", None)
        if folder and _is_a_page_of_ours(request, response):
            page = response.content.decode()
            name = request.resolver_match.view_name if request.resolver_match else "no-view"
            (folder / f"{name.replace(':', '.')} {response.status_code} {shape_of(page)}.html").write_text(page)
        return response


def _is_a_page_of_ours(request: HttpRequest, response: HttpResponse) -> bool:
    if isinstance(response, StreamingHttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return False
    match = request.resolver_match
    return b"<html" in response.content and not (match and match.func.__module__.startswith(_NOT_OURS))


def shape_of(page: str) -> str:
    """Return a name for the tags of a page, whatever their words and values and however often they come.

    Headings are told apart by the one before them.
    """
    tags = set(_TAG.findall(_VALUES.sub('""', _WORDS.sub("><", page))))
    levels = re.findall(r"<h([1-6])\b", page)
    tags.update(f"{before}{after}" for before, after in itertools.pairwise(levels))
    return hashlib.sha256("".join(sorted(tags)).encode()).hexdigest()[:12]
