"""Somebody without a browser: asks for pages of any site, signs in, keeps cookies, and reads what comes."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

from tests.journeys.people import PASSWORD
from tests.product.instance import Product

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Any

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Asker:
    """One client of one zone; cookies are kept, redirections are not followed."""

    product: Product
    zone: str = "outer"
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(_Staying, urllib.request.HTTPCookieProcessor(self.jar))
        self.base = self.product.outer if self.zone == "outer" else self.product.inner

    def asks(
        self, path: str, *, site: str = "", host: str = "", form: dict[str, str] | None = None, cookie: str = ""
    ) -> Answer:
        """Ask for a path, of a site of the cluster or under any host; with a form it is posted."""
        if site:
            host = f"{site}.localhost:{self.product.port}"
        headers = {name: value for name, value in (("Host", host), ("Cookie", cookie)) if value}
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        address = self.base + urllib.parse.quote(path, safe="/?&=%+:;,-_.~()'!*@#")
        request = urllib.request.Request(address, data, headers)  # noqa: S310 - our own instance
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read(), refused.headers)

    def fills_in(self, path: str, *, to: str = "", **fields: str) -> Answer:
        """Post the form of a page with its token, to the page itself or where the form says."""
        found = TOKEN.search(self.asks(path).text)
        assert found, path
        return self.asks(to or path, form={"csrfmiddlewaretoken": found[1], **fields})

    def signs_in(self, login: str) -> Asker:
        name = "login" if self.zone == "outer" else "login_name"
        answer = self.fills_in("/account/sign-in/", **{name: login, "password": PASSWORD})
        assert answer.status == 302, answer.text[:2000]
        return self
