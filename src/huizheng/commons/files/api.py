"""The door of the files room."""

from huizheng.commons.files.actions import (
    SealedFile,
    adopt_sealed,
    erase,
    grant_upload,
    read_sealed,
    release,
    seal_file,
    store,
    store_uploaded,
    withdraw_release,
)
from huizheng.commons.files.actions.examining import examine
from huizheng.commons.files.content import open_file, read_file
from huizheng.commons.files.errors import (
    BlobDamaged,
    DangerousFile,
    FileEmpty,
    FileErased,
    FileRefused,
    FileTooLarge,
    InQuarantine,
    NotVisible,
    QuotaExceeded,
    ReleaseRefused,
    TypeRefused,
)
from huizheng.commons.files.holders import holder_of
from huizheng.commons.files.inputs import upload_attributes
from huizheng.commons.files.models import StoredFile
from huizheng.commons.files.queries import file_for, files_of, released_file
from huizheng.commons.files.responses import download_response
from huizheng.commons.files.rules import FileRule
from huizheng.commons.files.states import FileState
from huizheng.commons.files.storages import public_storage
from huizheng.commons.files.web.preview import preview_page, preview_picture

__all__ = [
    "BlobDamaged",
    "DangerousFile",
    "FileEmpty",
    "FileErased",
    "FileRefused",
    "FileRule",
    "FileState",
    "FileTooLarge",
    "InQuarantine",
    "NotVisible",
    "QuotaExceeded",
    "ReleaseRefused",
    "SealedFile",
    "StoredFile",
    "TypeRefused",
    "adopt_sealed",
    "download_response",
    "erase",
    "examine",
    "file_for",
    "files_of",
    "grant_upload",
    "holder_of",
    "open_file",
    "preview_page",
    "preview_picture",
    "public_storage",
    "read_file",
    "read_sealed",
    "release",
    "released_file",
    "seal_file",
    "store",
    "store_uploaded",
    "upload_attributes",
    "withdraw_release",
]
