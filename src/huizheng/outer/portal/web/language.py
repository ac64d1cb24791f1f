"""Pages of other rooms, met under the host of a foreign-language site, speak that site's language too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class LanguageOfTheSite:
    """Lets the hall, an account or an application speak English on the English site, whatever the browser prefers.

    Who chose a language there by the switch of the page keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and host.partition(":")[0] not in sites.BARE_HOSTS:
            site = sites.site_by_host(host)
            if site is not None and site.language == "en":
                translation.activate(site.language)
                request.LANGUAGE_CODE = site.language
        return self.get_response(request)
