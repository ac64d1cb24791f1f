"""What the inner zone tells of a licence after it was issued: how it stands, since when, and on which ground."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from huizheng.gate.contracts.base import Attachment, Message, Sealed


class LicenceState(StrEnum):
    """How a licence stands (行政许可法 arts 8, 50, 69, 70)."""

    VALID = "valid"
    EXPIRED = "expired"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


class LicenceGround(StrEnum):
    """The grounds that the law names for ending a licence: art 8(2), art 69(1) and (2), art 70."""

    LAW_CHANGED = "law_changed"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"
    ABUSE_OF_POWER = "abuse_of_power"
    BEYOND_POWER = "beyond_power"
    AGAINST_PROCEDURE = "against_procedure"
    NOT_QUALIFIED = "not_qualified"
    OTHERWISE_REVOCABLE = "otherwise_revocable"
    FRAUD = "fraud"
    NOT_RENEWED = "not_renewed"
    HOLDER_INCAPABLE = "holder_incapable"
    HOLDER_ENDED = "holder_ended"
    DECIDED_AWAY = "decided_away"
    IMPOSSIBLE = "impossible"
    OTHERWISE_CANCELLED = "otherwise_cancelled"


@dataclass(frozen=True)
class LicenceStanding(Message):
    """How a licence stands now; it follows the case that granted it, in that case's order.

    Public facts: what the licence's paper shows, its state, since which day and on which ground. ``renew_by_on`` is the
    last day for asking for renewal (art 50(1)), ``provisional`` whether a year without a holiday notice lies before it.
    ``private`` (sealed for the outer zone, which keeps it under the account's own key) opens to ``{"nonce", "text",
    "reasons", "remedy", "notices": [...]}`` as in CaseProgressed; every member but the nonce may be missing. The paper
    of an act follows in a second message of the same ``state`` and ``at`` whose private part holds only ``notices``.
    """

    NAME = "licences.standing"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    case_number: str
    number: str
    name: str
    organ_key: str
    organ_name: str
    state: LicenceState
    valid_from: dt.date
    valid_until: dt.date | None
    validity: str
    renew_by_on: dt.date | None
    provisional: bool
    since_on: dt.date
    ground: LicenceGround | None
    barred_until: dt.date | None
    renewing_case: str
    at: dt.datetime
    private: Sealed | None = None
    files: tuple[Attachment, ...] = ()

    def channel(self) -> str:
        return f"applications.{self.case_number[:6]}"

    def business_number(self) -> str:
        return self.case_number

    def attached(self) -> tuple[Attachment, ...]:
        return self.files
