from __future__ import annotations

import datetime as dt
import http.client
import io
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine

from huizheng.commons.keys.testing import sign_as
from huizheng.gate import blobs
from huizheng.gate.api import BlobMissing, BlobTooLarge, put_blob
from huizheng.gate.process import dock_pass
from huizheng.gate.process.dock import Dock
from huizheng.gate.process.ferryman import DockRefused, Ferryman
from huizheng.gate.tests.notes import HERE, THERE
from huizheng.lib.sm import sm3_hex

DATA = os.urandom(3 * blobs.CHUNK + 17)
NAME = sm3_hex(DATA)

pytestmark = pytest.mark.enable_socket


@pytest.fixture(autouse=True)
def two_sides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Path]:
    """The test is the ferryman's side; the dock works in other threads and in a folder of its own."""
    folders = {"dock": tmp_path / "dock", "own": tmp_path / "own"}
    here = threading.get_ident()
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setattr(blobs, "folder", lambda: folders["own" if threading.get_ident() == here else "dock"])
    monkeypatch.setattr(dock_pass, "sign", lambda data: sign_as(THERE, data))
    return folders


@pytest.fixture
def arrivals() -> list[str]:
    return []


@pytest.fixture
def dock(arrivals: list[str]) -> Iterator[Dock]:
    standing = Dock(0, on_arrival=arrivals.append)
    standing.open()
    yield standing
    standing.close()


@pytest.fixture
def ask(dock: Dock) -> Callable[..., int]:
    def one(method: str, path: str, shown: str | None = None, body: bytes = b"", **headers: str) -> int:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        offset = sent.get("Range") or sent.get("Upload-Offset") or ""
        sent[dock_pass.HEADER] = dock_pass.issue(method=method, path=path, offset=offset) if shown is None else shown
        connection = http.client.HTTPConnection("127.0.0.1", dock.port, timeout=10)
        try:
            connection.request(method, path, body=body or None, headers=sent)
            return connection.getresponse().status
        finally:
            connection.close()

    return one


class TestFetching:
    def test_brings_the_file(self, dock: Dock, two_sides: dict[str, Path]) -> None:
        (two_sides["dock"] / NAME).write_bytes(DATA)
        Ferryman(dock.port).fetch(NAME, size=len(DATA))

        with blobs.open_blob(NAME) as file:
            assert file.read() == DATA

    def test_goes_on_where_it_broke_off(self, dock: Dock, two_sides: dict[str, Path]) -> None:
        (two_sides["dock"] / NAME).write_bytes(DATA)
        (two_sides["own"] / f"{NAME}.part").write_bytes(DATA[:1_000_000])
        Ferryman(dock.port).fetch(NAME, size=len(DATA))

        assert blobs.has_blob(NAME)

    def test_takes_no_bytes_that_are_not_what_the_name_says(self, dock: Dock, two_sides: dict[str, Path]) -> None:
        (two_sides["dock"] / NAME).write_bytes(b"x" + DATA[1:])
        with pytest.raises(blobs.WrongDigest):
            Ferryman(dock.port).fetch(NAME, size=len(DATA))

        assert list(two_sides["own"].iterdir()) == []

    def test_stops_at_the_announced_size(self, dock: Dock, two_sides: dict[str, Path]) -> None:
        (two_sides["dock"] / NAME).write_bytes(DATA)
        with pytest.raises(BlobTooLarge):
            Ferryman(dock.port).fetch(NAME, size=1000)

    def test_of_a_missing_file_is_refused(self, dock: Dock) -> None:
        with pytest.raises(DockRefused, match="404"):
            Ferryman(dock.port).fetch(NAME, size=len(DATA))


class TestLeaving:
    def test_brings_the_file_and_tells_who_waits_for_it(
        self, dock: Dock, two_sides: dict[str, Path], arrivals: list[str]
    ) -> None:
        put_blob(io.BytesIO(DATA))
        Ferryman(dock.port).leave(NAME, size=len(DATA))

        assert (two_sides["dock"] / NAME).read_bytes() == DATA
        assert arrivals == [NAME]

    def test_goes_on_where_it_broke_off(self, dock: Dock, two_sides: dict[str, Path]) -> None:
        put_blob(io.BytesIO(DATA))
        (two_sides["dock"] / f"{NAME}.part").write_bytes(DATA[:2_000_000])
        Ferryman(dock.port).leave(NAME, size=len(DATA))

        assert (two_sides["dock"] / NAME).read_bytes() == DATA

    def test_again_costs_one_question(self, dock: Dock, arrivals: list[str]) -> None:
        put_blob(io.BytesIO(DATA))
        for _ in range(2):
            Ferryman(dock.port).leave(NAME, size=len(DATA))

        assert arrivals == [NAME]

    def test_of_other_bytes_than_the_name_says_is_refused(
        self, ask: Callable[..., int], two_sides: dict[str, Path], arrivals: list[str]
    ) -> None:
        assert ask("PUT", f"/blobs/{NAME}", body=b"other", Upload_Offset="0", Upload_Length="5") == 422
        assert list(two_sides["dock"].iterdir()) == []
        assert arrivals == []

    def test_of_too_much_is_refused_before_it_is_read(self, ask: Callable[..., int]) -> None:
        huge = str(blobs.MAX_BLOB + 1)
        assert ask("PUT", f"/blobs/{NAME}", body=b"x", Upload_Offset="0", Upload_Length=huge) == 413
        assert ask("PUT", f"/blobs/{NAME}", body=b"xx", Upload_Offset="0", Upload_Length="1") == 413

    def test_at_another_place_than_the_end_is_refused(self, ask: Callable[..., int]) -> None:
        assert ask("PUT", f"/blobs/{NAME}", body=b"x", Upload_Offset="5", Upload_Length="9") == 409

    def test_of_what_is_not_here_is_an_error(self, dock: Dock) -> None:
        with pytest.raises(BlobMissing):
            Ferryman(dock.port).leave(NAME, size=1)


class TestAdmission:
    @pytest.mark.parametrize("shown", ["", "a;b;c;d;e", "a;SM2-SM3;2026-01-01T00:00:00+00:00;n;v"])
    def test_without_a_pass_is_refused(self, ask: Callable[..., int], shown: str) -> None:
        assert ask("GET", f"/blobs/{NAME}", shown) == 403

    def test_with_a_pass_for_something_else_is_refused(self, ask: Callable[..., int]) -> None:
        other = dock_pass.issue(method="HEAD", path=f"/blobs/{NAME}", offset="")

        assert ask("GET", f"/blobs/{NAME}", other) == 403

    def test_with_a_pass_of_the_own_zone_is_refused(
        self, ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dock_pass, "sign", lambda data: sign_as(HERE, data))

        assert ask("GET", f"/blobs/{NAME}") == 403

    def test_counts_once(self, ask: Callable[..., int]) -> None:
        shown = dock_pass.issue(method="GET", path=f"/blobs/{NAME}", offset="")

        assert ask("GET", f"/blobs/{NAME}", shown) == 404
        assert ask("GET", f"/blobs/{NAME}", shown) == 403

    @pytest.mark.parametrize("minutes", [-2, 2])
    def test_with_a_stale_pass_is_refused(self, ask: Callable[..., int], minutes: int) -> None:
        with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)):
            shown = dock_pass.issue(method="GET", path=f"/blobs/{NAME}", offset="")

        assert ask("GET", f"/blobs/{NAME}", shown) == 403

    @pytest.mark.parametrize("path", ["/", "/blobs/", "/blobs/../../secrets/inner/django.key", "/blobs/" + "A" * 64])
    def test_to_anything_but_a_digest_is_refused(self, ask: Callable[..., int], path: str) -> None:
        assert ask("GET", path) == 404

    def test_the_dock_listens_on_the_loopback_interface_only(self, dock: Dock) -> None:
        assert dock._server.server_address[0] == "127.0.0.1"
