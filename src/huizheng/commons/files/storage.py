"""Where sealed bytes lie. One small interface; a folder stands behind it today.

Names are random ids, never digests of content and never what people called their file.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from huizheng.commons.files.errors import BlobDamaged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_NAME = re.compile(r"[0-9a-f]{32}")


class Storage(Protocol):
    """What the room asks of a place that keeps bytes."""

    def scratch(self) -> Scratch:
        """Return a new file that nobody sees until it is kept."""

    def open(self, name: str) -> BinaryIO:
        """Open what was kept under ``name`` for reading from any place; raises ``BlobDamaged`` when it is missing."""

    def delete(self, name: str) -> None:
        """Remove what was kept under ``name``; no error when it is gone already."""

    def names_older_than(self, moment: dt.datetime) -> Iterator[str]:
        """Name everything kept before ``moment``, and drop scratch files as old."""


class Scratch(Protocol):
    """A file being written."""

    def write(self, piece: bytes, /) -> object: ...

    def reopen(self) -> BinaryIO:
        """Open what has been written so far for reading."""

    def keep(self, name: str) -> None:
        """Make it durable under ``name``, whole or not at all."""

    def discard(self) -> None:
        """Throw it away unless it has been kept."""


class Folder:
    """A folder on a local disk: written beside, synced, renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unfinished = root / "unfinished"

    def scratch(self) -> Scratch:
        self.unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _FolderScratch(self, self.unfinished / os.urandom(16).hex())

    def open(self, name: str) -> BinaryIO:
        try:
            return self.path(name).open("rb")
        except FileNotFoundError as error:
            raise BlobDamaged("the content is missing from the storage") from error

    def delete(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def names_older_than(self, moment: dt.datetime) -> Iterator[str]:
        limit = moment.timestamp()
        for path in self.root.glob("*/*"):
            try:
                if path.stat().st_mtime >= limit:
                    continue
            except FileNotFoundError:
                continue
            if path.parent == self.unfinished:
                path.unlink(missing_ok=True)
            elif _NAME.fullmatch(path.name):
                yield path.name

    def path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not a name of the storage")
        return self.root / name[:2] / name


class _FolderScratch:
    def __init__(self, folder: Folder, path: Path) -> None:
        self._folder = folder
        self._path = path
        self._file = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
        self.write = self._file.write

    def reopen(self) -> BinaryIO:
        self._file.flush()
        return self._path.open("rb")

    def keep(self, name: str) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        target = self._folder.path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.rename(target)
        os.utime(target, (now := time.time(), now))  # the sweep looks at when it was kept
        for folder in (target.parent, self._folder.root):
            _sync_folder(folder)

    def discard(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def storage() -> Storage:
    """Return the zone's own storage. Two zones on one machine never share a folder."""
    address: str = settings.ENVIRONMENT.storage_address
    if "://" in address and not address.startswith("file://"):
        raise ImproperlyConfigured(f"no storage adapter for {address.split('://', 1)[0]}://: give a local folder")
    return Folder(Path(address.removeprefix("file://")) / settings.ZONE)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a scratch file that is thrown away unless the block keeps it."""
    fresh = storage().scratch()
    try:
        yield fresh
    finally:
        fresh.discard()
