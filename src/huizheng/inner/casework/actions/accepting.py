"""From receipt to acceptance: accept, refuse, not needed, correction, deemed acceptance (行政许可法 art 32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import doing
from huizheng.inner.casework.errors import Incomplete, NotNow
from huizheng.inner.casework.licensing import bar_after_false_material
from huizheng.inner.casework.models import Case, Correction
from huizheng.inner.casework.paperwork import issue, lines, remedy_of
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.rules import Unlawful, check_correction
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import Act, NoticeKind
from huizheng.inner.casework.telling import tell

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.inner.casework.acting import Doing
    from huizheng.inner.casework.policies import Staff

_LATE = "行政许可法第三十二条第一款第四项"


def accept(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    opinion: str = "",
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will accept the application and start its clocks (art 32(1)(5)); a numbered notice goes out.

    After the five days of art 32(1)(4) the acceptance counts from the day the material was received.
    Raises what ``doing`` raises.
    """
    with doing(Act.ACCEPT, case, by=by, at=at, seen=seen, token=token) as act:
        late = _is_late(act)
        _accept(act, on=_handed_in_on(act.case) if late else act.today, deemed=late, opinion=opinion)
    return case


def deem_accepted(case: Case, *, at: dt.datetime) -> Case:
    """This function will hold the application accepted on the day its material was received (art 32(1)(4)).

    Raises ``NotNow`` while the five days still run, and what ``doing`` raises.
    """
    with doing(Act.DEEM_ACCEPTED, case, by=THE_SYSTEM, at=at) as act:
        if not _is_late(act):
            raise NotNow("告知补正的五个工作日尚未届满。")
        _accept(act, on=_handed_in_on(act.case), deemed=True, opinion="")
    return case


def _accept(act: Doing, *, on: dt.date, deemed: bool, opinion: str) -> None:
    case = act.case
    act.move()
    case.accepted_on = on
    case.deemed_accepted = deemed
    case.step_index = act.plan.path[0].index
    place(case, act.plan, at=act.at)
    clockwork.stop(case, clockwork.ACCEPTANCE, outcome="accepted", on=act.today, by=act.by.actor, at=act.at)
    clockwork.start_decision(case, act.plan, on=on, by=act.by.actor, at=act.at)
    act.write(opinion=opinion, legal_on=on, facts={"deemed": deemed})
    told = CaseAct.DEEMED_ACCEPTED if deemed else CaseAct.ACCEPTED
    issue(
        act,
        NoticeKind.ACCEPTANCE,
        told,
        received_on=_handed_in_on(case),
        accepted_on=on,
        deemed=deemed,
        promised_due_on=case.promised_due_on,
        statutory_due_on=case.statutory_due_on,
        clock_note=clockwork.note(case),
    )
    tell(act, told)
    act.close(deemed=deemed)


def refuse_acceptance(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    reasons: str,
    right_organ: str = "",
    false_material: bool = False,
    touches_safety: bool | None = None,
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will refuse to accept, with reasons, remedies and the organ that is competent (art 32(1)(2)).

    ``right_organ`` is the name of the organ to apply to, empty when the reason is another one. After ``false_material``
    the applicant is warned and, where the official finds that safety is touched, barred for a year (art 78).
    Raises ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.REFUSE_ACCEPTANCE, case, by=by, at=at, seen=seen, token=token) as act:
        if not reasons.strip():
            raise Incomplete("reasons", "请写明不予受理的理由。")
        if false_material:
            reasons = bar_after_false_material(act, reasons=reasons, touches_safety=touches_safety)
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, outcome=str(act.act), on=act.today, by=act.by.actor, at=at)
        act.write(opinion=reasons, facts={"right_organ": right_organ})
        issue(
            act,
            NoticeKind.NON_ACCEPTANCE,
            CaseAct.REFUSED_ACCEPTANCE,
            received_on=_handed_in_on(act.case),
            ground="wrong_organ" if right_organ else "other",
            right_organ=right_organ,
            reasons=lines(reasons),
            remedy=remedy_of(act),
        )
        tell(act, CaseAct.REFUSED_ACCEPTANCE, reasons=reasons, right_organ=right_organ, remedy=remedy_of(act))
        act.close(right_organ=right_organ)
    return case


def declare_not_needed(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    reasons: str,
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will tell the applicant that the matter needs no licence (art 32(1)(1)).

    Raises ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.DECLARE_NOT_NEEDED, case, by=by, at=at, seen=seen, token=token) as act:
        if not reasons.strip():
            raise Incomplete("reasons", "请写明该事项依法不需要办理的理由。")
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, outcome=str(act.act), on=act.today, by=act.by.actor, at=at)
        act.write(opinion=reasons)
        issue(
            act,
            NoticeKind.NOT_NEEDED,
            CaseAct.NOT_NEEDED,
            received_on=_handed_in_on(act.case),
            reasons=lines(reasons),
        )
        tell(act, CaseAct.NOT_NEEDED, reasons=reasons)
        act.close()
    return case


def request_correction(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    fields: list[dict[str, str]],
    materials: list[dict[str, str]],
    note: str = "",
    seen: int | None = None,
    token: UUID | None = None,
) -> Correction:
    """This function will tell the applicant once, and completely, what to correct (art 32(1)(4)).

    ``fields`` and ``materials`` are ``{"key", "label", "reason"}``. Raises ``Unlawful`` for a second notice, an empty
    one or one after the five days, ``Incomplete`` for a line without its reason, and what ``doing`` raises.
    """
    with doing(Act.REQUEST_CORRECTION, case, by=by, at=at, seen=seen, token=token) as act:
        requested_before = Correction.objects.filter(case=act.case).exists()
        check_correction(fields=len(fields), materials=len(materials), requested_before=requested_before)
        if _is_late(act):
            raise Unlawful("五个工作日已过，申请自收到之日起即为受理，不能再要求补正；请直接受理。", _LATE)
        for each in [*fields, *materials]:
            if not each["reason"].strip():
                raise Incomplete(each["key"], f"请写明“{each['label']}”需要补正的原因。")
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, clockwork.ACCEPTANCE, outcome="correction_requested", on=act.today, by=by.actor, at=at)
        entry = act.write(opinion=note, facts={"fields": len(fields), "materials": len(materials)})
        correction = Correction.objects.create(
            case=act.case,
            entry=entry,
            note=note.strip(),
            fields=fields,
            materials=materials,
            requested_on=act.today,
        )
        issue(
            act,
            NoticeKind.CORRECTION,
            CaseAct.CORRECTION_REQUESTED,
            received_on=act.case.received_on,
            note=note.strip(),
            fields=_asked(fields),
            materials=_asked(materials),
        )
        tell(act, CaseAct.CORRECTION_REQUESTED, correction=_told(correction))
        act.close(fields=len(fields), materials=len(materials))
    return correction


def _told(correction: Correction) -> dict[str, Any]:
    def keyed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{"key": row["key"], "reason": row["reason"]} for row in rows]

    return {"note": correction.note, "fields": keyed(correction.fields), "materials": keyed(correction.materials)}


def _asked(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": row["label"], "reason": row["reason"]} for row in rows]


def _handed_in_on(case: Case) -> dt.date:
    """Return the day from which art 32 counts: of the correction, where there was one, else of the application."""
    return case.correction_received_on or case.received_on


def _is_late(act: Doing) -> bool:
    return act.case.due_on is not None and act.today > act.case.due_on
