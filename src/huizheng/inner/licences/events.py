"""What has happened to licences: ids and facts only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class LicenceIssued(Event):
    """A licence has been issued; ``renews`` is the key of the one it succeeds."""

    licence_id: int
    case_number: str
    item_slug: str
    organ_key: str
    renews: int | None
    at: dt.datetime


@dataclass(frozen=True)
class LicenceEnded(Event):
    """A licence has expired, was withdrawn, revoked or cancelled; ``state`` is a word of ``states``."""

    licence_id: int
    state: str
    organ_key: str
    legal_on: dt.date
    at: dt.datetime


@dataclass(frozen=True)
class LicenceNoticeIssued(Event):
    """A numbered notice has been issued and waits to be written out as a PDF."""

    notice_id: int
    at: dt.datetime
