"""Where sealed bytes lie: a local folder, or a bucket of an S3-compatible store, behind one small interface.

Names are random ids, never digests of content and never what people called their file.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from huizheng.commons.files.storages.base import Scratch, Storage
from huizheng.commons.files.storages.bucket import Bucket
from huizheng.commons.files.storages.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Scratch", "Storage", "scratch", "storage"]


def storage() -> Storage:
    """Return the zone's own storage. Two zones never share a folder or a prefix."""
    address: str = settings.ENVIRONMENT.storage_address
    if address.startswith("s3://"):
        return Bucket.at(address, zone=settings.ZONE, unfinished=settings.VAR / "unfinished" / settings.ZONE)
    if "://" in address and not address.startswith("file://"):
        scheme = address.split("://", 1)[0]
        raise ImproperlyConfigured(f"HUIZHENG_STORAGE_URL: {scheme}:// is unknown, give a local folder or s3://")
    return Folder(Path(address.removeprefix("file://")) / settings.ZONE)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a scratch file that is thrown away unless the block keeps it."""
    fresh = storage().scratch()
    try:
        yield fresh
    finally:
        fresh.discard()
