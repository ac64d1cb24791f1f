"""A page as it will look: its edition in the words and order of the public pages, in the office's own sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse

from huizheng.inner.publishing.documents import edition_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def preview_response(request: HttpRequest, page: Any) -> TemplateResponse:
    """Return the preview of a working copy that Wagtail shows beside its form."""
    return TemplateResponse(request, "publishing/preview.html", {"edition": edition_of(page)})
