"""Reading the content of a stored file: the only place where a blob's key is opened."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from huizheng.commons.files.errors import BlobDamaged, FileErased, InQuarantine
from huizheng.commons.files.locks import unlock_key
from huizheng.commons.files.models import Blob
from huizheng.commons.files.sealing import SealedReader
from huizheng.commons.files.states import FileState
from huizheng.commons.files.storages import storage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huizheng.commons.files.models import StoredFile, UploadPart

PIECE = 256 * 1024


def reader_of_blob(blob: Blob) -> SealedReader:
    if not blob.locked_key:
        raise FileErased(_("文件已销毁，无法再打开。"))
    key = unlock_key(blob.locked_key, bound_to=f"blob:{blob.pk.hex}")
    reader = SealedReader(storage().open(blob.pk.hex), key)
    if reader.size != blob.size:
        reader.close()
        raise BlobDamaged("the content has another length than was stored")
    return reader


def reader_of_part(part: UploadPart) -> SealedReader:
    key = unlock_key(part.locked_key, bound_to=f"part:{part.pk.hex}")
    return SealedReader(storage().open(part.pk.hex), key)


def reader_of(stored: StoredFile) -> SealedReader:
    """Return a seekable reader of the file; raises ``InQuarantine``, ``FileErased`` or ``BlobDamaged``."""
    if stored.state == FileState.QUARANTINED:
        raise InQuarantine(_("文件正在等待病毒检查，请稍后再试。"))
    if stored.state == FileState.ERASED:
        raise FileErased(_("文件已销毁，无法再打开。"))
    return reader_of_blob(Blob.objects.get(pk=stored.blob_id))


def open_file(stored: StoredFile, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """Return the content from ``start`` to before ``stop`` in pieces; what may not be read is refused at once."""
    reader = reader_of(stored)
    return _pieces(reader, start, reader.size if stop is None else min(stop, reader.size))


def read_file(stored: StoredFile) -> bytes:
    """Return the whole content: for small files such as notices."""
    return b"".join(open_file(stored))


def _pieces(reader: SealedReader, start: int, stop: int) -> Iterator[bytes]:
    with reader:
        reader.seek(start, io.SEEK_SET)
        left = stop - start
        if reader.size == 0:
            reader.read(1)  # even of nothing we make sure that nothing was what was stored
        while left > 0:
            piece = reader.read(min(PIECE, left))
            if not piece:
                raise BlobDamaged("the content ends early")
            left -= len(piece)
            yield piece
