"""Released files: plain bytes by their digest, and pictures of them in other sizes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from huizheng.commons.files.api import BlobDamaged, public_storage
from huizheng.gate.api import open_blob
from huizheng.lib.sm import sm3_hex
from huizheng.outer.sites.models import ReleasedFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import BinaryIO

    from huizheng.gate.contracts import Attachment

_PIECE: Final = 1024 * 1024
# Widths that a page may ask for; anything else is refused, so nobody can fill the disk with sizes.
WIDTHS: Final = (320, 640, 960, 1280)
SIZED_MEDIA: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_PIXELS: Final = 50_000_000
_QUALITY: Final = 78


def keep_files(files: Iterable[Attachment], *, at: dt.datetime) -> None:
    """This function will keep what came with editions; what is here already is left alone."""
    coming = {each.sm3: each for each in files}
    here = set(ReleasedFile.objects.filter(pk__in=coming).values_list("pk", flat=True))
    for sm3, each in coming.items():
        if sm3 in here and _is_stored(sm3):
            continue
        scratch = public_storage().scratch()
        try:
            with open_blob(sm3) as stream:
                while piece := stream.read(_PIECE):
                    scratch.write(piece)
            scratch.keep(stored_name(sm3))
        finally:
            scratch.discard()
        ReleasedFile.objects.bulk_create(
            [ReleasedFile(sm3=sm3, size=each.size, media=each.media, received_at=at)], ignore_conflicts=True
        )


def stored_name(sm3: str, width: int | None = None) -> str:
    """Return the name in the store: half a digest tells any two files apart."""
    return (sm3 if width is None else sm3_hex(f"{sm3}:{width}".encode()))[:32]


def open_released(sm3: str) -> BinaryIO:
    """Open a released file; raises ``BlobDamaged`` when its bytes are not here."""
    return public_storage().open(stored_name(sm3))


def open_sized(sm3: str, width: int) -> BinaryIO:
    """Open a picture at one of ``WIDTHS`` as WebP, made when it is first asked for.

    Raises ``BlobDamaged`` when there is no such picture, or it cannot be read as one.
    """
    name = stored_name(sm3, width)
    try:
        return public_storage().open(name)
    except BlobDamaged:
        pass
    with open_released(sm3) as original:
        made = _at_width(original, width)
    scratch = public_storage().scratch()
    try:
        scratch.write(made)
        scratch.keep(name)
    finally:
        scratch.discard()
    return io.BytesIO(made)


def _at_width(original: BinaryIO, width: int) -> bytes:
    # Every process of the zone loads this module, the web server alone makes pictures.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - see above

    try:
        with Image.open(original) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BlobDamaged("the picture is too large to be made smaller")
            # Half-size reading of large photographs costs a quarter.
            opened.draft("RGB", (width, width))
            turned = ImageOps.exif_transpose(opened)
            picture = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
            if picture.width > width:
                height = max(1, round(picture.height * width / picture.width))
                picture = picture.resize((width, height), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            picture.save(out, "WEBP", quality=_QUALITY, method=4)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BlobDamaged("not a picture") from error


def _is_stored(sm3: str) -> bool:
    try:
        open_released(sm3).close()
    except BlobDamaged:
        return False
    return True
