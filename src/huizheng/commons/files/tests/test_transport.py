from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
from pathlib import Path

import pytest

from huizheng.commons.files import testing
from huizheng.commons.files.api import BlobDamaged, DangerousFile, adopt_sealed, erase, read_file, seal_file
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LONG = b"".join(b"%08d\n" % number for number in range(100_000))


def adopt(sealed: bytes, file_key: str, name: str = "证明.txt"):
    return adopt_sealed(
        io.BytesIO(sealed),
        file_key=file_key,
        name=name,
        owner="casework:case:1",
        purpose="material:id",
        by=SYSTEM,
        at=AT,
    )


@pytest.mark.django_db
class TestJourney:
    def test_the_other_side_opens_what_this_side_sealed_after_this_side_has_erased_it(self, folder: Path) -> None:
        stored = testing.stored_file(LONG, name="证明.txt")
        with seal_file(stored) as sealed, sealed.open() as stream:
            travelling = stream.read()
        erase(stored, by=SYSTEM, at=AT)

        assert hashlib.new("sm3", travelling).hexdigest() == sealed.sm3
        assert (len(travelling), sealed.plain_size) == (sealed.size, len(LONG))
        assert LONG[:50] not in travelling
        adopted = adopt(travelling, sealed.file_key)
        assert read_file(adopted) == LONG
        assert (adopted.sm3, adopted.owner) == (sealed.plain_sm3, "casework:case:1")

    def test_every_sealing_has_its_own_key_and_leaves_no_copy(self, folder: Path) -> None:
        stored = testing.stored_file()
        with seal_file(stored) as first, seal_file(stored) as second:
            assert first.file_key != second.file_key
            assert first.sm3 != second.sm3
        assert list((folder / "unfinished").iterdir()) == []

    @pytest.mark.parametrize(
        "key", ["", "!", base64.b64encode(b"short").decode(), base64.b64encode(b"0" * 16).decode()]
    )
    def test_another_key_opens_nothing(self, key: str) -> None:
        with seal_file(testing.stored_file()) as sealed, sealed.open() as stream:
            travelling = stream.read()
        with pytest.raises(BlobDamaged):
            adopt(travelling, key)

    def test_a_cut_one_is_not_adopted(self) -> None:
        with seal_file(testing.stored_file(LONG, name="a.txt")) as sealed, sealed.open() as stream:
            travelling = stream.read()
        with pytest.raises(BlobDamaged):
            adopt(travelling[:-5], sealed.file_key)

    def test_the_adopting_side_looks_for_itself(self) -> None:
        travelling, key = testing.sealed(testing.the_test_virus())
        with pytest.raises(DangerousFile):
            adopt(travelling, key, name="a.txt")
