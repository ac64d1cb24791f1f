from __future__ import annotations

import datetime as dt
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.files import policies, testing
from huizheng.commons.files.api import (
    BlobDamaged,
    FileErased,
    FileRefused,
    FileRule,
    FileState,
    FileTooLarge,
    NotVisible,
    QuotaExceeded,
    ReleaseRefused,
    StoredFile,
    erase,
    file_for,
    files_of,
    open_file,
    read_file,
    release,
    released_file,
    store,
    store_uploaded,
    withdraw_release,
)
from huizheng.commons.files.models import Blob
from huizheng.commons.files.sealing import CHUNK, HEAD, TAG
from huizheng.lib.actors import Actor, ActorKind

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MEI = Actor(ActorKind.RESIDENT, "mei")
CLERK = Actor(ActorKind.OFFICIAL, "7", "window")
RULE = FileRule.of(["pdf", "png", "txt"], max_megabytes=4, max_files=3)
LINES = b"".join(b"%08d\n" % number for number in range(3 * CHUNK // 9))
SEALED_CHUNK = CHUNK + TAG

given = partial(testing.stored_file, rule=RULE, by=MEI, at=AT)


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
class TestStore:
    def test_gives_back_the_same_bytes_with_their_digest(self) -> None:
        content = testing.pdf("甲")
        stored = given(content)

        assert read_file(stored) == content
        assert (stored.media, stored.size, stored.name) == ("application/pdf", len(content), "证明.pdf")
        assert stored.state == FileState.PRIVATE
        assert stored.sm3 == hashlib.new("sm3", content).hexdigest()

    def test_leaves_no_plaintext_on_the_disk(self, folder: Path) -> None:
        given(testing.pdf("a-word-nobody-else-writes"))

        (path,) = on_disk(folder)
        assert b"a-word-nobody-else-writes" not in path.read_bytes()
        assert b"%PDF" not in path.read_bytes()

    def test_reads_any_part_of_a_file_of_many_chunks(self) -> None:
        stored = given(LINES, name="a.txt")

        for start, stop in [(0, 10), (CHUNK - 3, CHUNK + 3), (2 * CHUNK, None), (len(LINES) - 1, None)]:
            assert b"".join(open_file(stored, start=start, stop=stop)) == LINES[start:stop]

    def test_takes_a_file_of_a_form_post(self) -> None:
        uploaded = SimpleUploadedFile("C:\\我的文档\\照片.png", testing.png())
        stored = store_uploaded(uploaded, owner="resident:mei", purpose="draft:1", rule=RULE, by=MEI, at=AT)

        assert stored.name == "照片.png"

    def test_is_written_in_the_audit_chain_without_the_name(self) -> None:
        stored = given()

        line = AuditLine.objects.get(action="files:file:store")
        assert line.target_id == str(stored.pk)
        assert "证明" not in str(line.facts)

    def test_refuses_more_bytes_than_the_rule_allows_while_they_come_in(self, folder: Path) -> None:
        taken = 0

        def endless():
            nonlocal taken
            while True:
                taken += 1
                yield b"x" * 1024 * 1024

        with pytest.raises(FileTooLarge, match="4 MB"):
            store(endless(), name="a.txt", owner="resident:mei", purpose="p", rule=RULE, by=MEI, at=AT)

        assert taken == 5
        assert on_disk(folder) == []

    def test_refuses_more_files_than_the_place_takes(self) -> None:
        for number in range(3):
            given(testing.pdf(str(number)))

        with pytest.raises(FileRefused, match="最多上传 3 个"):
            given(testing.pdf("4"))

    def test_refuses_what_exceeds_the_quota_of_a_person_over_all_drafts_but_not_of_the_office(
        self,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(policies, "QUOTA", 150)
        given(b"x" * 100, name="a.txt", owner="applications:draft:1")

        with pytest.raises(QuotaExceeded):
            given(b"y" * 100, name="b.txt", owner="applications:draft:2")
        given(b"x" * 200, name="c.txt", owner="casework:case:1", by=CLERK)

    def test_keeps_equal_content_of_one_owner_once_and_shares_nothing_across_owners(self, folder: Path) -> None:
        first, second = given(testing.pdf("same")), given(testing.pdf("same"), name="另一份.pdf")
        others = given(testing.pdf("same"), owner="resident:li")

        assert first.blob_id == second.blob_id != others.blob_id
        addresses = set(Blob.objects.values_list("address", flat=True))
        assert len(addresses) == 2
        assert first.sm3 not in addresses
        assert not [path for path in on_disk(folder) if first.sm3 in path.name]


@pytest.mark.django_db(transaction=True)
class TestStoringAtOnce:
    def test_eight_of_the_same_content_make_eight_files_of_one_blob(self) -> None:
        content = testing.pdf("at once")
        rule = FileRule.of(["pdf"], max_files=8)
        together = threading.Barrier(8)

        def one(number: int) -> StoredFile:
            try:
                together.wait()
                return given(content, name=f"{number}.pdf", rule=rule)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            stored = list(pool.map(one, range(8)))

        assert len({each.pk for each in stored}) == 8
        assert len({each.blob_id for each in stored}) == 1
        assert all(read_file(each) == content for each in stored)

    def test_eight_never_pass_the_limit_of_a_place(self) -> None:
        def one(number: int) -> bool:
            try:
                given(testing.pdf(str(number)))
            except FileRefused:
                return False
            else:
                return True
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(one, range(8))) == 3


@pytest.mark.django_db
class TestDamage:
    @pytest.mark.parametrize(
        "change",
        [
            lambda sealed: sealed[:-1],
            lambda sealed: sealed[: HEAD + 2 * SEALED_CHUNK],
            lambda sealed: sealed[: HEAD + 100],
            lambda _: b"",
            lambda sealed: sealed + b"\0" * SEALED_CHUNK,
            lambda sealed: sealed[:5000] + bytes([sealed[5000] ^ 1]) + sealed[5001:],
            lambda sealed: (
                sealed[:HEAD]
                + sealed[HEAD + SEALED_CHUNK : HEAD + 2 * SEALED_CHUNK]
                + sealed[HEAD : HEAD + SEALED_CHUNK]
                + sealed[HEAD + 2 * SEALED_CHUNK :]
            ),
        ],
        ids=["one byte short", "cut at a chunk", "cut early", "empty", "lengthened", "one bit", "chunks exchanged"],
    )
    def test_altered_bytes_are_never_given_out(self, folder: Path, change) -> None:
        stored = given(LINES, name="a.txt")
        (path,) = on_disk(folder)
        path.write_bytes(change(path.read_bytes()))

        with pytest.raises(BlobDamaged):
            read_file(stored)

    def test_missing_bytes_are_named_so(self, folder: Path) -> None:
        stored = given()
        on_disk(folder)[0].unlink()

        with pytest.raises(BlobDamaged, match="missing"):
            open_file(stored)

    def test_the_key_of_one_blob_does_not_open_another(self) -> None:
        mine, other = given(testing.pdf("1")), given(testing.pdf("2"))
        Blob.objects.filter(pk=mine.blob_id).update(locked_key=Blob.objects.get(pk=other.blob_id).locked_key)

        with pytest.raises(BlobDamaged):
            read_file(mine)


@pytest.mark.django_db
class TestVisibility:
    def test_a_file_is_found_by_its_owner_only(self) -> None:
        stored = given()

        assert file_for("resident:mei", stored.pk) == stored
        for owner, file in [("resident:li", stored.pk), ("resident:mei", "no-id"), ("resident:mei", stored.blob_id)]:
            with pytest.raises(NotVisible):
                file_for(owner, file)

    def test_files_are_listed_by_purpose_in_the_order_they_came(self) -> None:
        a, b = given(purpose="draft:1:id"), given(purpose="draft:1:photo")
        given(purpose="draft:10")

        assert list(files_of("resident:mei", purpose="draft:1:id")) == [a]
        assert set(files_of("resident:mei", starting_with="draft:1:")) == {a, b}
        assert list(files_of("resident:li")) == []

    def test_a_private_file_is_public_from_its_release_until_that_is_taken_back(self) -> None:
        stored = given()
        with pytest.raises(NotVisible):
            released_file(stored.pk)

        release(stored, by=CLERK, at=AT)
        assert released_file(stored.pk) == stored
        with pytest.raises(ReleaseRefused):
            release(stored, by=CLERK, at=AT)

        withdraw_release(stored, by=CLERK, at=AT)
        with pytest.raises(NotVisible):
            released_file(stored.pk)
        with pytest.raises(ReleaseRefused):
            withdraw_release(stored, by=CLERK, at=AT)


@pytest.mark.django_db(transaction=True)
class TestErase:
    def test_destroys_key_bytes_name_and_digest(self, folder: Path) -> None:
        stored = erase(given(), by=MEI, at=AT)

        assert on_disk(folder) == []
        assert Blob.objects.get().locked_key == ""
        assert (stored.name, stored.sm3) == ("", "")
        with pytest.raises(FileErased):
            read_file(stored)
        with pytest.raises(NotVisible):
            file_for("resident:mei", stored.pk)
        with pytest.raises(FileErased):
            erase(stored, by=MEI, at=AT)
        assert AuditLine.objects.get(action="files:file:erase").facts["content_destroyed"] is True

    def test_spares_content_that_another_file_of_the_owner_shares(self) -> None:
        first, second = given(), given()
        erase(first, by=MEI, at=AT)

        assert read_file(second) == testing.pdf()

    def test_lets_the_same_content_be_stored_again(self) -> None:
        erase(given(), by=MEI, at=AT)

        assert read_file(given()) == testing.pdf()

    def test_keeps_everything_when_the_act_is_rolled_back(self) -> None:
        stored = given()

        def erase_then_fail() -> None:
            with transaction.atomic():
                erase(stored, by=MEI, at=AT)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            erase_then_fail()
        assert read_file(StoredFile.objects.get(pk=stored.pk)) == testing.pdf()
