"""The place a reader has chosen: a division code in a cookie. Every public room reads it here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "hz_place"
CODE = re.compile(r"[0-9]{6}")
A_YEAR = 365 * 24 * 3600


def chosen_place(request: HttpRequest) -> str:
    """Return the code of the place the reader has chosen, or nothing. It only looks like a code: ask ``reference``."""
    code = request.COOKIES.get(COOKIE, "")
    return code if CODE.fullmatch(code) else ""


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
