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

__all__ = ["Scratch", "Storage", "public_storage", "scratch", "storage"]


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


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a scratch file that is thrown away unless the block keeps it."""
    fresh = storage().scratch()
    try:
        yield fresh
    finally:
        fresh.discard()
