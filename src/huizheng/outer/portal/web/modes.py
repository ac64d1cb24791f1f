"""How a reader wants pages: standard, high contrast, or the edition for elders (large, in contrast, simpler).

Pages of the sites lie in caches that all readers share, so they hold no token. The switch is a POST all the same,
taken only from a page of this very site, as the browser itself says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from django.conf import settings
from django.http import HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Mode = Literal["standard", "contrast", "large"]
MODES: Final[tuple[Mode, ...]] = ("standard", "contrast", "large")
COOKIE: Final = "hz_text_size"
A_YEAR: Final = 365 * 24 * 3600


def mode_of(request: HttpRequest) -> Mode:
    """Return the reader's choice; anything unknown is the standard."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in MODES else "standard"


@csrf_exempt  # its own check stands in for the token, which a shared page cannot hold
@require_POST
def choose_mode(request: HttpRequest) -> HttpResponse:
    """Remember how the reader wants pages for a year, and go back to where they were."""
    if not _from_this_site(request):
        return HttpResponseForbidden(gettext("请在本站页面上切换。"), content_type="text/plain; charset=utf-8")
    wanted = request.POST.get("mode", "")
    back = request.headers.get("Referer", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        COOKIE,
        wanted if wanted in MODES else "standard",
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _from_this_site(request: HttpRequest) -> bool:
    """Believe the browser: pages cannot write these two headers."""
    if fetched := request.headers.get("Sec-Fetch-Site"):
        return fetched == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
