"""Links to other hosts, looked up one by one: only when an operator says so, never by the clock.

The public zone asks as a reader would and reads nothing of the answer. Addresses that lead into a private network are
not asked at all, whatever a page or a redirect says.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage
    from typing import IO

AGENT: Final = "Mozilla/5.0 (compatible; Huizheng link check)"
PATIENCE: Final = 10.0
TRIES: Final = 2
# One host is asked once a second: a look-up is no load on anybody.
PAUSE: Final = 1.0
# Somebody is there, but asks who we are, wants to be asked in another way, or wants us to wait.
_THERE: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
_NOT_BY_HEAD: Final = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})
_PORTS: Final = {"http": 80, "https": 443}


def is_public(host: str, port: int) -> bool:
    """Say whether every address of a host lies on the public network; raises ``OSError`` for an unknown host."""
    found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    return all(ipaddress.ip_address(address[4][0]).is_global for address in found)


class Outside:
    """Asks addresses of other hosts, each once, however many pages refer to it."""

    def __init__(self, *, may_ask: Callable[[str, int], bool] = is_public, pause: float = PAUSE) -> None:
        self._may_ask, self._pause = may_ask, pause
        self._known: dict[str, bool] = {}
        self._asked: dict[str, float] = {}
        self._opener: OpenerDirector = build_opener(_Careful(self._check))

    def answers(self, address: str) -> bool:
        """Say whether somebody answers at an address that a reader's browser would show."""
        address = address.partition("#")[0]
        if address not in self._known:
            self._known[address] = any(self._look_up(address) for _ in range(TRIES))
        return self._known[address]

    def _look_up(self, address: str) -> bool:
        try:
            self._check(address)
            status = self._status(address, "HEAD")
            if status in _NOT_BY_HEAD or status == HTTPStatus.NOT_FOUND:
                status = self._status(address, "GET")
        except (OSError, HTTPException, ValueError):
            return False
        # What is still a redirect here leads round in a circle, or to where no browser may follow.
        return status < HTTPStatus.MULTIPLE_CHOICES or status in _THERE

    def _status(self, address: str, method: str) -> int:
        host = urlsplit(address).netloc
        time.sleep(max(0.0, self._asked.get(host, -self._pause) + self._pause - time.monotonic()))
        request = Request(address, method=method, headers={"User-Agent": AGENT})  # noqa: S310 - checked: http or https
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code
        finally:
            self._asked[host] = time.monotonic()

    def _check(self, address: str) -> None:
        """Raise ``ValueError`` for an address that is not asked: another scheme, or a host of a private network."""
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(address)
        if not self._may_ask(parts.hostname, parts.port or _PORTS[parts.scheme]):
            raise ValueError(address)


class _Careful(HTTPRedirectHandler):
    """Follows where an answer leads, after the same look at it."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def redirect_request(  # noqa: PLR0917 - the library's own signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        self._check(newurl)
        following: Any = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.method = req.get_method()
        return following  # type: ignore[no-any-return]
