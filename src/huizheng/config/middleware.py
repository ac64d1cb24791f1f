"""What every request passes before any room sees it, and what every answer passes before it leaves."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponse]
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class AddressBehindProxies:
    """Makes ``REMOTE_ADDR`` the visitor's address when, and only when, the request came through a proxy we know.

    Whoever connects may write ``X-Forwarded-For``, so it is believed from the right, as far as known proxies wrote it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.known = [ipaddress.ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        while hops and self._is_known(request.META.get("REMOTE_ADDR", "")):
            hop = hops.pop()
            if not _is_address(hop):
                break
            request.META["REMOTE_ADDR"] = hop
        return self.get_response(request)

    def _is_known(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in network for network in self.known)


class NoNullCharacters:
    """Answers 400 to a request with a null character: no person types one, and PostgreSQL takes none."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(content_type="text/plain")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object, **__: object) -> HttpResponse | None:
        # After the CSRF check, which has read the form already.
        if request.method == "POST" and request.content_type in _FORMS:
            typed = (text for name in request.POST for text in (name, *request.POST.getlist(name)))
            if any("\x00" in text for text in typed):
                return HttpResponseBadRequest(content_type="text/plain")
        return None


class PrivatePagesStayInNoCache:
    """Keeps the pages of whoever is signed in out of every cache, also the browser's after signing out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The cookie, not the account: asking for the account would cost public pages a question to the database.
        has_session = (
            settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
        )
        if has_session and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class StandingPolicy(CSPMiddleware):
    """Gives answers the policy of the settings, written out once; one that wants another has that written for it."""

    def __init__(self, get_response: Answer) -> None:
        super().__init__(get_response)
        self.written = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        wants_another = hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response))
        if wants_another or settings.DEBUG or HEADER in response:
            return super().process_response(request, response)
        response[HEADER] = self.written
        # Whoever asks for a nonce from here on would get one that no browser was told of.
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
