"""Answers kept in memory, in front of Django: the same bytes for every reader until their site shows something new.

An answer is kept when its view said so (``keeping``), and given while nothing was announced for its sites since before
it was made. A process that hears no announcements keeps and gives nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from huizheng.commons.telemetry.api import new_request_id, observe_request
from huizheng.outer.sites.serving.counting import count_reading
from huizheng.outer.sites.serving.keeping import Kept, kept
from huizheng.outer.sites.serving.variants import Environ, Key, key_of, takes_gzip
from huizheng.outer.sites.standing import Standing

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

Headers = list[tuple[str, str]]

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 32 * MEGABYTE
# What pages show of other rooms (services, a register) is announced by nobody: it is at most so old.
LONGEST: Final = 60.0
# An answer costs its bytes and about so much for its key and headers.
OVERHEAD: Final = 2000
_OWN: Final = frozenset({"x-request-id", "content-length", "date", "etag", "cache-control", "vary", "content-encoding"})
_TEXTS: Final = ("text/", "application/json", "application/xml", "application/atom+xml")
_SMALLEST_ZIPPED: Final = 600


@dataclass(slots=True)
class Answer:
    """An answer as it is given again and again."""

    view: str
    about: Kept
    made: int
    until: float
    headers: Headers
    etag: str
    body: bytes
    may_zip: bool
    zipped: bytes | None = None
    _full: dict[bool, Headers] = field(default_factory=dict)

    def headers_for(self, *, zipped: bool) -> Headers:
        if zipped not in self._full:
            length = len(self.zipped or b"") if zipped else len(self.body)
            extra = [("Content-Encoding", "gzip")] if zipped else []
            self._full[zipped] = [*self.headers, *extra, ("ETag", self.etag), ("Content-Length", str(length))]
        return self._full[zipped]


class PageCache:
    """A WSGI application around Django's own."""

    def __init__(
        self, application: WSGIApplication, standing: Standing, *, most_bytes: int = MOST_BYTES,
        begin: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self._application = application
        self._standing = standing
        self._most_bytes = most_bytes
        self._begin = begin
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._begin is not None:
            begin, self._begin = self._begin, None
            begin()
        key = key_of(environ)
        if key is None:
            return self._counted(self._application(environ, start_response))
        begun = time.perf_counter()
        if (answer := self._find(key)) is not None:
            return self._give(answer, environ, start_response, begun=begun)
        return self._ask(key, environ, start_response)

    def _find(self, key: Key) -> Answer | None:
        answer = self._answers.get(key)
        if answer is None or not self._standing.is_hearing:
            return None
        if self._standing.has_news(answer.about.sites, since=answer.made) or answer.until < time.time():
            self._drop(key)
            return None
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
        return answer

    def _ask(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have Django answer; keep the answer when its view allows it and nothing was announced meanwhile."""
        made = self._standing.newest
        told: list[Any] = []
        written: list[bytes] = []

        def hold(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            told[:] = [status, headers, exc_info]
            return written.append

        # Django answers HEAD without a body: what is kept is the answer to GET.
        whole = {**environ, "REQUEST_METHOD": "GET"} if environ["REQUEST_METHOD"] == "HEAD" else environ
        response = self._application(whole, hold)
        status, headers, exc_info = told
        about = kept(response)
        if (
            about is None
            or status != "200 OK"
            or getattr(response, "streaming", False)
            or any(name.lower() == "set-cookie" for name, _ in headers)
        ):
            start_response(status, headers, *([exc_info] if exc_info else []))
            self._counted(response)
            return response if whole is environ else _emptied(response)
        body = b"".join([*written, *response])
        _close(response)
        answer = _answer(about, made, headers, body, view=_view(response))
        if self._standing.is_hearing:
            self._keep(key, answer)
        return self._give(answer, environ, start_response, begun=None)

    def _give(
        self, answer: Answer, environ: Environ, start_response: StartResponse, *, begun: float | None
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            count_reading(answer.about)
        is_same = _matches(environ.get("HTTP_IF_NONE_MATCH", ""), answer.etag)
        zipped = not is_same and answer.may_zip and takes_gzip(environ)
        if zipped and answer.zipped is None:
            answer.zipped = gzip.compress(answer.body, compresslevel=5, mtime=0)
        status = "304 Not Modified" if is_same else "200 OK"
        headers = _without_body(answer) if is_same else answer.headers_for(zipped=zipped)
        headers = [*headers, ("X-Request-Id", new_request_id())]
        start_response(status, headers)
        if begun is not None:
            observe_request(
                view=answer.view, method=environ["REQUEST_METHOD"], status=int(status[:3]),
                seconds=time.perf_counter() - begun,
            )  # fmt: skip
        if is_same or environ["REQUEST_METHOD"] == "HEAD":
            return [b""]
        return [answer.zipped if zipped and answer.zipped is not None else answer.body]

    def _keep(self, key: Key, answer: Answer) -> None:
        size = _size(answer)
        if size > self._most_bytes // 8:
            return
        with self._lock:
            self._forget(key)
            self._answers[key] = answer
            self._bytes += size
            while self._bytes > self._most_bytes and self._answers:
                self._forget(next(iter(self._answers)))

    def _drop(self, key: Key) -> None:
        with self._lock:
            self._forget(key)

    def _forget(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self._bytes -= _size(answer)

    @staticmethod
    def _counted(response: Iterable[bytes]) -> Iterable[bytes]:
        if (about := kept(response)) is not None and getattr(response, "status_code", 0) == 200:  # noqa: PLR2004
            count_reading(about)
        return response


def _answer(about: Kept, made: int, headers: Headers, body: bytes, *, view: str) -> Answer:
    now = time.time()
    named = {name.lower(): value for name, value in headers}
    held = [(name, value) for name, value in headers if name.lower() not in _OWN]
    # Whoever keeps it asks each time whether it still holds: what is withdrawn is gone with the next look.
    held += [("Cache-Control", named.get("cache-control", "public, no-cache")), ("Vary", "Accept-Encoding, Cookie")]
    return Answer(
        view=view,
        about=about,
        made=made,
        until=min(now + LONGEST, _midnight(now)),
        headers=held,
        etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        body=body,
        may_zip=named.get("content-type", "").startswith(_TEXTS) and len(body) >= _SMALLEST_ZIPPED,
    )


def _midnight(now: float) -> float:
    """Return the next midnight in China: pages may say what day it is."""
    day, ahead = 86_400.0, 8 * 3600.0
    return ((now + ahead) // day + 1) * day - ahead


def _without_body(answer: Answer) -> Headers:
    kept_names = {"cache-control", "vary", "content-security-policy", "x-content-type-options", "referrer-policy"}
    return [*((name, value) for name, value in answer.headers if name.lower() in kept_names), ("ETag", answer.etag)]


def _matches(asked: str, etag: str) -> bool:
    if not asked:
        return False
    wanted = etag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in {wanted, "*"} for each in asked.split(","))


def _size(answer: Answer) -> int:
    # The compressed form is made when first asked for, and is about a quarter.
    return len(answer.body) * 5 // 4 + OVERHEAD


def _view(response: object) -> str:
    match = getattr(response, "resolver_match", None)
    return str(match.view_name) if match is not None else "kept"


def _emptied(response: Iterable[bytes]) -> Iterable[bytes]:
    _close(response)
    return [b""]


def _close(response: object) -> None:
    if callable(close := getattr(response, "close", None)):
        close()
