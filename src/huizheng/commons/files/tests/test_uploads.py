from __future__ import annotations

import base64
import datetime as dt
import io
import socket
import threading
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.files import policies, testing
from huizheng.commons.files.actions import append, expire_uploads, rescan_quarantine, start_upload, sweep_orphans
from huizheng.commons.files.api import (
    DangerousFile,
    FileRule,
    FileState,
    InQuarantine,
    StoredFile,
    file_for,
    files_of,
    grant_upload,
    read_file,
    release,
)
from huizheng.commons.files.models import Upload, UploadPart
from huizheng.commons.telemetry.api import failures
from huizheng.lib.actors import Actor, ActorKind

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MEI = Actor(ActorKind.RESIDENT, "mei")
RULE = FileRule.of(["pdf", "txt"], max_megabytes=4, max_files=3)
CONTENT = b"".join(b"%08d\n" % number for number in range(100_000))
BODY = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}


def ticket(holder: str, *, owner: str = "resident:mei", at: dt.datetime = AT) -> str:
    return grant_upload(holder=holder, owner=owner, purpose="draft:1:id", rule=RULE, by=MEI, at=at)


def metadata(ticket_: str, name: str = "证明.txt") -> str:
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in (("filename", name), ("ticket", ticket_))
    )


class Browser:
    """What upload.js does, by the same requests."""

    def __init__(self, *, csrf: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=csrf)
        session = self.client.session
        session.save()
        self.holder = f"session:{session.session_key}"

    def start(self, *, size: int = len(CONTENT), name: str = "证明.txt", ticket_: str = ""):
        chosen = ticket_ or ticket(self.holder)
        headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata(chosen, name)}
        return self.client.post("/files/uploads/", headers=headers)

    def patch(self, where: str, offset: int, content: bytes):
        headers = TUS | {"Upload-Offset": str(offset), "Content-Type": BODY}
        return self.client.patch(where, data=content, content_type=BODY, headers=headers)

    def head(self, where: str):
        return self.client.head(where, headers=TUS)


@pytest.fixture(autouse=True)
def _moment():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def mei(db: None) -> Browser:
    return Browser()


class TestUpload:
    def test_cut_at_half_continues_where_it_was_and_becomes_a_file(self, mei: Browser, folder: Path) -> None:
        where = mei.start()["Location"]
        half = len(CONTENT) // 2

        assert mei.patch(where, 0, CONTENT[:half]).status_code == 204
        asked = mei.head(where)
        assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (
            200,
            str(half),
            str(len(CONTENT)),
        )
        assert not any(CONTENT[:100] in path.read_bytes() for path in folder.rglob("*") if path.is_file())

        done = mei.patch(where, half, CONTENT[half:])
        assert done.status_code == 204
        stored = file_for("resident:mei", done["Stored-File"])
        assert read_file(stored) == CONTENT
        assert (stored.name, stored.purpose, stored.stored_by) == ("证明.txt", "draft:1:id", "resident:mei")
        assert UploadPart.objects.count() == 0

    def test_keeps_what_arrived_before_the_connection_broke(self, mei: Browser) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                return super().read(1000) if self.tell() < 3000 else self.fail()

            def fail(self) -> bytes:
                raise OSError("connection reset")

        upload = start_upload(ticket=ticket("x"), holder="x", name="a.txt", size=len(CONTENT), at=AT)
        upload = append(upload, offset=0, content=Broken(CONTENT), at=AT)
        assert upload.offset == 3000

        upload = append(upload, offset=3000, content=io.BytesIO(CONTENT[3000:]), at=AT)
        assert upload.file is not None
        assert read_file(upload.file) == CONTENT

    def test_at_another_offset_is_refused_with_the_right_one(self, mei: Browser) -> None:
        where = mei.start()["Location"]
        mei.patch(where, 0, CONTENT[:500])

        for wrong in (0, 499, 501):
            refused = mei.patch(where, wrong, b"x")
            assert (refused.status_code, refused["Upload-Offset"]) == (409, "500")
        assert Upload.objects.get().offset == 500

    def test_that_was_finished_answers_again_and_makes_no_second_file(self, mei: Browser) -> None:
        where = mei.start()["Location"]
        first = mei.patch(where, 0, CONTENT)
        again = mei.patch(where, len(CONTENT), b"")

        assert again["Stored-File"] == first["Stored-File"]
        assert StoredFile.objects.count() == 1

    def test_of_another_person_does_not_exist(self, mei: Browser) -> None:
        where = mei.start()["Location"]
        li = Browser()

        answers = [li.head(where), li.patch(where, 0, b"x"), li.client.delete(where, headers=TUS)]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
        anonymous = Client()
        assert anonymous.head(where, headers=TUS).status_code == 404
        assert Upload.objects.count() == 1

    def test_needs_a_ticket_given_to_this_person_not_long_ago(self, mei: Browser) -> None:
        refused = [
            mei.start(ticket_=ticket("account:somebody")),
            mei.start(ticket_=ticket(mei.holder)[:-2] + "zz"),
            mei.start(ticket_=ticket(mei.holder, at=AT - dt.timedelta(hours=25))),
        ]
        assert [answer.status_code for answer in refused] == [403, 403, 403]
        assert "刷新页面" in refused[0].json()["error"]

    def test_needs_the_csrf_token_for_every_change(self, db: None) -> None:
        strict = Browser(csrf=True)
        own = ticket(strict.holder)
        upload = start_upload(ticket=own, holder=strict.holder, name="a.txt", size=9, at=AT)
        where = f"/files/uploads/{upload.pk}/"

        refused = [strict.start(), strict.patch(where, 0, b"x"), strict.client.delete(where, headers=TUS)]
        assert [answer.status_code for answer in refused] == [403, 403, 403]

    @pytest.mark.parametrize(
        ("size", "name", "status"),
        [(5 * 1024 * 1024, "a.txt", 413), (10, "a.exe", 422), (0, "a.txt", 422)],
    )
    def test_that_cannot_succeed_is_refused_before_it_travels(
        self, mei: Browser, size: int, name: str, status: int
    ) -> None:
        answer = mei.start(size=size, name=name)
        assert answer.status_code == status
        assert answer.json()["error"].endswith("。")

    def test_that_brings_more_than_announced_is_refused(self, mei: Browser) -> None:
        where = mei.start(size=10)["Location"]
        assert mei.patch(where, 0, b"x" * 11).status_code == 413
        assert mei.head(where)["Upload-Offset"] == "0"

    def test_of_something_dangerous_is_told_and_leaves_nothing(self, mei: Browser, folder: Path) -> None:
        virus = testing.the_test_virus()
        where = mei.start(size=len(virus))["Location"]
        answer = mei.patch(where, 0, virus)

        assert answer.status_code == 422
        assert "病毒" in answer.json()["error"]
        assert mei.head(where).status_code == 404
        assert StoredFile.objects.count() == 0

    def test_counts_against_the_quota_while_it_is_open(self, mei: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(policies, "QUOTA", 1000)
        assert mei.start(size=700).status_code == 201
        refused = mei.start(size=400)
        assert refused.status_code == 413
        assert "容量" in refused.json()["error"]

    def test_may_fill_the_quota_to_the_last_byte(self, mei: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(policies, "QUOTA", 700)
        where = mei.start(size=700)["Location"]
        assert mei.patch(where, 0, CONTENT[:700])["Stored-File"]

    def test_not_too_many_stand_open(self, mei: Browser) -> None:
        answers = [mei.start(size=10).status_code for _ in range(21)]
        assert answers == [201] * 20 + [413]

    def test_can_be_cancelled_until_it_is_finished(self, mei: Browser) -> None:
        where = mei.start()["Location"]
        mei.patch(where, 0, CONTENT[:10])
        assert mei.client.delete(where, headers=TUS).status_code == 204
        assert mei.head(where).status_code == 404
        assert AuditLine.objects.filter(action="files:upload:cancel").count() == 1

        done = mei.start()["Location"]
        mei.patch(done, 0, CONTENT)
        assert mei.client.delete(done, headers=TUS).status_code == 404
        assert files_of("resident:mei").count() == 1

    def test_speaks_tus(self, mei: Browser) -> None:
        assert mei.client.post("/files/uploads/").status_code == 412
        options = mei.client.options("/files/uploads/")
        assert (options["Tus-Version"], options["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
        where = mei.start()
        assert where["Upload-Expires"] == "Tue, 03 Mar 2026 09:30:00 GMT"
        wrong = mei.client.patch(
            where["Location"], data=b"x", content_type="text/plain", headers=TUS | {"Upload-Offset": "0"}
        )
        assert wrong.status_code == 415


@pytest.mark.django_db(transaction=True)
class TestHousekeeping:
    def test_drops_an_upload_nobody_continues_for_a_day_with_its_bytes(self, folder: Path) -> None:
        upload = start_upload(ticket=ticket("x"), holder="x", name="a.txt", size=len(CONTENT), at=AT)
        append(upload, offset=0, content=io.BytesIO(CONTENT[:1000]), at=AT + dt.timedelta(hours=5))

        assert expire_uploads(at=AT + dt.timedelta(hours=28)) == 0
        assert expire_uploads(at=AT + dt.timedelta(hours=29)) == 1
        assert [path for path in folder.rglob("*") if path.is_file()] == []

    def test_keeps_the_file_when_the_record_of_its_upload_goes(self) -> None:
        upload = start_upload(ticket=ticket("x"), holder="x", name="a.txt", size=len(CONTENT), at=AT)
        append(upload, offset=0, content=io.BytesIO(CONTENT), at=AT)

        assert expire_uploads(at=AT + dt.timedelta(hours=25)) == 1
        assert read_file(files_of("resident:mei").get()) == CONTENT

    def test_sweeps_bytes_without_a_record_once_they_are_old(self, folder: Path) -> None:
        stored = testing.stored_file(at=AT)
        orphan = folder / "ab" / ("ab" + "0" * 30)
        orphan.parent.mkdir(exist_ok=True)
        orphan.write_bytes(b"x")
        (folder / "unfinished" / ("c" * 32)).write_bytes(b"x")
        now = dt.datetime.fromtimestamp(orphan.stat().st_mtime, dt.UTC)

        assert sweep_orphans(at=now + dt.timedelta(hours=5)) == 0
        assert sweep_orphans(at=now + dt.timedelta(hours=7)) == 1
        assert not orphan.exists()
        assert list((folder / "unfinished").iterdir()) == []
        assert read_file(stored) == testing.pdf()


class Clamd(threading.Thread):
    """A scanner that speaks clamd's INSTREAM on a loopback port, and finds what contains ``worm``."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"
        self.sizes: list[int] = []

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(size)
                self.sizes.append(len(content))
                connection.sendall(b"stream: Worm.Test FOUND\0" if b"worm" in content else b"stream: OK\0")


@pytest.fixture
def clamd(settings, folder: Path):
    import dataclasses

    scanner = Clamd()
    scanner.start()
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, clamd_url=scanner.url)
    yield scanner
    scanner.server.close()


@pytest.mark.django_db
class TestScanner:
    def test_is_shown_the_whole_file_and_believed(self, clamd: Clamd) -> None:
        assert testing.stored_file(CONTENT, name="a.txt").scanned_at is not None
        assert clamd.sizes == [len(CONTENT)]
        with pytest.raises(DangerousFile, match="病毒"):
            testing.stored_file(b"a worm inside", name="b.txt")

    def test_out_of_reach_puts_files_in_quarantine_until_it_is_back(self, clamd: Clamd, settings) -> None:
        import dataclasses

        there = settings.ENVIRONMENT
        closed = socket.create_server(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        closed.close()
        settings.ENVIRONMENT = dataclasses.replace(there, clamd_url=f"tcp://127.0.0.1:{port}")
        clean = testing.stored_file(b"clean", name="a.txt")
        bad = testing.stored_file(b"a worm inside", name="b.txt")

        assert clean.state == FileState.QUARANTINED
        with pytest.raises(InQuarantine):
            read_file(clean)
        assert rescan_quarantine(at=AT) == 0

        settings.ENVIRONMENT = there
        assert rescan_quarantine(at=AT) == 2
        clean.refresh_from_db()
        bad.refresh_from_db()
        assert (clean.state, bad.state) == (FileState.PRIVATE, FileState.ERASED)
        assert read_file(clean) == b"clean"

    def test_back_again_is_not_held_up_by_a_file_that_was_lost(self, clamd: Clamd, folder: Path) -> None:
        lost, there = testing.stored_file(b"lost", name="a.txt"), testing.stored_file(b"there", name="b.txt")
        StoredFile.objects.update(state=FileState.QUARANTINED)
        (folder / lost.blob_id.hex[:2] / lost.blob_id.hex).unlink()

        assert rescan_quarantine(at=AT) == 1
        assert failures().get().summary == "待查毒的文件已损坏"
        there.refresh_from_db()
        assert there.state == FileState.PRIVATE


@pytest.mark.django_db
class TestDownload:
    def released(self) -> StoredFile:
        return release(testing.stored_file(CONTENT, name="办事指南.txt"), by=MEI, at=AT)

    def test_is_saved_never_shown(self, client: Client) -> None:
        answer = client.get(f"/files/released/{self.released().pk}/")

        assert b"".join(answer.streaming_content) == CONTENT
        assert answer["Content-Disposition"].startswith("attachment; filename=\"file.txt\"; filename*=UTF-8''%E5%8A%9E")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert answer["Content-Length"] == str(len(CONTENT))

    @pytest.mark.parametrize(
        ("asked", "status", "part", "shown"),
        [
            ("bytes=0-9", 206, CONTENT[:10], f"bytes 0-9/{len(CONTENT)}"),
            ("bytes=300000-", 206, CONTENT[300000:], f"bytes 300000-{len(CONTENT) - 1}/{len(CONTENT)}"),
            ("bytes=-5", 206, CONTENT[-5:], f"bytes {len(CONTENT) - 5}-{len(CONTENT) - 1}/{len(CONTENT)}"),
            ("bytes=0-99999999", 206, CONTENT, f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"),
            ("bytes=0-1,5-6", 200, CONTENT, None),
            ("lines=1-2", 200, CONTENT, None),
        ],
    )
    def test_honours_one_range(self, client: Client, asked: str, status: int, part: bytes, shown: str | None) -> None:
        answer = client.get(f"/files/released/{self.released().pk}/", headers={"Range": asked})

        assert answer.status_code == status
        assert b"".join(answer.streaming_content) == part
        assert answer.get("Content-Range") == shown

    def test_refuses_a_range_beyond_the_end(self, client: Client) -> None:
        answer = client.get(f"/files/released/{self.released().pk}/", headers={"Range": f"bytes={len(CONTENT)}-"})
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")

    def test_of_a_private_or_erased_or_unknown_file_is_not_found(self, client: Client) -> None:
        private = testing.stored_file()
        for file in (private.pk, "01234567-89ab-cdef-0123-456789abcdef"):
            assert client.get(f"/files/released/{file}/").status_code == 404
