from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from huizheng.commons.files.errors import NotVisible
from huizheng.commons.files.models import StoredFile, Upload
from huizheng.commons.files.states import FileState

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet


def file_for(owner: str, file: UUID | str) -> StoredFile:
    """Return one file of this owner; raises ``NotVisible`` for another's, an erased one and a made-up id alike."""
    found = StoredFile.objects.of(owner).filter(pk=_uuid(file)).first()
    if found is None:
        raise NotVisible(_("没有这个文件。"))
    return found


def files_of(owner: str, *, purpose: str | None = None, starting_with: str | None = None) -> QuerySet[StoredFile]:
    """Return the owner's files in the order they came, for one purpose or for all that start with a prefix."""
    found = StoredFile.objects.of(owner)
    if purpose is not None:
        found = found.filter(purpose=purpose)
    if starting_with is not None:
        found = found.filter(purpose__startswith=starting_with)
    return found.order_by("stored_at", "pk")


def released_file(file: UUID | str) -> StoredFile:
    """Return a file that everybody may have; raises ``NotVisible``."""
    found = StoredFile.objects.filter(pk=_uuid(file), state=FileState.RELEASED).first()
    if found is None:
        raise NotVisible(_("没有这个文件。"))
    return found


def upload_for(holder: str, upload: UUID | str, *, at: dt.datetime) -> Upload:
    """Return the holder's own upload; raises ``NotVisible`` for another's, an expired one and a made-up id alike."""
    found = Upload.objects.filter(pk=_uuid(upload), holder=holder, expires_at__gt=at).first()
    if found is None:
        raise NotVisible(_("没有这个上传。"))
    return found


def _uuid(value: UUID | str) -> UUID:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError as error:
        raise NotVisible(_("没有这个文件。")) from error
