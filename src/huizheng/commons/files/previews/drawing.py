"""The child that opens a stranger's file: bytes come in, one picture or a number goes out, and it ends.

Started alone (``python -I drawing.py``), it knows nothing of the house: no settings, database, keys or environment.
The first line of its input says what is wanted; the first line of its output says what came of it.
"""

from __future__ import annotations

import ctypes
import io
import json
import math
import os
import resource
import struct
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
QUALITY = 82
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")
# The kernel's own numbers, the same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, PATH_BENEATH, NO_NEW_PRIVILEGES = 444, 445, 446, 1, 38
ALL_RIGHTS = (1 << 13) - 1  # everything the first version of Landlock knows of files
MAY_READ = 1 << 2 | 1 << 3  # files and folders
PASSWORD = "password"  # noqa: S105 - what the library's message says, no secret


def fence(seconds: int) -> None:
    """Take the means of harm away before the first strange byte is read."""
    for what, limit in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    shut_out()


def shut_out() -> None:
    """Let the child open nothing but fonts, where the kernel can hold it to that (Landlock, Linux 5.13 and later)."""
    kernel = ctypes.CDLL(None, use_errno=True)
    rights = ctypes.c_uint64(ALL_RIGHTS)
    rules = kernel.syscall(CREATE_RULESET, ctypes.byref(rights), ctypes.sizeof(rights), 0)
    if rules < 0:
        return  # an older kernel: the other limits stand
    for folder in FONTS:
        try:
            place = os.open(folder, os.O_PATH)
        except FileNotFoundError:
            continue
        beneath = struct.pack("=Qi", MAY_READ, place)
        kernel.syscall(ADD_RULE, rules, PATH_BENEATH, beneath, 0)
        os.close(place)
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kernel.syscall(RESTRICT_SELF, rules, 0)
    os.close(rules)


def scale_of(width: float, height: float, *, wanted: int, pixels: int) -> float:
    """Return the scale at which the page is ``wanted`` wide, or as large as so many pixels allow."""
    scale = wanted / width
    return min(scale, math.sqrt(pixels / (width * height)))


def draw(document: Any, asked: dict[str, Any]) -> bytes:
    page = document[asked["page"] - 1]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ValueError("a page without a size")
    scale = scale_of(width, height, wanted=asked["width"], pixels=asked["pixels"])
    picture = page.render(scale=scale, may_draw_forms=True).to_pil()
    target = io.BytesIO()
    picture.convert("RGB").save(target, "WEBP", quality=QUALITY, method=2)
    return target.getvalue()


def shrink(content: bytes, asked: dict[str, Any]) -> bytes:
    """Return a picture that browsers do not show, as one that they do."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only what is asked for is loaded

    Image.MAX_IMAGE_PIXELS = asked["largest"]
    with Image.open(io.BytesIO(content), formats=["TIFF"]) as picture:
        picture.seek(asked["page"] - 1)
        upright = ImageOps.exif_transpose(picture)
        width, height = upright.size
        scale = min(1.0, scale_of(width, height, wanted=asked["width"], pixels=asked["pixels"]))
        smaller = upright.convert("RGB").resize((max(1, int(width * scale)), max(1, int(height * scale))))
    target = io.BytesIO()
    smaller.save(target, "WEBP", quality=QUALITY, method=2)
    return target.getvalue()


def answer(asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    if asked["kind"] == "picture":
        return {"pages": 1}, shrink(content, asked)
    import pypdfium2  # noqa: PLC0415 - only what is asked for is loaded

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if PASSWORD in str(error).lower() else "damaged"}, b""
    if document.get_formtype():
        document.init_forms()
    pages = len(document)
    if asked["kind"] == "count" or not 1 <= asked["page"] <= pages:
        return {"pages": pages}, b""
    return {"pages": pages}, draw(document, asked)


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    # The libraries are loaded before the fence closes: afterwards no file of theirs can be opened.
    from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin  # noqa: F401, PLC0415

    Image.preinit()
    if asked["kind"] != "picture":
        import pypdfium2  # noqa: F401, PLC0415

    fence(asked["seconds"])
    try:
        told, picture = answer(asked, sys.stdin.buffer.read())
    except (MemoryError, Exception):  # noqa: BLE001 - whatever is wrong with it, there is no picture
        told, picture = {"refused": "damaged"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
