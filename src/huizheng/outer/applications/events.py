"""What has happened to an application, told to the other rooms of the public network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class ApplicationSubmittedOutside(Event):
    application: UUID
    case_number: str
    at: dt.datetime


@dataclass(frozen=True)
class ApplicationProgressed(Event):
    """The office has reported an act; the applicant is to be told."""

    application: UUID
    case_number: str
    act: str
    at: dt.datetime


@dataclass(frozen=True)
class RatingAnswerShown(Event):
    """The office has answered a bad rating; the applicant is to be told."""

    application: UUID
    case_number: str
    at: dt.datetime


@dataclass(frozen=True)
class LicenceStandingChanged(Event):
    """A licence has expired or was taken away; its holder is to be told."""

    application: UUID
    state: str
    at: dt.datetime
