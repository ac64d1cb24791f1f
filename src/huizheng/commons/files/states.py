"""The states of a stored file."""

from __future__ import annotations

from django.db import models


class FileState(models.TextChoices):
    QUARANTINED = "quarantined", "待查毒"
    PRIVATE = "private", "未公开"
    RELEASED = "released", "已公开"
    ERASED = "erased", "已销毁"


# What may follow what. An erased file stays erased: its key is gone.
NEXT: dict[FileState, frozenset[FileState]] = {
    FileState.QUARANTINED: frozenset({FileState.PRIVATE, FileState.ERASED}),
    FileState.PRIVATE: frozenset({FileState.RELEASED, FileState.ERASED}),
    FileState.RELEASED: frozenset({FileState.PRIVATE, FileState.ERASED}),
    FileState.ERASED: frozenset(),
}

READABLE = (FileState.PRIVATE, FileState.RELEASED)
