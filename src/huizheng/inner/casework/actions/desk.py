"""Whose desk a case lies on: claim, release, assign, note; and the two early ends, withdrawal and termination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import Doing, doing
from huizheng.inner.casework.errors import CaseworkRefusal, Incomplete, NotYourDuty
from huizheng.inner.casework.models import Case, CaseEntry
from huizheng.inner.casework.paperwork import issue, lines, remedy_of
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import STANDING, Act, NoticeKind, State
from huizheng.inner.casework.telling import tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from huizheng.inner.casework.policies import Staff


def claim(case: Case, *, by: Staff, at: dt.datetime) -> Case:
    """This function will put the case on the official's own desk; the first of two wins.

    Raises ``ClaimedByAnother``, and what ``doing`` raises.
    """
    with doing(Act.CLAIM, case, by=by, at=at) as act:
        act.case.claimed_by_id = by.official_id
        act.case.claimed_at = at
        act.write()
        act.close()
    return case


def claim_many(cases: Iterable[Case], *, by: Staff, at: dt.datetime) -> tuple[list[Case], list[tuple[Case, str]]]:
    """This function will claim each case by itself and return those claimed, and the others with the reason."""
    claimed: list[Case] = []
    refused: list[tuple[Case, str]] = []
    for case in sorted(cases, key=lambda each: each.pk):
        try:
            claimed.append(claim(case, by=by, at=at))
        except CaseworkRefusal as reason:
            refused.append((case, str(reason)))
    return claimed, refused


def release_claim(case: Case, *, by: Staff, at: dt.datetime) -> Case:
    """This function will put a claimed case back on the common desk.

    Raises what ``doing`` raises; ``NotNow`` when nobody has claimed it.
    """
    with doing(Act.RELEASE_CLAIM, case, by=by, at=at) as act:
        act.case.claimed_by = act.case.claimed_at = None
        act.write()
        act.close()
    return case


def assign(case: Case, *, by: Staff, to: Staff, at: dt.datetime) -> Case:
    """This function will put the case on a colleague's desk who holds the duty it waits for.

    Raises ``NotYourDuty`` when the colleague does not, and what ``doing`` raises.
    """
    with doing(Act.ASSIGN, case, by=by, at=at) as act:
        if not to.holds(act.case.waiting_organ, act.case.waiting_duty):
            raise NotYourDuty(f"{to.name}没有本环节的职责，不能指派。")
        act.case.claimed_by_id = to.official_id
        act.case.claimed_at = at
        act.write(facts={"to": to.official_id, "to_name": to.name})
        act.close(to=to.official_id)
    return case


def add_note(case: Case, *, by: Staff, at: dt.datetime, text: str, token: UUID | None = None) -> CaseEntry:
    """This function will write an internal remark into the journal; the applicant never sees it.

    Raises ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.ADD_NOTE, case, by=by, at=at, token=token) as act:
        if not text.strip():
            raise Incomplete("text", "请写下要记录的内容。")
        entry = act.write(opinion=text)
        act.close()
    return entry


def terminate(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    reasons: str,
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will end the case without a decision, with reasons, remedies and a notice.

    Raises ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.TERMINATE, case, by=by, at=at, seen=seen, token=token) as act:
        if not reasons.strip():
            raise Incomplete("reasons", "请写明终止办理的理由。")
        _break_off(act, "办件终止")
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, outcome=str(act.act), on=act.today, by=act.by.actor, at=at)
        act.write(opinion=reasons)
        remedy = remedy_of(act)
        issue(
            act,
            NoticeKind.TERMINATION,
            CaseAct.TERMINATED,
            cause="terminated",
            reasons=lines(reasons),
            remedy=remedy,
        )
        tell(act, CaseAct.TERMINATED, reasons=reasons, remedy=remedy)
        act.close()
    return case


def withdraw(case: Case, *, at: dt.datetime, withdrawn_at: dt.datetime, reason: str = "") -> Case:
    """This function will end the case because the applicant took the application back before a decision.

    Raises ``NotNow`` when it is decided already, and what else ``doing`` raises.
    """
    with doing(Act.WITHDRAW, case, by=THE_SYSTEM, at=at) as act:
        _break_off(act, "申请人撤回申请")
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, outcome=str(act.act), on=act.today, by=act.by.actor, at=at)
        act.write(opinion=reason, facts={"withdrawn_at": withdrawn_at.isoformat()})
        issue(
            act,
            NoticeKind.TERMINATION,
            CaseAct.WITHDRAWN,
            cause="withdrawn",
            reasons=lines(reason) or ["申请人要求撤回申请"],
            requested_on=timezone.localdate(withdrawn_at),
        )
        tell(act, CaseAct.WITHDRAWN)
        act.close()
    return case


def _break_off(act: Doing, result: str) -> None:
    act.case.procedures.filter(ended_on__isnull=True).update(ended_on=act.today, result=result)


def mark_rated(case: Case, *, at: dt.datetime) -> Case:
    """This function will note that the applicant has rated the case; a second rating changes nothing here."""
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if locked.rated_at is None:
            locked.rated_at = at
            locked.save(update_fields=["rated_at"])
            record(
                actor=THE_SYSTEM.actor,
                action="casework:case:rate",
                target=("case", locked.number),
                facts={},
                at=at,
            )
    return locked


def follow_calendar(case: Case, *, at: dt.datetime) -> Case:
    """This function will take over days that a new holiday notice has moved, and tell the applicant.

    A case whose days have not moved, or that is closed, stays as it is.
    """
    if not STANDING[State(Case.objects.get(pk=case.pk).state)].open:
        return case
    with doing(Act.FOLLOW_CALENDAR, case, by=THE_SYSTEM, at=at) as act:
        before = _days(act.case)
        clockwork.show(act.case)
        if _days(act.case) != before:
            act.write(facts={"before": before, "after": _days(act.case)})
            tell(act, CaseAct.CLOCK_RECOMPUTED)
            act.close()
    return case


def _days(case: Case) -> list[str]:
    return [str(day) for day in (case.due_on, case.promised_due_on, case.statutory_due_on)]
