"""What has happened in casework: ids and facts only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class CaseActed(Event):
    """An act has been done to a case; ``act`` and ``state`` are words of ``states``."""

    case_number: str
    act: str
    state: str
    organ_key: str
    legal_on: dt.date
    at: dt.datetime


@dataclass(frozen=True)
class NoticeIssued(Event):
    """A numbered notice has been issued and waits to be written out as a PDF."""

    notice_id: int
    case_number: str
    at: dt.datetime


@dataclass(frozen=True)
class StatementReceived(Event):
    """The applicant has said something on line that must be read before the case goes on."""

    case_number: str
    entry_id: int
    at: dt.datetime


@dataclass(frozen=True)
class DecisionMade(Event):
    """A case has been decided; grants are published within seven working days."""

    case_number: str
    item_slug: str
    outcome: str
    organ_key: str
    decided_on: dt.date
    at: dt.datetime
