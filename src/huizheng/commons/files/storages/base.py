from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

NAME = re.compile(r"[0-9a-f]{32}")


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


def checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError("not a name of the storage")
    return name
