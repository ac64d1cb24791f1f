"""What has happened to accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class PersonChecked(Event):
    """The authority confirmed who the account's person is."""

    account_id: UUID
    at: dt.datetime


@dataclass(frozen=True)
class AgencyEnded(Event):
    """An account may no longer act for an enterprise."""

    enterprise_id: UUID
    account_id: UUID
    at: dt.datetime


@dataclass(frozen=True)
class AccountErased(Event):
    """An account was closed and its key destroyed; what was kept under it cannot be read any more."""

    account_id: UUID
    at: dt.datetime
