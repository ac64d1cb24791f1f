"""The large-text edition (长者版): a cookie, set by POST, read by the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "hz_text_size"
A_YEAR = 365 * 24 * 3600


def is_large(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "large"


def is_contrast(request: HttpRequest) -> bool:
    """Say whether black on white is wanted: on its own, or with the large text."""
    return request.COOKIES.get(COOKIE) in {"large", "contrast"}


@require_POST
def choose_text_size(request: HttpRequest) -> HttpResponse:
    """Remember the wanted text size for a year and go back to the page the reader came from."""
    wanted = "large" if request.POST.get("size") == "large" else "standard"
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        COOKIE,
        wanted,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
