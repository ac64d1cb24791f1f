"""The gate behind the sign-in page: second factor, first password and idle sessions come before any other page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from huizheng.inner.organs.web.bearer import current_official

# Set by the sign-in page: this session waits for a code, and ends when it lies idle.
WAITS_FOR_CODE = "waits_for_code"
ENDS_WHEN_IDLE = "ends_when_idle"
_SALT = "organs.seen"
_ALWAYS = frozenset({"organs:sign_in", "organs:sign_out", "set_language", "design:text_size", "telemetry:healthz"})
_FOR_THE_CODE = frozenset({"organs:sign_in_code", "organs:second_factor", "organs:second_factor_confirm"})
_FOR_THE_PASSWORD = frozenset({"organs:password"})


class SignInGate:
    """Sends a half signed-in official to the step that is missing, and an idle one back to the sign-in page.

    When a session was last used stands in a signed cookie bound to the session, so that reading a page writes nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._lies_idle(request):
            logout(request)
            return HttpResponseRedirect(f"{reverse('organs:sign_in')}?idle=1")
        response = self.get_response(request)
        if current_official(request) is not None and request.session.get(ENDS_WHEN_IDLE):
            response.set_cookie(
                settings.SEEN_COOKIE_NAME,
                signing.TimestampSigner(salt=_SALT).sign(_trace(request)),
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def process_view(self, request: HttpRequest, *_: object, **__: object) -> HttpResponse | None:
        official = current_official(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if official is None or name in _ALWAYS:
            return None
        if request.session.get(WAITS_FOR_CODE):
            return None if name in _FOR_THE_CODE else _to("organs:sign_in_code")
        if official.must_change_password and name not in _FOR_THE_PASSWORD:
            return _to("organs:password")
        return None

    @staticmethod
    def _lies_idle(request: HttpRequest) -> bool:
        if current_official(request) is None or not request.session.get(ENDS_WHEN_IDLE):
            return False
        try:
            trace = signing.TimestampSigner(salt=_SALT).unsign(
                request.COOKIES.get(settings.SEEN_COOKIE_NAME, ""), max_age=settings.IDLE_SESSION_ENDS_AFTER
            )
        except signing.BadSignature:
            return True
        return trace != _trace(request)


def _trace(request: HttpRequest) -> str:
    """Return a mark of the session that does not tell its key."""
    return salted_hmac(_SALT, request.session.session_key or "").hexdigest()[:32]


def _to(name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name))
