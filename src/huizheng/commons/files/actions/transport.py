from __future__ import annotations

import base64
import binascii
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from cryptography.hazmat.primitives import hashes

from huizheng.commons.files.actions.store import store
from huizheng.commons.files.content import PIECE, open_file
from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.rules import MEDIA, MEGABYTE, FileRule
from huizheng.commons.files.sealing import KEY, SealedReader, Sealer, new_key
from huizheng.commons.files.storages import Scratch, scratch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from huizheng.commons.files.models import StoredFile
    from huizheng.lib.actors import Actor

# The other zone has applied its narrow rule already; here everything that is stored at all may arrive.
ANYTHING = FileRule(medias=tuple(MEDIA), max_bytes=512 * MEGABYTE, max_files=1000)


@dataclass(frozen=True)
class SealedFile:
    """A file's content under a fresh key, ready to travel: ``sm3`` and ``size`` are those of the sealed bytes.

    ``file_key`` (base64) travels only inside a sealed document, never beside the bytes.
    """

    sm3: str
    size: int
    media: str
    name: str
    plain_size: int
    plain_sm3: str
    file_key: str
    scratch: Scratch

    def open(self) -> BinaryIO:
        """Open the sealed bytes for reading; they are gone when the block of ``seal_file`` ends."""
        return self.scratch.reopen()


@contextmanager
def seal_file(stored: StoredFile) -> Iterator[SealedFile]:
    """This function will encrypt the file anew for its journey, and drop the sealed copy when the block ends.

    Raises ``InQuarantine``, ``FileErased`` or ``BlobDamaged`` when the file cannot be read.
    """
    pieces = open_file(stored)
    key, digest = new_key(), hashes.Hash(hashes.SM3())
    size = 0
    with scratch() as fresh:

        def sink(piece: bytes) -> None:
            nonlocal size
            size += len(piece)
            digest.update(piece)
            fresh.write(piece)

        sealer = Sealer(key, sink)
        for piece in pieces:
            sealer.update(piece)
        sealer.finish()
        yield SealedFile(
            sm3=digest.finalize().hex(),
            size=size,
            media=stored.media,
            name=stored.name,
            plain_size=stored.size,
            plain_sm3=stored.sm3,
            file_key=base64.b64encode(key).decode(),
            scratch=fresh,
        )


def adopt_sealed(
    sealed: BinaryIO,
    *,
    file_key: str,
    name: str,
    owner: str,
    purpose: str,
    by: Actor,
    at: dt.datetime,
    rule: FileRule = ANYTHING,
) -> StoredFile:
    """This function will open what ``seal_file`` sealed in the other zone, check it again and store it here.

    ``sealed`` must be seekable; the carrier has proved its digest. Raises ``BlobDamaged`` when it does not open with
    ``file_key``, and ``FileRefused`` when this zone's own checks or scanner refuse it.
    """
    reader = io.BufferedReader(SealedReader(sealed, _key_of(file_key)))
    return store(reader, name=name, owner=owner, purpose=purpose, rule=rule, by=by, at=at)


def read_sealed(sealed: BinaryIO, *, file_key: str) -> Iterator[bytes]:
    """Return the plaintext of a sealed file piece by piece, without storing it.

    For a zone that keeps only the sealed bytes and holds the key elsewhere. Raises ``BlobDamaged``.
    """
    reader = io.BufferedReader(SealedReader(sealed, _key_of(file_key)))
    while piece := reader.read(PIECE):
        yield piece


def _key_of(file_key: str) -> bytes:
    try:
        key = base64.b64decode(file_key, validate=True)
    except binascii.Error as error:
        raise BlobDamaged("not a file key") from error
    if len(key) != KEY:
        raise BlobDamaged("not a file key")
    return key
