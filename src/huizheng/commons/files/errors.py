"""Why a file is not taken, not given, or not changed. ``str(error)`` is what the person is told."""

from __future__ import annotations

from django.utils.translation import gettext as _


class FileRefused(Exception):
    """The file may not be stored; the text says why and what to do."""


class FileTooLarge(FileRefused):
    pass


class FileEmpty(FileRefused):
    pass


class TypeRefused(FileRefused):
    """The real type is not allowed here, or the name claims another type."""


class DangerousFile(FileRefused):
    """A virus signature, macros, an archive or an image made to exhaust whoever opens it."""


class QuotaExceeded(FileRefused):
    pass


class StorageDown(FileRefused):
    """The place where files are kept does not answer; nothing was kept, and the same file may be sent again."""


class NotVisible(Exception):
    """There is no such file for this owner; shown as 404."""


class InQuarantine(Exception):
    """The file waits for the virus scanner and is given to nobody."""


class FileErased(Exception):
    """The file's key has been destroyed: its content is gone for good."""


class BlobDamaged(Exception):
    """The stored bytes are missing, cut short or altered."""


class ReleaseRefused(Exception):
    """The file's state does not allow its release, or its release to be taken back."""


class TicketRefused(Exception):
    """The upload ticket is forged, too old or someone else's."""


class OffsetMismatch(Exception):
    """The upload stands at another offset than the sender believes."""

    def __init__(self, offset: int) -> None:
        super().__init__(_("上传已进行到第 %(offset)d 字节，请从该处继续。") % {"offset": offset})
        self.offset = offset
