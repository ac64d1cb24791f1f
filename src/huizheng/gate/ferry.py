"""Batches of envelopes as files, for a gap that no network crosses: a tar with a signed manifest.

``manifest.json`` names every other member with its SM3 and is signed with the zone's key (``manifest.sig``); the
envelopes in it are the same, with the same signatures, that travel over the broker.
"""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from huizheng.commons.keys.api import Signature, sign, verify
from huizheng.gate import blobs
from huizheng.gate.envelope import signature_facts
from huizheng.lib.canonical import NotCanonical, canonical, parse
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PURPOSE = "huizheng.gate.ferry"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MAX_ENVELOPE, MAX_MANIFEST = 8 * 1024 * 1024, 16 * 1024 * 1024
_ENVELOPE = re.compile(r"envelopes/\d{6}\.json")
_BLOB = re.compile(r"blobs/([0-9a-f]{64})")


class BadBatch(ValueError):
    """The file is no batch that the other zone has signed for this one, or was damaged on the way."""


@dataclass(frozen=True)
class Batch:
    """What one file carries: envelopes as they travel, and the digests of the sealed files they name."""

    zone_from: str
    zone_to: str
    number: str
    envelopes: list[bytes]
    files: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"batch-{self.zone_from}-{self.zone_to}-{self.number}.tar"


def write(batch: Batch, folder: Path) -> Path:
    """Write the batch into the folder under its final name, once all of it is on the disk; return where."""
    target = folder / batch.name
    beside = folder / f".{batch.name}.part"
    members = {f"envelopes/{place:06}.json": raw for place, raw in enumerate(batch.envelopes, start=1)}
    manifest = canonical(
        {
            "purpose": PURPOSE,
            "zone_from": batch.zone_from,
            "zone_to": batch.zone_to,
            "number": batch.number,
            "envelopes": [{"name": name, "sm3": sm3_hex(raw)} for name, raw in members.items()],
            "files": [{"sm3": sm3, "size": blobs.path_of(sm3).stat().st_size} for sm3 in batch.files],
        },
    )
    with beside.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, MANIFEST, manifest)
            _add(tar, SIGNATURE, canonical(signature_facts(sign(manifest))))
            for name, raw in members.items():
                _add(tar, name, raw)
            for sm3 in batch.files:
                with blobs.open_blob(sm3) as blob:
                    info = tarfile.TarInfo(f"blobs/{sm3}")
                    info.size = blob.seek(0, 2)
                    blob.seek(0)
                    tar.addfile(info, blob)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)
    _flush(folder)
    return target


def read(path: Path, *, zone_from: str, zone_to: str) -> Batch:
    """Return the batch in a file, and keep its sealed files in this zone's gate; raises ``BadBatch``.

    Members are read in the order they stand, never unpacked to a path of their own.
    """
    with _opened(path) as tar:
        manifest = _manifest(tar, zone_from=zone_from, zone_to=zone_to)
        wanted = {each["name"]: each["sm3"] for each in manifest["envelopes"]}
        sizes = {each["sm3"]: each["size"] for each in manifest["files"]}
        raws: dict[str, bytes] = {}
        while (member := tar.next()) is not None:
            if _ENVELOPE.fullmatch(member.name) and member.isfile():
                raw = _bytes(tar, member, limit=MAX_ENVELOPE)
                if wanted.get(member.name) != sm3_hex(raw):
                    raise BadBatch(f"{member.name} is not what the manifest names")
                raws[member.name] = raw
            elif (match := _BLOB.fullmatch(member.name)) and member.isfile():
                _keep(tar, member, match[1], size=sizes.get(match[1], -1))
            else:
                raise BadBatch(f"{member.name[:80]} does not belong into a batch")
        if set(raws) != set(wanted):
            raise BadBatch("envelopes are missing")
        return Batch(zone_from, zone_to, manifest["number"], [raws[name] for name in sorted(raws)], sorted(sizes))


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
            yield tar
    except (tarfile.TarError, EOFError, KeyError, TypeError, NotCanonical) as error:
        raise BadBatch(f"{path.name} is not a whole batch: {type(error).__name__}") from error


def _manifest(tar: tarfile.TarFile, *, zone_from: str, zone_to: str) -> dict[str, Any]:
    """Return the manifest, which stands first; nothing else is looked at before its signature."""
    parts = {}
    for name in (MANIFEST, SIGNATURE):
        member = tar.next()
        if member is None or member.name != name or not member.isfile():
            raise BadBatch(f"{name} does not stand where it should")
        parts[name] = _bytes(tar, member, limit=MAX_MANIFEST)
    signature = Signature(**json.loads(parts[SIGNATURE]))
    if not verify(parts[MANIFEST], signature, zone_from):
        raise BadBatch("the manifest is not signed by the other zone")
    manifest = parse(parts[MANIFEST])
    if (manifest["purpose"], manifest["zone_from"], manifest["zone_to"]) != (PURPOSE, zone_from, zone_to):
        raise BadBatch("the batch is not for this zone")
    return dict(manifest)


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo, *, limit: int) -> bytes:
    if member.size > limit:
        raise BadBatch(f"{member.name[:80]} is too large")
    file = tar.extractfile(member)
    if file is None:
        raise BadBatch(f"{member.name[:80]} is no file")
    return file.read()


def _keep(tar: tarfile.TarFile, member: tarfile.TarInfo, sm3: str, *, size: int) -> None:
    file = tar.extractfile(member)
    if file is None or member.size != size:
        raise BadBatch(f"{member.name[:80]} is not what the manifest names")
    attachment = blobs.put_blob(file)
    if attachment.sm3 != sm3:
        blobs.drop_blob(attachment.sm3)
        raise BadBatch(f"{member.name[:80]} was damaged on the way")


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
