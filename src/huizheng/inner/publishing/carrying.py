"""Editions and their files on the way through the gate: one message a bundle, all or none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from huizheng.commons.files.api import StoredFile, open_file
from huizheng.gate.api import put_blob, send
from huizheng.gate.contracts import Attachment
from huizheng.gate.contracts.publishing import EditionsReleased
from huizheng.inner.publishing.documents import files_named_in
from huizheng.inner.publishing.models import Material
from huizheng.lib.canonical import canonical

if TYPE_CHECKING:
    import datetime as dt

# Above this a bundle travels as an attachment: envelopes stay small.
INLINE: Final = 40_000
# Documents in one message, so that no side holds a hundred megabytes in memory.
MOST: Final = 2_000

Entry = dict[str, Any]


def entry(document: dict[str, Any], sm3: str) -> Entry:
    return {"sm3": sm3, "document": document}


def send_editions(
    *, site: str, bundle: uuid.UUID, entries: Sequence[Entry], at: dt.datetime, with_files: bool = True
) -> None:
    """Put a bundle of one site's editions, and the files they name, into the gate, inside the act's transaction."""
    files = tuple(_files(site, entries)) if with_files else ()
    whole = canonical(list(entries))
    if len(whole) <= INLINE:
        send(EditionsReleased(bundle=bundle, site=site, editions=list(entries), released_at=at, files=files), at=at)
        return
    content = put_blob(iter([whole]), media="application/json")
    send(EditionsReleased(bundle=bundle, site=site, editions=[], released_at=at, content=content, files=files), at=at)


def portions(entries: Iterable[Entry], *, most: int = MOST) -> Iterator[list[Entry]]:
    """Cut a long row of editions, or of documents, into bundles."""
    portion: list[Entry] = []
    for each in entries:
        portion.append(each)
        if len(portion) == most:
            yield portion
            portion = []
    if portion:
        yield portion


def _files(site: str, entries: Sequence[Entry]) -> Iterator[Attachment]:
    """Lay the plain bytes of every file that the editions name into the gate: from now on they are public."""
    named = files_named_in([each["document"] for each in entries])
    if not named:
        return
    done: set[str] = set()
    for material in Material.objects.filter(site=site, file__sm3__in=named).select_related("file").order_by("added_at"):
        file: StoredFile = material.file
        if file.sm3 in done:
            continue
        done.add(file.sm3)
        laid = put_blob(open_file(file), media=file.media)
        assert laid.sm3 == file.sm3, "the library knows its files by their digest"
        yield Attachment(sm3=laid.sm3, size=laid.size, media=file.media, name=file.name)
