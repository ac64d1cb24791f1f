"""What every request passes first: addresses behind proxies, null characters, and what may lie in a cache."""

from __future__ import annotations

import pytest
from csp.constants import HEADER, NONCE
from csp.decorators import csp_exempt, csp_replace
from csp.exceptions import CSPNonceError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from huizheng.config.middleware import (
    AddressBehindProxies,
    NoNullCharacters,
    PrivatePagesStayInNoCache,
    StandingPolicy,
)


def address_seen(forwarded: str, *, peer: str = "10.0.0.1", proxies: tuple[str, ...] = ("10.0.0.0/8",)) -> str:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    with override_settings(TRUSTED_PROXIES=proxies):
        AddressBehindProxies(view)(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded))
    return seen[0]


class TestTheAddressOfAVisitor:
    @pytest.mark.parametrize(
        ("forwarded", "address"),
        [
            ("203.0.113.7", "203.0.113.7"),
            # Whoever connects may claim to be anybody; only what our own proxy added counts.
            ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
            ("203.0.113.7, 10.9.9.9", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("not an address", "10.0.0.1"),
            ("", "10.0.0.1"),
        ],
    )
    def test_is_what_a_known_proxy_says(self, forwarded: str, address: str) -> None:
        assert address_seen(forwarded) == address

    def test_is_not_what_a_stranger_says(self) -> None:
        assert address_seen("203.0.113.7", peer="192.0.2.9") == "192.0.2.9"
        assert address_seen("203.0.113.7", proxies=()) == "10.0.0.1"


class TestANullCharacter:
    @pytest.mark.parametrize("where", ["/?q=%00", "/%00/"])
    def test_in_an_address_is_refused(self, where: str) -> None:
        answer = NoNullCharacters(lambda _: HttpResponse())(RequestFactory().get(where))
        assert answer.status_code == 400

    @pytest.mark.parametrize("posted", [{"text": "a\x00b"}, {"a\x00b": "text"}])
    def test_in_a_form_is_refused(self, posted: dict[str, str]) -> None:
        guard = NoNullCharacters(lambda _: HttpResponse())
        answer = guard.process_view(RequestFactory().post("/", posted))
        assert answer is not None
        assert answer.status_code == 400

    def test_is_not_looked_for_in_a_file(self) -> None:
        guard = NoNullCharacters(lambda _: HttpResponse())
        request = RequestFactory().post("/", b"\x00\x00", content_type="application/offset+octet-stream")
        assert guard.process_view(request) is None


class TestAPage:
    def test_of_a_session_stays_in_no_cache(self) -> None:
        request = RequestFactory().get("/")
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "key"
        assert PrivatePagesStayInNoCache(lambda _: HttpResponse())(request)["Cache-Control"] == "private, no-store"

    def test_for_everybody_may_be_kept(self) -> None:
        answer = PrivatePagesStayInNoCache(lambda _: HttpResponse())(RequestFactory().get("/"))
        assert "Cache-Control" not in answer

    def test_that_says_itself_how_long_it_may_be_kept_is_left_alone(self) -> None:
        request = RequestFactory().get("/")
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "key"
        kept = PrivatePagesStayInNoCache(lambda _: HttpResponse(headers={"Cache-Control": "public, max-age=60"}))
        assert kept(request)["Cache-Control"] == "public, max-age=60"


def policy_of(view, request: HttpRequest | None = None) -> dict[str, str]:
    said = StandingPolicy(view)(request or RequestFactory().get("/")).headers.get(HEADER, "")
    return dict(part.strip().partition(" ")[::2] for part in said.split(";") if part.strip())


class TestThePolicy:
    def test_is_that_of_the_settings(self) -> None:
        policy = policy_of(lambda _: HttpResponse())
        assert policy["default-src"] == policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["object-src"] == "'none'"

    def test_is_another_where_a_page_says_so_and_only_there(self) -> None:
        own = csp_replace({"frame-ancestors": ["'self'"]})(lambda _: HttpResponse())
        assert policy_of(own)["frame-ancestors"] == "'self'"
        assert policy_of(own)["script-src"] == "'self'"
        assert policy_of(lambda _: HttpResponse())["frame-ancestors"] == "'none'"
        assert policy_of(csp_exempt()(lambda _: HttpResponse())) == {}

    def test_tells_browsers_the_nonce_that_a_page_asked_for(self) -> None:
        nonces: list[str] = []

        def view(request: HttpRequest) -> HttpResponse:
            nonces.append(str(request.csp_nonce))
            return HttpResponse()

        policy = policy_of(csp_replace({"style-src": ["'self'", NONCE]})(view))
        assert f"'nonce-{nonces[0]}'" in policy["style-src"]

    def test_gives_no_nonce_once_it_is_written(self) -> None:
        request = RequestFactory().get("/")
        policy_of(lambda _: HttpResponse(), request)
        with pytest.raises(CSPNonceError):
            str(request.csp_nonce)
