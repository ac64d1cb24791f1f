"""Where the hearing of an application stands, told from its timeline (行政许可法 arts 36, 47, 48)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from huizheng.gate.contracts import CaseAct
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.vaulted import unlock

ASKED = "hearing_asked"
SPOKEN = "statement_made"
_TOLD = (CaseAct.HEARING_OFFERED, CaseAct.HEARING_REQUESTED, CaseAct.PROCEDURE_STARTED, CaseAct.PROCEDURE_ENDED)


@dataclass(frozen=True)
class Hearing:
    """The right to one, the request, and the day; what has not come yet is ``None``."""

    request_by_on: dt.date | None = None
    asked_on: dt.date | None = None
    is_requested: bool = False
    held_by_on: dt.date | None = None
    held_on: dt.date | None = None
    chair: str = ""
    where: str = ""
    is_over: bool = False

    def may_be_asked(self, today: dt.date) -> bool:
        """Say whether the right was told, its last day has not passed, and nobody has asked yet."""
        return self.request_by_on is not None and today <= self.request_by_on and not self.is_coming

    @property
    def is_coming(self) -> bool:
        """Whether somebody has asked, so that one is held in any case."""
        return self.asked_on is not None or self.is_requested or self.held_on is not None


def hearing_of(application: Application) -> Hearing:
    """Return where the hearing stands. Got only through ``application_for``; nothing is left of it once erased."""
    found = Hearing()
    for entry in application.timeline.filter(act__in=(*_TOLD, ASKED)):
        if entry.act == ASKED:
            found = replace(found, asked_on=entry.legal_on)
            continue
        inside = unlock(application.account, entry.private)
        found = _follow(found, CaseAct(entry.act), inside.get("hearing") or {}, where=str(inside.get("reasons") or ""))
    return found


def _follow(found: Hearing, act: CaseAct, told: dict[str, Any], *, where: str) -> Hearing:
    """Return the standing after one act; the papers that follow an act tell nothing of a hearing."""
    if act is CaseAct.HEARING_OFFERED and "request_by_on" in told:
        return replace(found, request_by_on=_day(told["request_by_on"]))
    if act is CaseAct.HEARING_REQUESTED:
        return replace(found, is_requested=True, held_by_on=_day(told.get("held_by_on")) or found.held_by_on)
    if act is CaseAct.PROCEDURE_STARTED and "held_on" in told:
        chair = str(told.get("chair") or "")
        return replace(found, held_on=_day(told["held_on"]), chair=chair, where=where, is_over=False)
    if act is CaseAct.PROCEDURE_ENDED and found.held_on is not None:
        return replace(found, is_over=True)
    return found


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
