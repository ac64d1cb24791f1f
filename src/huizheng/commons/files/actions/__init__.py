"""The verbs of the room."""

from huizheng.commons.files.actions.housekeeping import expire_uploads, rescan_quarantine, sweep_orphans
from huizheng.commons.files.actions.release import erase, release, withdraw_release
from huizheng.commons.files.actions.store import store, store_uploaded
from huizheng.commons.files.actions.transport import SealedFile, adopt_sealed, read_sealed, seal_file
from huizheng.commons.files.actions.uploads import append, cancel_upload, grant_upload, start_upload

__all__ = [
    "SealedFile",
    "adopt_sealed",
    "append",
    "cancel_upload",
    "erase",
    "expire_uploads",
    "grant_upload",
    "read_sealed",
    "release",
    "rescan_quarantine",
    "seal_file",
    "start_upload",
    "store",
    "store_uploaded",
    "sweep_orphans",
    "withdraw_release",
]
