from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class FileStored(Event):
    """A file has been checked and stored for an owner's purpose; in quarantine when the scanner could not be asked."""

    file: UUID
    owner: str
    purpose: str
    at: dt.datetime


@dataclass(frozen=True)
class FileCleared(Event):
    """The scanner has called a quarantined file clean."""

    file: UUID
    owner: str
    purpose: str
    at: dt.datetime


@dataclass(frozen=True)
class FileDestroyed(Event):
    """The file's content is gone: asked for by its owner room, or because the scanner found a virus in quarantine."""

    file: UUID
    owner: str
    purpose: str
    infected: bool
    at: dt.datetime
