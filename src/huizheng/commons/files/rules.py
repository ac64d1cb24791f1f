"""What may be stored: types, sizes and limits. An owner room narrows these with a ``FileRule``, never widens them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

MEGABYTE = 1024 * 1024

# Media type -> the name endings it may carry. What is not listed here is never stored: no HTML, SVG, script,
# executable, shortcut or macro document.
MEDIA: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "application/ofd": ("ofd",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "application/msword": ("doc", "wps"),
    "application/vnd.ms-excel": ("xls", "et"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "text/plain": ("txt", "csv"),
    "application/zip": ("zip",),
    "video/mp4": ("mp4",),
    "audio/mpeg": ("mp3",),
}
MEDIA_OF_ENDING = {ending: media for media, endings in MEDIA.items() for ending in endings}
ARCHIVES = frozenset(
    media for media in MEDIA if media in {"application/zip", "application/ofd"} or "openxmlformats" in media
)
IMAGES = frozenset(media for media in MEDIA if media.startswith("image/"))

MAX_PIXELS = 64_000_000
MAX_ARCHIVE_ENTRIES = 5_000
MAX_UNPACKED = 512 * MEGABYTE
MAX_UNPACK_RATIO = 200  # office XML reaches 20–60; a bomb 1,000 and more
RATIO_MATTERS_FROM = 16 * MEGABYTE

# One account may hold this much in files and unfinished uploads, so that nobody fills the disk.
QUOTA = 1024 * MEGABYTE
MAX_OPEN_UPLOADS = 20
UPLOAD_LIVES = dt.timedelta(hours=24)
TICKET_LIVES = dt.timedelta(hours=24)
ORPHAN_AFTER = dt.timedelta(hours=6)


def show_endings(endings: tuple[str, ...]) -> str:
    """Return name endings as people read them."""
    return "、".join(ending.upper() for ending in endings)


@dataclass(frozen=True)
class FileRule:
    """What one place of a form takes: which media types, how large, how many."""

    medias: tuple[str, ...] = ("application/pdf", "application/ofd", "image/jpeg", "image/png")
    max_bytes: int = 20 * MEGABYTE
    max_files: int = 10

    def __post_init__(self) -> None:
        if unknown := [media for media in self.medias if media not in MEDIA]:
            raise ValueError(f"never stored: {', '.join(unknown)}")
        if self.max_bytes <= 0 or self.max_files <= 0:
            raise ValueError("a rule that takes nothing")

    @classmethod
    def of(cls, endings: tuple[str, ...] | list[str], *, max_megabytes: float = 20, max_files: int = 10) -> FileRule:
        """Return the rule that takes files with these name endings, e.g. ``("pdf", "jpg")``."""
        medias = tuple(dict.fromkeys(MEDIA_OF_ENDING[ending.lower().lstrip(".")] for ending in endings))
        return cls(medias=medias, max_bytes=int(max_megabytes * MEGABYTE), max_files=max_files)

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the name endings people may choose, for words and for the ``accept`` of an input."""
        return tuple(ending for media in self.medias for ending in MEDIA[media])

    @property
    def shown_endings(self) -> str:
        return show_endings(self.endings)

    @property
    def shown_limit(self) -> str:
        """Return the largest size in megabytes."""
        return f"{self.max_bytes / MEGABYTE:g}"

    @property
    def accept(self) -> str:
        return ",".join(f".{ending}" for ending in self.endings)

    def facts(self) -> dict[str, Any]:
        return {"medias": list(self.medias), "max_bytes": self.max_bytes, "max_files": self.max_files}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> FileRule:
        return cls(tuple(facts["medias"]), int(facts["max_bytes"]), int(facts["max_files"]))
