"""Sealed files that travel beside the messages, kept by the SM3 of their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

from huizheng.gate.contracts.base import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BLOB = 512 * 1024 * 1024
CHUNK = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")


class BlobTooLarge(ValueError):
    """The file is larger than the gate carries."""


class BlobMissing(LookupError):
    """No blob of that digest is here."""


class WrongDigest(ValueError):
    """The bytes are not those that the digest names."""


def folder() -> Path:
    return Path(settings.VAR) / "gate" / settings.ZONE / "blobs"


def path_of(sm3: str) -> Path:
    """Return where the blob lies; raises ``BlobMissing`` for what is no digest, so no path can be smuggled in."""
    if not _NAME.fullmatch(sm3):
        raise BlobMissing("a blob is named by its SM3 digest")
    return folder() / sm3


def part_of(sm3: str) -> Path:
    """Return where a blob grows while it arrives."""
    return path_of(sm3).with_suffix(".part")


def has_blob(sm3: str) -> bool:
    return path_of(sm3).is_file()


def put_blob(stream: IO[bytes] | Iterator[bytes], *, media: str = "application/octet-stream") -> Attachment:
    """This function will keep ciphertext for its journey and return the attachment that names it.

    What lies here must be sealed already: the gate never encrypts, and never reads. Raises ``BlobTooLarge``.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = folder() / f"{uuid.uuid4().hex}.new"
    digest, size = hashlib.new("sm3"), 0
    try:
        with beside.open("wb") as file:
            for chunk in _chunks(stream):
                size += len(chunk)
                if size > MAX_BLOB:
                    raise BlobTooLarge(f"more than {MAX_BLOB} bytes")
                digest.update(chunk)
                file.write(chunk)
            _flush(file)
        sm3 = digest.hexdigest()
        beside.replace(path_of(sm3))
        _flush_folder()
    finally:
        beside.unlink(missing_ok=True)
    return Attachment(sm3=sm3, size=size, media=media)


def open_blob(sm3: str) -> IO[bytes]:
    """Return the blob opened for reading; raises ``BlobMissing``."""
    try:
        return path_of(sm3).open("rb")
    except FileNotFoundError:
        raise BlobMissing(sm3) from None


def drop_blob(sm3: str) -> None:
    """This function will remove the blob; one that is not here is no error."""
    for path in (path_of(sm3), part_of(sm3)):
        path.unlink(missing_ok=True)


def append(sm3: str, *, offset: int, chunks: Iterator[bytes], limit: int = MAX_BLOB) -> int:
    """This function will write what arrives behind the first ``offset`` bytes and return how many are here now.

    Raises ``ValueError`` when the offset is not where the part ends, ``BlobTooLarge``.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with part_of(sm3).open("ab") as file:
        here = file.tell()
        if offset != here:
            raise ValueError(f"the part has {here} bytes, not {offset}")
        for chunk in chunks:
            here += len(chunk)
            if here > limit:
                raise BlobTooLarge(f"more than {limit} bytes")
            file.write(chunk)
        _flush(file)
    return here


def finish(sm3: str) -> None:
    """This function will make a whole part a blob; one of other bytes is dropped and raises ``WrongDigest``."""
    digest = hashlib.new("sm3")
    with part_of(sm3).open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    if digest.hexdigest() != sm3:
        part_of(sm3).unlink(missing_ok=True)
        raise WrongDigest(sm3)
    part_of(sm3).replace(path_of(sm3))
    _flush_folder()


def part_size(sm3: str) -> int:
    """Return how many bytes of an arriving blob are here."""
    with suppress(FileNotFoundError):
        return part_of(sm3).stat().st_size
    return 0


def free_space() -> int:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(folder()).free


def _chunks(stream: IO[bytes] | Iterator[bytes]) -> Iterator[bytes]:
    if hasattr(stream, "read"):
        while chunk := stream.read(CHUNK):
            yield chunk
    else:
        yield from stream


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder() -> None:
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
