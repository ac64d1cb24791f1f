from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huizheng.commons.keys.testing import sign_as
from huizheng.commons.telemetry.api import failures
from huizheng.gate import blobs, envelope, ferry
from huizheng.gate.actions.ferrying import export_batch, import_batches
from huizheng.gate.api import send
from huizheng.gate.models import GENESIS, InboxEntry, OutboxEntry, Receipt
from huizheng.gate.states import OutboxState, Rung
from huizheng.gate.testing import lay_blob, wire
from huizheng.gate.tests.notes import HERE, NOW, THERE, NoteReceived, NoteSent, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A batch of the other zone with one note and its file, lying in a folder."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    blob = lay_blob(b"ciphertext")
    raw = wire(NoteReceived(matter="A", text="a", files=(blob,)), seq=1, prev=GENESIS, at=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(ferry, "sign", lambda data: sign_as(THERE, data))
        ferry.write(ferry.Batch(THERE, HERE, "1", [raw], [blob.sm3]), folder)
    blobs.drop_blob(blob.sm3)
    return folder


def changed(path: Path, *, leave_out: str = "", instead: bytes | None = None, extra: str = "") -> None:
    """Write the tar anew with a member left out, replaced or added."""
    with tarfile.open(path) as tar:
        members = [(info.name, tar.extractfile(info).read()) for info in tar]
    with tarfile.open(path, "w") as tar:
        for name, data in members:
            hit = name.startswith(leave_out or "\0")
            if hit and instead is None:
                continue
            info = tarfile.TarInfo(name)
            kept = instead if hit and instead is not None else data
            info.size = len(kept)
            tar.addfile(info, io.BytesIO(kept))
        if extra:
            tar.addfile(tarfile.TarInfo(extra))


class TestArriving:
    def test_gives_the_message_its_effect_with_its_file(self, room: Room, from_there: Path) -> None:
        assert import_batches(from_there, at=NOW) == (1, 0)

        assert room.heard == [("A", "a")]
        assert [path.suffix for path in from_there.iterdir()] == [".taken"]

    def test_twice_has_one_effect(self, room: Room, from_there: Path) -> None:
        [path] = from_there.iterdir()
        data = path.read_bytes()
        import_batches(from_there, at=NOW)
        path.write_bytes(data)
        import_batches(from_there, at=NOW)

        assert room.heard == [("A", "a")]

    @pytest.mark.parametrize(
        "damage",
        [
            {"leave_out": "envelopes/"}, {"leave_out": "envelopes/", "instead": b"{}"}, {"leave_out": "manifest.sig"},
            {"leave_out": "manifest.json", "instead": b"{}"}, {"leave_out": "blobs/", "instead": b"CIPHERTEXT"},
            {"extra": "../../secrets/inner/django.key"}, {"extra": "/etc/cron.d/evil"},
        ],
    )  # fmt: skip
    def test_damaged_or_forged_is_refused_whole(self, room: Room, from_there: Path, damage: dict) -> None:
        [path] = from_there.iterdir()
        changed(path, **damage)

        assert import_batches(from_there, at=NOW) == (0, 1)
        assert not InboxEntry.objects.exists()
        assert [failure.source for failure in failures()] == ["gate.security"]
        assert [path.suffix for path in from_there.iterdir()] == [".refused"]

    def test_half_of_a_file_is_refused(self, from_there: Path) -> None:
        [path] = from_there.iterdir()
        path.write_bytes(path.read_bytes()[:3000])

        assert import_batches(from_there, at=NOW) == (0, 1)

    def test_an_own_batch_that_comes_back_is_left_alone(self, tmp_path: Path) -> None:
        send(NoteSent(matter="A", text="a"), at=NOW)
        export_batch(tmp_path, at=NOW)

        assert import_batches(tmp_path, at=NOW) == (0, 0)


class TestLeaving:
    def test_carries_what_is_unconfirmed_and_the_files_it_names(self, tmp_path: Path) -> None:
        blob = lay_blob(b"ciphertext")
        env_id = send(NoteSent(matter="A", text="a", files=(blob,)), at=NOW)
        path = export_batch(tmp_path, at=NOW)

        with tarfile.open(path) as tar:
            names = tar.getnames()
            first = envelope.from_wire(tar.extractfile("envelopes/000001.json").read())
        assert names[:2] == ["manifest.json", "manifest.sig"]
        assert f"blobs/{blob.sm3}" in names
        assert first.env_id == env_id
        assert OutboxEntry.objects.get().state == OutboxState.SENT
        assert Receipt.objects.get(env_id=env_id, rung=Rung.RELAYED).text == path.name

    def test_takes_along_again_what_the_last_file_may_have_lost(self, tmp_path: Path) -> None:
        send(NoteSent(matter="A", text="a"), at=NOW)
        first, second = (export_batch(tmp_path, at=NOW.replace(second=n)) for n in (1, 2))

        assert first != second
        with tarfile.open(second) as tar:
            assert "envelopes/000001.json" in tar.getnames()

    def test_brings_the_receipts_back(self, room: Room, from_there: Path, tmp_path: Path) -> None:
        import_batches(from_there, at=NOW)
        path = export_batch(tmp_path, at=NOW)

        with tarfile.open(path) as tar:
            found = envelope.from_wire(tar.extractfile("envelopes/000001.json").read())
        assert found.kind == envelope.RECEIPT
        assert len(found.core["content"]["body"]["processed"]) == 1
        assert export_batch(tmp_path, at=NOW) is None

    def test_leaves_nothing_half_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        send(NoteSent(matter="A", text="a"), at=NOW)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(ferry.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            export_batch(tmp_path, at=NOW)
        assert list(tmp_path.glob("*.tar")) == []
        assert OutboxEntry.objects.get().state == OutboxState.READY


def test_the_command_carries_both_ways(tmp_path: Path, room: Room, from_there: Path) -> None:
    call_command("gate", "import", str(from_there), stdout=io.StringIO())
    call_command("gate", "export", str(tmp_path), stdout=io.StringIO())

    assert len(list(tmp_path.glob(f"batch-{HERE}-{THERE}-*.tar"))) == 1
    with pytest.raises(CommandError, match="目录"):
        call_command("gate", "export")
