from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.exceptions import ImproperlyConfigured

from huizheng.commons.files import testing
from huizheng.commons.files.actions import sweep_orphans
from huizheng.commons.files.api import BlobDamaged, erase, open_file, read_file
from huizheng.commons.files.models import Blob
from huizheng.commons.files.storages import storage
from huizheng.commons.files.storages.bucket import Bucket, StorageUnreachable
from huizheng.commons.files.storages.signing import NOTHING, signed_headers
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LONG = b"".join(b"%08d\n" % number for number in range(400_000))
KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


class Store(BaseHTTPRequestHandler):
    """A store that speaks as much S3 as we do, checks every digest and signer, and lists two a page."""

    objects: dict[str, tuple[bytes, float]]
    down = False

    def _ready(self) -> tuple[str, bytes] | None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        signed = self.headers["Authorization"].startswith(f"AWS4-HMAC-SHA256 Credential={KEY}/")
        if self.server.down or not signed or hashlib.sha256(body).hexdigest() != self.headers["x-amz-content-sha256"]:
            self._answer(503 if self.server.down else 403)
            return None
        return unquote(urlsplit(self.path).path), body

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self) -> None:
        if asked := self._ready():
            self.server.objects[asked[0]] = (asked[1], time.time())
            self._answer(200)

    def do_DELETE(self) -> None:
        if asked := self._ready():
            self.server.objects.pop(asked[0], None)
            self._answer(204)

    def do_HEAD(self) -> None:
        if asked := self._ready():
            found = self.server.objects.get(asked[0])
            self._answer(200, Content_Length=str(len(found[0]))) if found else self._answer(404)

    def do_GET(self) -> None:
        if not (asked := self._ready()):
            return
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if "list-type" in query:
            self._answer(200, self._listing(query))
        elif found := self.server.objects.get(asked[0]):
            start, _, last = self.headers["Range"].removeprefix("bytes=").partition("-")
            self._answer(206, found[0][int(start) : int(last) + 1])
        else:
            self._answer(404)

    def _listing(self, query: dict[str, str]) -> bytes:
        names = sorted(name for name in self.server.objects if name.startswith(f"/papers/{query['prefix']}"))
        start = int(query.get("continuation-token", 0))
        entries = "".join(
            f"<Contents><Key>{escape(name.removeprefix('/papers/'))}</Key>"
            f"<LastModified>{dt.datetime.fromtimestamp(self.server.objects[name][1], dt.UTC):%Y-%m-%dT%H:%M:%S.000Z}"
            "</LastModified></Contents>"
            for name in names[start : start + 2]
        )
        more = f"<NextContinuationToken>{start + 2}</NextContinuationToken>" if names[start + 2 :] else ""
        space = "http://s3.amazonaws.com/doc/2006-03-01/"
        return f'<ListBucketResult xmlns="{space}">{entries}{more}</ListBucketResult>'.encode()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def store(settings, tmp_path: Path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.objects, server.down = {}, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    secret = SECRET.replace("/", "%2F")
    address = f"s3://{KEY}:{secret}@papers/deep/er?endpoint=http://127.0.0.1:{server.server_port}"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, storage_url=address)
    settings.VAR = _with_secrets(tmp_path, settings.VAR)
    yield server
    server.shutdown()
    server.server_close()


def _with_secrets(folder: Path, var: Path) -> Path:
    (folder / "secrets").symlink_to(var / "secrets")
    return folder


@pytest.mark.django_db(transaction=True)
class TestBucket:
    def test_keeps_sealed_bytes_under_a_random_name_and_gives_back_any_part(self, store) -> None:
        stored = testing.stored_file(LONG, name="证明.txt")

        ((name, (content, _)),) = store.objects.items()
        assert name == f"/papers/deep/er/{_zone()}/{Blob.objects.get().pk.hex}"
        assert LONG[:100] not in content
        assert read_file(stored) == LONG
        assert b"".join(open_file(stored, start=3_000_000, stop=3_000_010)) == LONG[3_000_000:3_000_010]

    def test_forgets_what_is_erased(self, store) -> None:
        erase(testing.stored_file(), by=SYSTEM, at=AT)
        assert store.objects == {}

    def test_a_missing_or_cut_object_is_named_so(self, store) -> None:
        stored = testing.stored_file(LONG, name="a.txt")
        ((name, (content, kept_at)),) = store.objects.items()
        store.objects[name] = (content[:-7], kept_at)
        with pytest.raises(BlobDamaged):
            read_file(stored)
        store.objects.clear()
        with pytest.raises(BlobDamaged, match="missing"):
            read_file(stored)

    def test_orphans_are_swept_through_every_page_of_the_listing(self, store) -> None:
        stored = testing.stored_file()
        prefix = f"/papers/deep/er/{_zone()}"
        for number in range(5):
            store.objects[f"{prefix}/{number:032x}"] = (b"x", time.time() - 9 * 3600)
        now = dt.datetime.fromtimestamp(time.time(), dt.UTC)

        assert sweep_orphans(at=now) == 5
        assert len(store.objects) == 1
        assert read_file(stored) == testing.pdf()

    def test_a_store_that_is_down_leaves_no_record_and_no_scratch(self, store, tmp_path: Path) -> None:
        store.down = True
        with pytest.raises(StorageUnreachable, match="503"):
            testing.stored_file()

        assert Blob.objects.count() == 0
        assert list((tmp_path / "unfinished" / _zone()).iterdir()) == []

    @pytest.mark.parametrize("address", ["s3://papers/x?endpoint=http://h", "s3://k:s@papers/x", "ftp://h/x"])
    def test_an_address_that_lacks_something_is_refused(self, settings, address: str) -> None:
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, storage_url=address)
        with pytest.raises(ImproperlyConfigured, match="HUIZHENG_STORAGE_URL"):
            storage()

    def test_keys_are_not_shown(self) -> None:
        bucket = Bucket.at("s3://id:word@papers/x?endpoint=http://h", zone="outer", unfinished=Path())
        assert "word" not in repr(bucket)


class TestSignature:
    """The examples of the provider's own documentation."""

    @pytest.mark.parametrize(
        ("method", "path", "query", "headers", "body", "signature"),
        [
            (
                "GET",
                "/test.txt",
                {},
                {"Range": "bytes=0-9"},
                NOTHING,
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            ),
            (
                "PUT",
                "/test%24file.text",
                {},
                {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            ),
            (
                "GET",
                "/",
                {"max-keys": "2", "prefix": "J"},
                {},
                NOTHING,
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
            ),
        ],
    )
    def test_is_the_one_of_the_example(self, *, method, path, query, headers, body, signature) -> None:
        made = signed_headers(
            method=method,
            host="examplebucket.s3.amazonaws.com",
            path=path,
            query=query,
            headers=headers,
            body_sha256=body,
            key=KEY,
            secret=SECRET,
            region="us-east-1",
            stamp="20130524T000000Z",
        )
        assert made["authorization"].endswith(f"Signature={signature}")


def _zone() -> str:
    from django.conf import settings

    return str(settings.ZONE)
