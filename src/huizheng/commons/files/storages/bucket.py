"""A bucket of an S3-compatible store.

``HUIZHENG_STORAGE_URL``: ``s3://KEY:SECRET@bucket/prefix?endpoint=https://host:port&region=…``. What is being written
lies sealed in a local scratch file and is put in one request, so an object is there whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import io
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.etree import ElementTree as ET

from django.core.exceptions import ImproperlyConfigured

from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.storages.base import NAME, Scratch, checked
from huizheng.commons.files.storages.signing import NOTHING, canonical_query, signed_headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 60
_AHEAD = 2 * 1024 * 1024
_OK = frozenset({200, 204, 206})
_MISSING = 404


class StorageUnreachable(OSError):
    """The store does not answer, or answers that it will not."""


@dataclass(frozen=True)
class Bucket:
    """One prefix of one bucket."""

    endpoint: str
    bucket: str
    prefix: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    unfinished: Path

    @classmethod
    def at(cls, address: str, *, zone: str, unfinished: Path) -> Bucket:
        """Return the bucket an address names; raises ``ImproperlyConfigured`` when something is missing."""
        parts = urlsplit(address)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not (parts.hostname and parts.username and parts.password and "endpoint" in options):
            raise ImproperlyConfigured("HUIZHENG_STORAGE_URL: s3://KEY:SECRET@bucket/prefix?endpoint=https://host")
        return cls(
            endpoint=options["endpoint"].rstrip("/"),
            bucket=parts.hostname,
            prefix="/".join(filter(None, (parts.path.strip("/"), zone))),
            region=options.get("region", "us-east-1"),
            key=unquote(parts.username),
            secret=unquote(parts.password),
            unfinished=unfinished,
        )

    def scratch(self) -> Scratch:
        self.unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _BucketScratch(self, self.unfinished / os.urandom(16).hex())

    def open(self, name: str) -> BinaryIO:
        status, headers, _ = self.ask("HEAD", name)
        if status == _MISSING:
            raise BlobDamaged("the content is missing from the storage")
        return cast("BinaryIO", _Remote(self, checked(name), int(headers["content-length"])))

    def delete(self, name: str) -> None:
        self.ask("DELETE", checked(name))

    def names_older_than(self, moment: dt.datetime) -> Iterator[str]:
        if self.unfinished.is_dir():
            for path in self.unfinished.iterdir():
                if path.stat().st_mtime < moment.timestamp():
                    path.unlink(missing_ok=True)
        token: str | None = ""
        while token is not None:
            query = {"list-type": "2", "prefix": f"{self.prefix}/"} | ({"continuation-token": token} if token else {})
            status, _, body = self.ask("GET", "", query=query)
            if status == _MISSING:
                raise StorageUnreachable("no such bucket")
            listing = ET.fromstring(body)  # noqa: S314 - our own store's answer; expat expands no outside entities
            for entry in listing.iterfind("{*}Contents"):
                name = (entry.findtext("{*}Key") or "").rsplit("/", 1)[-1]
                kept_at = dt.datetime.fromisoformat(entry.findtext("{*}LastModified") or "")
                if NAME.fullmatch(name) and kept_at < moment:
                    yield name
            token = listing.findtext("{*}NextContinuationToken")

    def ask(
        self,
        method: str,
        name: str,
        *,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        body: BinaryIO | None = None,
        body_sha256: str = NOTHING,
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one signed request; raises ``StorageUnreachable`` for everything but success and a missing object."""
        server = urlsplit(self.endpoint)
        path = quote(f"{server.path}/{self.bucket}" + (f"/{self.prefix}/{name}" if name else ""))
        signed = signed_headers(
            method=method,
            host=server.netloc,
            path=path,
            query=query or {},
            headers=headers or {},
            body_sha256=body_sha256,
            key=self.key,
            secret=self.secret,
            region=self.region,
            stamp=time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),  # the store compares it with its own clock
        )
        kind = http.client.HTTPSConnection if server.scheme == "https" else http.client.HTTPConnection
        connection = kind(server.netloc, timeout=_PATIENCE)
        try:
            line = path + (f"?{canonical_query(query)}" if query else "")
            connection.request(method, line, body=body, headers=signed)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise StorageUnreachable(type(error).__name__) from error
        finally:
            connection.close()
        if answer.status not in _OK and answer.status != _MISSING:
            raise StorageUnreachable(f"{method}: HTTP {answer.status}")
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


class _Remote(io.RawIOBase):
    """Reads an object from any place, two megabytes a request."""

    def __init__(self, bucket: Bucket, name: str, size: int) -> None:
        super().__init__()
        self._bucket, self._name, self._size = bucket, name, size
        self._at, self._from, self._window = 0, 0, b""

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._size - self._at if size is None or size < 0 else min(size, self._size - self._at)
        pieces = []
        while wanted > 0:
            within = self._at - self._from
            if not 0 <= within < len(self._window):
                self._fetch(self._at)
                within = 0
            piece = self._window[within : within + wanted]
            pieces.append(piece)
            self._at += len(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def _fetch(self, start: int) -> None:
        last = min(start + _AHEAD, self._size) - 1
        status, _, content = self._bucket.ask("GET", self._name, headers={"Range": f"bytes={start}-{last}"})
        if status == _MISSING or len(content) != last - start + 1:
            raise BlobDamaged("the content is missing from the storage, or cut short")
        self._from, self._window = start, content


class _BucketScratch:
    def __init__(self, bucket: Bucket, path: Path) -> None:
        self._bucket, self._path = bucket, path
        self._file = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
        self._digest = hashlib.sha256()

    def write(self, piece: bytes, /) -> object:
        self._digest.update(piece)
        return self._file.write(piece)

    def reopen(self) -> BinaryIO:
        self._file.flush()
        return self._path.open("rb")

    def keep(self, name: str) -> None:
        with self.reopen() as content:
            length = str(self._path.stat().st_size)
            digest = self._digest.hexdigest()
            headers = {"Content-Length": length}
            status, _, _ = self._bucket.ask("PUT", checked(name), headers=headers, body=content, body_sha256=digest)
        if status == _MISSING:  # what is missing where something is put is the bucket itself
            raise StorageUnreachable("no such bucket")

    def discard(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)
