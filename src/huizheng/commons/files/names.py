"""File names: made harmless on the way in, spelled for browsers on the way out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

MAX_BYTES = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')
# Characters that turn the reading direction, hide, or join: they make ``fdp.exe`` look like ``exe.pdf``.
_DECEIVING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def safe_name(name: str, *, ending: str) -> str:
    """Return the last part of ``name`` without anything a file system or a reader could be deceived by."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _FORBIDDEN.sub("_", _DECEIVING.sub("", last)).rstrip(" .")
    stem = clean[: -len(ending) - 1] if clean.lower().endswith(f".{ending}") else clean
    stem = stem.strip(" .") or "文件"
    while len(f"{stem}.{ending}".encode()) > MAX_BYTES:
        stem = stem[:-1]
    return f"{stem}.{ending}"


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters, without the dot; empty when it has none."""
    last = re.split(r"[\\/]", _DECEIVING.sub("", name))[-1].rstrip(" .")
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def content_disposition(name: str) -> str:
    """Return the header that makes a browser save, never show, the file (RFC 6266, RFC 5987)."""
    ending = ending_of(name)
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    if not re.search(r"[A-Za-z0-9]", plain.removesuffix(f".{ending}")):
        plain = f"file.{ending}" if ending else "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
