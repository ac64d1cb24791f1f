"""Where sealed bytes lie: a local folder, or a bucket of an S3-compatible store, behind one small interface.

Names are random ids, never digests of content and never what people called their file.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.storages.base import Scratch, Storage
from huizheng.commons.files.storages.bucket import Bucket, StorageUnreachable
from huizheng.commons.files.storages.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Scratch", "Storage", "StorageUnreachable", "probe", "public_storage", "scratch", "storage"]


def storage() -> Storage:
    """Return the zone's own storage. Two zones never share a folder or a prefix."""
    return _named(settings.ZONE)


def public_storage() -> Storage:
    """Return the place for plain bytes that anybody may have, beside the sealed ones and never mixed with them."""
    return _named(f"{settings.ZONE}-public")


def _named(name: str) -> Storage:
    address: str = settings.ENVIRONMENT.storage_address
    if address.startswith("s3://"):
        return Bucket.at(address, zone=name, unfinished=settings.VAR / "unfinished" / name)
    if "://" in address and not address.startswith("file://"):
        scheme = address.split("://", 1)[0]
        raise ImproperlyConfigured(f"HUIZHENG_STORAGE_URL: {scheme}:// is unknown, give a local folder or s3://")
    return Folder(Path(address.removeprefix("file://")) / name)


def probe() -> None:
    """Write, read and remove a small object in each place of this zone.

    Raises ``ImproperlyConfigured`` for an address that lacks something, ``StorageUnreachable`` or another ``OSError``
    when the place does not do it, and ``BlobDamaged`` when it gives back something else.
    """
    for place in (storage(), public_storage()):
        name, content = os.urandom(16).hex(), os.urandom(64)
        fresh = place.scratch()
        try:
            fresh.write(content)
            fresh.keep(name)
        finally:
            fresh.discard()
        with place.open(name) as kept:
            if kept.read() != content:
                raise BlobDamaged("the storage gives back something else than it was given")
        place.delete(name)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a scratch file that is thrown away unless the block keeps it."""
    fresh = storage().scratch()
    try:
        yield fresh
    finally:
        fresh.discard()
