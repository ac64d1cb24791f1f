"""Where the public finds what a document refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LONGEST_NAME = 100
# What is known of each file that a document refers to, by its SM3 digest: name, media, size.
Files = Mapping[str, Mapping[str, Any]]


def file_address(sm3: str, name: str = "") -> str:
    """Return the address of a released file; the name is what a reader's folder will call it."""
    safe = re.sub(r"[^\w.()（）《》〔〕-]+", "_", name).strip("._") or "file"
    return f"/released/{sm3}/{safe[-LONGEST_NAME:]}"


def name_of(files: Files, sm3: str) -> str:
    return str(files.get(sm3, {}).get("name") or "")


def page_address(number: int) -> str:
    return f"/pages/{number}/"


def picture_address(sm3: str, width: int, name: str = "") -> str:
    """Return the address of a released picture at one of a few widths (320, 640, 960, 1280), as WebP."""
    return f"/released/{sm3}/w{width}/{file_address(sm3, name).rpartition('/')[2].rpartition('.')[0] or 'picture'}.webp"
