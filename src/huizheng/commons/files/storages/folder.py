"""A folder on a local disk: written beside, synced, renamed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, BinaryIO

from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.storages.base import NAME, Scratch, checked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path


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
            elif NAME.fullmatch(path.name):
                yield path.name

    def path(self, name: str) -> Path:
        return self.root / checked(name)[:2] / name


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
