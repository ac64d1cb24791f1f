"""The place a reader has chosen: a division code in a cookie, else the site's own. Every public room reads it here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

COOKIE = "hz_place"
CODE = re.compile(r"[0-9]{6}")
A_YEAR = 365 * 24 * 3600


_of_the_site: list[Callable[[HttpRequest], str]] = []


def register_place(of_the_site: Callable[[HttpRequest], str]) -> None:
    """This function will let the site that answers say its place, for readers who have chosen none."""
    _of_the_site[:] = [of_the_site]


def chosen_place(request: HttpRequest) -> str:
    """Return the code of the place the reader has chosen, else the site's, or nothing. It only looks like a code."""
    code = request.COOKIES.get(COOKIE, "")
    if CODE.fullmatch(code):
        return code
    return _of_the_site[0](request) if _of_the_site else ""


def remember_place(response: HttpResponse, code: str) -> None:
    """Keep the choice for a year in the reader's browser; nothing but the code is kept."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
