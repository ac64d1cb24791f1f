"""An S3 store of another hand, on loopback: what we sign, name and ask is what it understands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huizheng.commons.files import testing
from huizheng.commons.files.actions import store_uploaded, sweep_orphans
from huizheng.commons.files.api import FileRefused, FileRule, StoredFile, erase, open_file, read_file
from huizheng.commons.files.models import Blob
from huizheng.commons.files.storages import StorageUnreachable, probe
from huizheng.commons.files.tests.test_uploads import CONTENT, Browser, ticket
from huizheng.lib.actors import SYSTEM

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
KEY, SECRET = "AKIDHUIZHENG", "a-secret/with+signs"
ROOT = Path(__file__).parents[5]


class Peer:
    """A server process that can be taken away and brought back, with what it keeps on disk."""

    def __init__(self, folder: Path) -> None:
        self.buckets = folder
        self.log = folder.parent / "store.log"
        with socket.socket() as probe_:
            probe_.bind(("127.0.0.1", 0))
            self.port = int(probe_.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def address(self, *, secret: str = SECRET, bucket: str = "papers") -> str:
        quoted = secret.replace("/", "%2F").replace("+", "%2B")
        return f"s3://{KEY}:{quoted}@{bucket}/deep?endpoint=http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(Path(sys.executable).with_name("nanio")), "serve", "--host", "127.0.0.1",
                    "--port", str(self.port), "--data-dir", str(self.buckets),
                ],
                env={**os.environ, "NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET},
                stdout=log,
                stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe_:
                if probe_.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("store") / "buckets"
    (folder / "papers").mkdir(parents=True)
    found = Peer(folder)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def store(peer: Peer, settings, tmp_path: Path) -> Peer:
    (tmp_path / "secrets").symlink_to(settings.VAR / "secrets")
    settings.VAR = tmp_path
    point(settings, peer.address())
    return peer


def point(settings, address: str) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, storage_url=address)


def kept(peer: Peer) -> list[bytes]:
    """What lies in the zone's own place of the bucket, by whatever names the server gives its files."""
    place = peer.buckets / "papers" / "deep" / django_settings.ZONE
    names = {blob.pk.hex for blob in Blob.objects.filter(erased_at=None)}
    return [path.read_bytes() for path in place.rglob("*") if path.is_file() and path.name in names]


def test_the_bucket_holds_sealed_bytes_and_gives_back_any_part(store: Peer) -> None:
    stored = testing.stored_file(CONTENT, name="证明.txt")
    (content,) = kept(store)
    assert CONTENT[:100] not in content
    assert read_file(stored) == CONTENT
    assert b"".join(open_file(stored, start=300_000, stop=300_010)) == CONTENT[300_000:300_010]
    erase(stored, by=SYSTEM, at=AT)
    assert kept(store) == []


def test_orphans_are_found_by_its_listing_and_swept(store: Peer) -> None:
    stored = testing.stored_file()
    orphan = testing.stored_file(CONTENT, name="orphan.txt")
    StoredFile.objects.filter(pk=orphan.pk).delete()
    Blob.objects.filter(pk=orphan.blob_id).delete()
    later = dt.datetime.fromtimestamp(time.time(), dt.UTC) + dt.timedelta(days=1)
    assert sweep_orphans(at=later) >= 1
    assert read_file(stored) == testing.pdf()


def test_a_wrong_secret_a_missing_bucket_and_a_closed_port_are_each_named(store: Peer, settings) -> None:
    probe()
    point(settings, store.address(secret="wrong"))
    with pytest.raises(StorageUnreachable, match="403"):
        probe()
    point(settings, store.address(bucket="nowhere"))
    with pytest.raises(StorageUnreachable, match=r"no such bucket|404"):
        probe()
    with pytest.raises(StorageUnreachable):
        testing.stored_file()
    assert not Blob.objects.exists(), "what could not be kept has no record"
    point(settings, "s3://k:s@papers/x?endpoint=http://127.0.0.1:9")
    with pytest.raises(StorageUnreachable, match="ConnectionRefused"):
        probe()


@pytest.mark.parametrize(("secret", "said"), [(SECRET, "文件库可以读写"), ("wrong", "HTTP 403")])
def test_the_address_is_read_from_the_environment_and_tried_before_a_start(
    peer: Peer, tmp_path: Path, secret: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "huizheng", django_settings.ZONE, "check_storage"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "HUIZHENG_VAR": str(tmp_path),
            "HUIZHENG_STORAGE_URL": peer.address(secret=secret),
            "DJANGO_SETTINGS_MODULE": f"huizheng.config.settings.{django_settings.ZONE}",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) == (secret == SECRET), done.stdout + done.stderr
    assert said in done.stdout + done.stderr


def test_an_upload_goes_on_where_it_stood_when_the_store_is_back(store: Peer) -> None:
    browser = Browser()
    half = len(CONTENT) // 2
    url = browser.start(ticket_=ticket(browser.holder, at=timezone.now()))["Location"]
    assert browser.patch(url, 0, CONTENT[:half]).status_code == 204
    store.stop()
    try:
        cut = browser.patch(url, half, CONTENT[half:])
        assert cut.status_code == 503
        assert "自动续传" in cut.json()["error"]
        assert browser.head(url)["Upload-Offset"] == str(half), "what had arrived is not lost"
        upload = SimpleUploadedFile("证明.pdf", testing.pdf())
        with pytest.raises(FileRefused, match="再上传一次"):
            store_uploaded(upload, owner="resident:mei", purpose="d", rule=FileRule(), by=SYSTEM, at=AT)
    finally:
        store.start()
    assert browser.patch(url, half, CONTENT[half:]).status_code == 204
    assert read_file(StoredFile.objects.get()) == CONTENT
