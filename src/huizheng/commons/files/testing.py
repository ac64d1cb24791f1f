"""For other rooms' tests: small real files, and a storage of the test's own."""

from __future__ import annotations

import base64
import datetime as dt
import io
import zipfile
import zlib
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
    "drawn_pdf",
    "endless_pdf",
    "jpeg",
    "ofd",
    "office_document",
    "pdf",
    "png",
    "sealed",
    "stored_file",
    "the_test_virus",
    "written_pdf",
    "zipped",
]


def pdf(text: str = "test") -> bytes:
    """A small PDF that libmagic knows as one; ``text`` makes it differ."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"% " + text.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def written_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue, with a table of where each lies."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(body))
    )


def drawn_pdf(pages: int = 1, *, box: bytes = b"[0 0 595 842]", content: bytes = b"0 0 300 400 re f") -> bytes:
    """A PDF with something black on each of its pages."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    packed = zlib.compress(content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 3 0 R>>" % box
    return written_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *[page] * pages,
    )


def endless_pdf() -> bytes:
    """A small PDF whose one page takes minutes and gigabytes to draw."""
    return drawn_pdf(content=b"0 0 m " + b"1 1 l 9 9 2 2 5 5 c " * 12_000_000 + b"S")


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
