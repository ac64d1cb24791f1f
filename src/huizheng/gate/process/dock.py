"""The dock, where the inner zone fetches and leaves sealed files.

It runs in the outer zone, because the inner one opens every connection, and it answers only what that has signed.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from django.conf import settings

from huizheng.commons.telemetry.api import logger
from huizheng.gate import blobs
from huizheng.gate.broker import other_zone
from huizheng.gate.process.dock_pass import HEADER, Gatekeeper, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logger("gate")

PATH = "/blobs/"
AT_ONCE = 8
TIMEOUT = 30.0
SPARE_SPACE = 256 * 1024 * 1024


class Dock:
    """A small HTTP service on the loopback interface, in threads of its own."""

    def __init__(self, port: int, *, on_arrival: Callable[[str], None]) -> None:
        gatekeeper = Gatekeeper(other_zone(settings.ZONE))
        places = threading.BoundedSemaphore(AT_ONCE)

        class Bound(_Berth):
            pass

        Bound.gatekeeper, Bound.places, Bound.on_arrival = gatekeeper, places, staticmethod(on_arrival)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Bound)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="dock", daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Berth(BaseHTTPRequestHandler):
    """One connection at the dock."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "dock", ""
    timeout = TIMEOUT
    gatekeeper: Gatekeeper
    places: threading.BoundedSemaphore
    on_arrival: Callable[[str], None]

    def do_HEAD(self) -> None:
        """Say whether the file is here, or how much of it."""
        if sm3 := self._admitted():
            if blobs.has_blob(sm3):
                self._answer(HTTPStatus.OK, length=blobs.path_of(sm3).stat().st_size)
            else:
                self._answer(HTTPStatus.NO_CONTENT, {"Upload-Offset": str(blobs.part_size(sm3))})

    def do_GET(self) -> None:
        """Give the file, or the rest of it from where a broken transfer ended."""
        if not (sm3 := self._admitted()):
            return None
        try:
            file = blobs.open_blob(sm3)
        except blobs.BlobMissing:
            return self._answer(HTTPStatus.NOT_FOUND)
        with file:
            size = file.seek(0, 2)
            start = _start_of(self.headers.get("Range", ""))
            if start > size:
                return self._answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            file.seek(start)
            partial = {"Content-Range": f"bytes {start}-{max(size - 1, 0)}/{size}"} if start else {}
            self._answer(HTTPStatus.PARTIAL_CONTENT if start else HTTPStatus.OK, partial, length=size - start)
            while chunk := file.read(blobs.CHUNK):
                self.wfile.write(chunk)
        return None

    def do_PUT(self) -> None:  # noqa: PLR0911 - one line a ground
        """Take the file, or its rest; it counts as here once its bytes are those that its name says."""
        if not (sm3 := self._admitted()):
            return None
        length = int(self.headers.get("Content-Length") or 0)
        offset, total = int(self.headers.get("Upload-Offset") or 0), int(self.headers.get("Upload-Length") or 0)
        if total > blobs.MAX_BLOB or offset + length > total:
            return self._refuse_body(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if blobs.free_space() < total + SPARE_SPACE:
            return self._refuse_body(HTTPStatus.INSUFFICIENT_STORAGE)
        if blobs.has_blob(sm3):
            return self._refuse_body(HTTPStatus.CREATED)
        try:
            here = blobs.append(sm3, offset=offset, chunks=self._body(length), limit=total)
        except ValueError:
            return self._refuse_body(HTTPStatus.CONFLICT, {"Upload-Offset": str(blobs.part_size(sm3))})
        if here < total:
            return self._answer(HTTPStatus.NO_CONTENT, {"Upload-Offset": str(here)})
        try:
            blobs.finish(sm3)
        except blobs.WrongDigest:
            return self._answer(HTTPStatus.UNPROCESSABLE_ENTITY)
        self.on_arrival(sm3)
        return self._answer(HTTPStatus.CREATED)

    def handle_one_request(self) -> None:
        with self.places:
            try:
                super().handle_one_request()
            except (ConnectionError, TimeoutError):
                self.close_connection = True

    def _admitted(self) -> str | None:
        """Return the digest asked for when the inner zone has signed this very request."""
        try:
            self.gatekeeper.admit(
                self.headers.get(HEADER, ""), method=self.command, path=self.path,
                offset=self.headers.get("Range") or self.headers.get("Upload-Offset") or "",
            )  # fmt: skip
            sm3 = self.path.removeprefix(PATH)
            blobs.path_of(sm3)
        except Refused as refusal:
            log.warning("dock refused a request", reason=str(refusal), method=self.command)
            self._refuse_body(HTTPStatus.FORBIDDEN)
            return None
        except blobs.BlobMissing:
            self._refuse_body(HTTPStatus.NOT_FOUND)
            return None
        return sm3

    def _body(self, length: int) -> Iterator[bytes]:
        left = length
        while left:
            chunk = self.rfile.read(min(left, blobs.CHUNK))
            if not chunk:
                raise ConnectionResetError("the body ended early")
            left -= len(chunk)
            yield chunk

    def _refuse_body(self, status: HTTPStatus, headers: dict[str, str] | None = None) -> None:
        """Answer without reading what was sent; the connection cannot be used any more."""
        self.close_connection = True
        self._answer(status, {**(headers or {}), "Connection": "close"})

    def _answer(self, status: HTTPStatus, headers: dict[str, str] | None = None, *, length: int = 0) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the library's own log lines out of ours."""


def _start_of(header: str) -> int:
    digits = header.removeprefix("bytes=").removesuffix("-")
    return int(digits) if header.startswith("bytes=") and digits.isdecimal() else 0
