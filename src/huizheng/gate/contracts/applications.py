"""What crosses for one application, both ways. One channel a division and direction keeps each case in order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from huizheng.gate.contracts.base import Attachment, Message, Sealed


def _channel(case_number: str) -> str:
    """Order is kept within a county (the first six digits), so one slow county never holds back another."""
    return f"applications.{case_number[:6]}"


@dataclass(frozen=True)
class _OfOneCase(Message):
    case_number: str

    def channel(self) -> str:
        return _channel(self.case_number)

    def business_number(self) -> str:
        return self.case_number


@dataclass(frozen=True)
class ApplicationSubmitted(_OfOneCase):
    """A resident or an enterprise applies.

    ``content`` opens to ``{"nonce", "applicant": {...}, "agent": {...}|null, "answers": {field key: value},
    "materials": [{"key", "name", "origin", "files": [{"sm3", "name", "media", "size", "file_key"}]}],
    "delivery": {...}}``. ``renews`` is the number of the licence to be renewed (行政许可法 art 50), empty for a first
    application; a sender that does not know it yet sends none.
    """

    NAME = "applications.submitted"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    application_id: UUID
    item_slug: str
    release_version: int
    organ_key: str
    division_code: str
    applicant_kind: str
    channel_code: str
    submitted_at: dt.datetime
    content: Sealed
    files: tuple[Attachment, ...] = ()
    renews: str = ""

    def attached(self) -> tuple[Attachment, ...]:
        return self.files


@dataclass(frozen=True)
class CorrectionSubmitted(_OfOneCase):
    """The applicant hands in what the correction notice asked for; ``content`` as in ApplicationSubmitted, whole."""

    NAME = "applications.correction_submitted"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    submitted_at: dt.datetime
    content: Sealed
    files: tuple[Attachment, ...] = ()

    def attached(self) -> tuple[Attachment, ...]:
        return self.files


@dataclass(frozen=True)
class ApplicationWithdrawn(_OfOneCase):
    """The applicant takes the application back before a decision; ``content`` opens to ``{"nonce", "reason"}``."""

    NAME = "applications.withdrawn"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    at: dt.datetime
    content: Sealed


@dataclass(frozen=True)
class StatementMade(_OfOneCase):
    """The applicant speaks for themselves, or asks for a hearing; ``content`` opens to ``{"nonce", "text"}``.

    The day of ``made_at`` is the legal day (行政许可法 arts 36, 47); ``statement_id`` makes one press one statement.
    """

    NAME = "applications.statement_made"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    statement_id: UUID
    asks_hearing: bool
    made_at: dt.datetime
    content: Sealed


@dataclass(frozen=True)
class ResultReceived(_OfOneCase):
    """The applicant has opened the result on line: the delivery is evidenced."""

    NAME = "applications.result_received"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    at: dt.datetime


@dataclass(frozen=True)
class CaseRated(_OfOneCase):
    """A rating.

    ``level`` runs from 1 非常满意 to 5 非常不满意, as in GB/T 39046 A.8; ``content`` opens to {"nonce", "text"}.
    """

    NAME = "applications.rated"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    level: int
    indicators: tuple[str, ...]
    channel_code: str
    anonymous: bool
    at: dt.datetime
    content: Sealed


class CaseAct(StrEnum):
    """What the inner zone tells the applicant about."""

    RECEIVED = "received"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    ACCEPTED = "accepted"
    DEEMED_ACCEPTED = "deemed_accepted"
    REFUSED_ACCEPTANCE = "refused_acceptance"
    NOT_NEEDED = "not_needed"
    STEP_STARTED = "step_started"
    PROCEDURE_STARTED = "procedure_started"
    PROCEDURE_ENDED = "procedure_ended"
    EXTENDED = "extended"
    HEARING_OFFERED = "hearing_offered"
    HEARING_REQUESTED = "hearing_requested"
    STATEMENT_RECEIVED = "statement_received"
    GRANTED = "granted"
    DEEMED_RENEWED = "deemed_renewed"
    DECLINED = "declined"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    CLOCK_RECOMPUTED = "clock_recomputed"


@dataclass(frozen=True)
class CaseProgressed(_OfOneCase):
    """One act of the office that the applicant is told.

    Public facts: the act, its legal day, the organ, the step's name, the due day and the clock's explanation.
    ``private`` (sealed for the outer zone, which keeps it under the account's own key) opens to ``{"nonce", "text",
    "reasons", "remedy", "right_organ", "correction": {"note", "fields": [{"key", "reason"}], "materials": [{"key",
    "reason"}]}, "notices": [{"kind", "number", "title", "sm3", "file_key", "verification"}], "result": {...},
    "hearing": {...}}``; every member but the nonce may be missing. ``hearing`` is {"request_by_on"} in an offer,
    {"held_by_on"} in a request, {"held_on", "chair"} where one is arranged.

    The papers of an act are written out after it: they follow in a second message of the same ``act`` and ``at`` whose
    private part holds only ``notices``. It adds to the entry that is there already, and changes no state.
    """

    NAME = "cases.progressed"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    act: CaseAct
    at: dt.datetime
    legal_on: dt.date
    organ_key: str
    organ_name: str
    step_name: str
    promised_due_on: dt.date | None
    statutory_due_on: dt.date | None
    clock_note: str
    private: Sealed | None = None
    files: tuple[Attachment, ...] = ()

    def attached(self) -> tuple[Attachment, ...]:
        return self.files


@dataclass(frozen=True)
class RatingAnswered(_OfOneCase):
    """The organ answers a bad rating after its call-back; ``content`` opens to ``{"nonce", "text"}``."""

    NAME = "cases.rating_answered"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    at: dt.datetime
    content: Sealed
