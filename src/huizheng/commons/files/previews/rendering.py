"""Asking the child for a page, within bounds that no file can widen."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huizheng.commons.files.content import open_file
from huizheng.commons.files.rules import MAX_PIXELS, MEGABYTE

if TYPE_CHECKING:
    from huizheng.commons.files.models import StoredFile

MAX_PAGES = 500
MAX_DRAWN = 12_000_000  # pixels of one page: three times a full screen
MAX_BYTES = 100 * MEGABYTE
SECONDS = 8
# So that many who look at once take two cores at most, and the web process keeps answering others.
AT_ONCE = 2
PATIENCE = 10.0
WIDTHS = (900, 1350, 2000)

_CHILD = Path(__file__).with_name("drawing.py")
_turns = threading.BoundedSemaphore(AT_ONCE)
_counts: OrderedDict[str, int] = OrderedDict()
_KNOWN = 2000


class Shown(StrEnum):
    """How a browser is shown such a file."""

    AS_IT_IS = "as_it_is"
    PAGES = "pages"
    PICTURE = "picture"
    NOT = "not"


class NoPreview(Exception):
    """The file cannot be drawn; ``why`` is ``locked``, ``damaged`` or ``large``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PreviewBusy(Exception):
    """Too many pages are being drawn just now."""


@dataclass(frozen=True)
class Drawn:
    """A page as a WebP picture."""

    picture: bytes
    pages: int


_SHOWN = {
    "image/jpeg": Shown.AS_IT_IS,
    "image/png": Shown.AS_IT_IS,
    "image/webp": Shown.AS_IT_IS,
    "image/tiff": Shown.PICTURE,
    "application/pdf": Shown.PAGES,
}


def shown_as(stored: StoredFile) -> Shown:
    return _SHOWN.get(stored.media, Shown.NOT)


def page_count(stored: StoredFile) -> int:
    """Return how many pages may be looked at; raises ``NoPreview``, ``PreviewBusy``, and what reading raises."""
    if shown_as(stored) is not Shown.PAGES:
        return 1
    known = _counts.get(stored.sm3)
    if known is None:
        known, _ = _ask(stored, kind="count", page=1, width=WIDTHS[0], seconds=SECONDS)
        _counts[stored.sm3] = known
        if len(_counts) > _KNOWN:
            _counts.popitem(last=False)
    return min(known, MAX_PAGES)


def draw_page(stored: StoredFile, *, page: int, zoom: int, seconds: int = 0) -> Drawn:
    """Return one page, ``zoom`` 1 to 3; raises ``LookupError``, ``NoPreview``, ``PreviewBusy``, what reading raises."""
    kind = "picture" if shown_as(stored) is Shown.PICTURE else "page"
    if not 1 <= page <= MAX_PAGES or shown_as(stored) is Shown.NOT:
        raise LookupError("no such page")
    pages, picture = _ask(stored, kind=kind, page=page, width=WIDTHS[zoom - 1], seconds=seconds or SECONDS)
    if not picture:
        raise LookupError("no such page")
    return Drawn(picture, pages)


def _ask(stored: StoredFile, *, kind: str, page: int, width: int, seconds: int) -> tuple[int, bytes]:
    if stored.size > MAX_BYTES:
        raise NoPreview("large")
    asked = {
        "kind": kind,
        "page": page,
        "width": width,
        "pixels": MAX_DRAWN,
        "largest": MAX_PIXELS,
        "seconds": seconds,
    }
    if not _turns.acquire(timeout=PATIENCE):
        raise PreviewBusy
    try:
        content = b"".join(open_file(stored))
        told, picture = _run(json.dumps(asked).encode() + b"\n" + content, seconds=seconds)
    finally:
        _turns.release()
    if "refused" in told:
        raise NoPreview(str(told["refused"]))
    return int(told["pages"]), picture


def _run(given: bytes, *, seconds: int) -> tuple[dict[str, Any], bytes]:
    """Start the child without environment or folder of ours; whatever ends it badly, the file is called damaged."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=seconds + 2,  # the child's own fence counts seconds of work, this one those of the wall
            check=True,
        )
        head, _, picture = done.stdout.partition(b"\n")
        told: dict[str, Any] = json.loads(head)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NoPreview("damaged") from error
    return told, picture
