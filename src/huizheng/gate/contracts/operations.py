"""What operators of the office network see of the public zone, and do there: nobody signs in outside to operate it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from huizheng.gate.contracts.base import Message


@dataclass(frozen=True)
class ReportedFailure:
    """An open background failure of the reporting zone."""

    id: int
    source: str
    summary: str
    detail: str
    request_id: str
    happened_at: dt.datetime
    times: int


@dataclass(frozen=True)
class ReportedLetter:
    """An open dead letter of the reporting zone, without its content."""

    id: int
    direction: str
    reason: str
    message: str
    channel: str
    business_number: str
    trace: str
    error: str
    times: int
    opened_at: dt.datetime


@dataclass(frozen=True)
class ReportedJob:
    """A job of the reporting zone that has failed for good, or is still being tried."""

    id: int
    task: str
    queue: str
    attempts: int
    failed_at: dt.datetime | None
    reason: str = ""
    request_id: str = ""
    is_retrying: bool = False


@dataclass(frozen=True)
class _OfOperations(Message):
    def channel(self) -> str:
        return "operations"


@dataclass(frozen=True)
class ZoneReported(_OfOperations):
    """How the outer zone stands, and what waits there for an operator. The newest report replaces the others."""

    NAME = "operations.reported"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    at: dt.datetime
    gate: dict[str, Any]
    jobs: dict[str, Any]
    resources: dict[str, Any]
    failures: tuple[ReportedFailure, ...] = ()
    letters: tuple[ReportedLetter, ...] = ()
    failed_jobs: tuple[ReportedJob, ...] = ()


class OperatorAct(StrEnum):
    """What an operator may have done in the outer zone."""

    REDRIVE = "redrive"
    DISCARD = "discard"
    SETTLE_FAILURE = "settle_failure"
    RETRY_JOB = "retry_job"


@dataclass(frozen=True)
class OperatorDecided(_OfOperations):
    """An operator's decision about something outside; ``second`` is the other person, where two are needed."""

    NAME = "operations.decided"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    act: OperatorAct
    subject: int
    by: str
    second: str
    reason: str
    at: dt.datetime

    def lane(self) -> str:
        return f"operations.{self.act}.{self.subject}"
