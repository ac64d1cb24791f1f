"""For other rooms' tests: small real files, and a storage of the test's own."""

from __future__ import annotations

import base64
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from PIL import Image

from huizheng.commons.files.actions import store
from huizheng.commons.files.rules import MEDIA, FileRule
from huizheng.commons.files.sealing import Sealer, new_key
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    from huizheng.commons.files.models import StoredFile
    from huizheng.lib.actors import Actor

__all__ = [
    "jpeg",
    "ofd",
    "office_document",
    "pdf",
    "png",
    "sealed",
    "stored_file",
    "the_test_virus",
    "zipped",
]


def pdf(text: str = "test") -> bytes:
    """A small PDF that libmagic knows as one; ``text`` makes it differ."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"% " + text.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _image(kind: str, size: tuple[int, int]) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(target, kind)
    return target.getvalue()


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    return _image("PNG", size)


def jpeg(size: tuple[int, int] = (8, 8)) -> bytes:
    return _image("JPEG", size)


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def office_document(kind: str = "docx", extra: dict[str, bytes] | None = None) -> bytes:
    part = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}[
        kind
    ]
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/main.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{part}.main+xml"/></Types>'
    )
    return zipped({"[Content_Types].xml": types.encode(), "_rels/.rels": b"<Relationships/>", **(extra or {})})


def ofd() -> bytes:
    root = b'<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"/>'
    return zipped({"OFD.xml": root, "Doc_0/Document.xml": b"<ofd:Document/>"})


def the_test_virus() -> bytes:
    """The industry's harmless test virus."""
    return b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def stored_file(
    content: bytes = b"",
    *,
    name: str = "证明.pdf",
    owner: str = "resident:mei",
    purpose: str = "draft:1",
    rule: FileRule | None = None,
    by: Actor = SYSTEM,
    at: dt.datetime = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC),
) -> StoredFile:
    """A file really stored; the run needs keys: ``keys.testing.make_both_zones_keys()``."""
    rule = rule or FileRule(tuple(MEDIA))
    return store(io.BytesIO(content or pdf()), name=name, owner=owner, purpose=purpose, rule=rule, by=by, at=at)


def sealed(content: bytes) -> tuple[bytes, str]:
    """Bytes as the other zone's ``seal_file`` makes them, and their file key."""
    key, target = new_key(), io.BytesIO()
    sealer = Sealer(key, target.write)
    sealer.update(content)
    sealer.finish()
    return target.getvalue(), base64.b64encode(key).decode()
