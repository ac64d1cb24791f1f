"""Whoever asks for what is not there is told so in the frame of the site they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.views.defaults import page_not_found

from huizheng.outer.portal.web.asked import not_here, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the site's own page; where no site stands, the plain one."""
    site = site_of(request)
    if site is None:
        return page_not_found(request, exception)
    with translation.override(site.language):
        return not_here(request, site)
