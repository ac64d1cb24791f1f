"""The inner zone's way to the dock: fetching what messages from outside name, and leaving what ours name."""

from __future__ import annotations

import http.client
from contextlib import closing
from http import HTTPStatus
from typing import IO, TYPE_CHECKING

from huizheng.gate import blobs
from huizheng.gate.process.dock import PATH
from huizheng.gate.process.dock_pass import HEADER, issue

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT = 30.0


class DockRefused(Exception):
    """The dock answered, but not with what was asked for."""


class Ferryman:
    """Speaks to the dock, one file at a time; what broke off goes on where it ended."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._host, self._port = host, port

    def fetch(self, sm3: str, *, size: int) -> None:
        """Bring a file here; raises ``DockRefused``, ``WrongDigest``, or ``OSError`` when the dock does not answer."""
        if blobs.has_blob(sm3):
            return
        start = blobs.part_size(sm3)
        if start < size:
            with closing(self._connection()) as dock:
                rest = f"bytes={start}-" if start else ""
                answer = self._ask(dock, "GET", sm3, {"Range": rest} if rest else {}, offset=rest)
                if answer.status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                    raise DockRefused(f"{answer.status}")
                start = start if answer.status == HTTPStatus.PARTIAL_CONTENT else self._from_the_start(sm3)
                blobs.append(sm3, offset=start, chunks=_chunks(answer), limit=size)
        blobs.finish(sm3)

    def leave(self, sm3: str, *, size: int) -> None:
        """Bring a file to the dock; raises ``BlobMissing``, ``DockRefused`` or ``OSError``."""
        with blobs.open_blob(sm3) as file, closing(self._connection()) as dock:
            answer = self._ask(dock, "HEAD", sm3, {}, offset="")
            answer.read()
            if answer.status == HTTPStatus.OK:
                return
            if answer.status != HTTPStatus.NO_CONTENT:
                raise DockRefused(f"{answer.status}")
            start = int(answer.headers["Upload-Offset"])
            file.seek(start)
            headers = {"Upload-Offset": str(start), "Upload-Length": str(size), "Content-Length": str(size - start)}
            answer = self._ask(dock, "PUT", sm3, headers, offset=str(start), body=_chunks(file))
            answer.read()
            if answer.status != HTTPStatus.CREATED:
                raise DockRefused(f"{answer.status}")

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT)

    def _ask(
        self,
        dock: http.client.HTTPConnection,
        method: str,
        sm3: str,
        headers: dict[str, str],
        *,
        offset: str,
        body: Iterator[bytes] | None = None,
    ) -> http.client.HTTPResponse:
        path = f"{PATH}{sm3}"
        try:
            dock.request(
                method, path, body=body, headers={**headers, HEADER: issue(method=method, path=path, offset=offset)},
            )  # fmt: skip
            return dock.getresponse()
        except http.client.HTTPException as error:
            raise ConnectionError(type(error).__name__) from error

    def _from_the_start(self, sm3: str) -> int:
        blobs.part_of(sm3).unlink(missing_ok=True)
        return 0


def _chunks(stream: http.client.HTTPResponse | IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(blobs.CHUNK):
        yield chunk
