"""The steps between acceptance and decision: pass, return, special procedures and the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format

from huizheng.commons.calendar.api import add_working_days
from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import doing
from huizheng.inner.casework.errors import DecisionAwaited, Incomplete, NotAnEarlierStep, NotNow
from huizheng.inner.casework.models import Case, Extension, SpecialProcedure
from huizheng.inner.casework.paperwork import issue, lines
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.rules import (
    HEARING_NOTICE_DAYS,
    NEEDS_TWO_OFFICIALS,
    Ground,
    check_extension,
    check_procedure,
)
from huizheng.inner.casework.states import Act, NoticeKind
from huizheng.inner.casework.telling import tell
from huizheng.inner.casework.wording import GROUNDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from huizheng.inner.casework.acting import Doing
    from huizheng.inner.casework.policies import Staff
    from huizheng.inner.organs.api import Official


def pass_step(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    opinion: str,
    officials: Sequence[Official] = (),
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will end the step with "passed" and hand the case to the next step's organ and duty.

    A step that needs two officials (art 34(3)) names them, here or in a special procedure of this step. Raises
    ``DecisionAwaited`` in the deciding step, ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.PASS_STEP, case, by=by, at=at, seen=seen, token=token) as act:
        step = act.plan.step(act.case.step_index)
        following = act.plan.after(step)
        if following is None:
            raise DecisionAwaited("本环节须作出准予或者不予的决定，不能直接通过。")
        if not opinion.strip():
            raise Incomplete("opinion", "请写明审查意见。")
        names = _inspectors(act, officials, at_least=step.min_officials)
        if step.min_officials > 1:
            clockwork.stop(act.case, clockwork.INSPECTION, outcome="appointed", on=act.today, by=by.actor, at=at)
        if act.plan.decides(following):
            clockwork.stop(act.case, clockwork.PRE_REVIEW, outcome="reviewed", on=act.today, by=by.actor, at=at)
        act.case.step_index = following.index
        place(act.case, act.plan, at=at)
        act.write(opinion=opinion, facts={"to": following.key, "officials": names})
        tell(act, CaseAct.STEP_STARTED)
        act.close(step=step.key, to=following.key)
    return case


def _inspectors(act: Doing, officials: Sequence[Official], *, at_least: int) -> list[str]:
    if at_least < 2:  # noqa: PLR2004 - one official is the signed-in one
        return []
    named = {each.pk: each.display_name for each in officials}
    for procedure in act.case.procedures.filter(entry__step_key=act.case.step_key).prefetch_related("officials"):
        named |= {each.pk: each.display_name for each in procedure.officials.all()}
    if len(named) < at_least:
        raise Incomplete("officials", f"本环节须由{at_least}名以上工作人员核查，请写明人员（行政许可法第三十四条）。")
    return sorted(named.values())


def return_step(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    to: str,
    reasons: str,
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will hand the case back to an earlier step, with reasons; the clocks run on.

    Raises ``NotAnEarlierStep``, ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.RETURN_STEP, case, by=by, at=at, seen=seen, token=token) as act:
        step = act.plan.step(act.case.step_index)
        earlier = next((each for each in act.plan.before(step) if each.key == to), None)
        if earlier is None:
            raise NotAnEarlierStep("只能退回到已经办理过的环节。")
        if not reasons.strip():
            raise Incomplete("reasons", "请写明退回的理由。")
        act.case.step_index = earlier.index
        place(act.case, act.plan, at=at)
        act.write(opinion=reasons, facts={"to": earlier.key})
        act.close(step=step.key, to=earlier.key)
    return case


def start_procedure(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    ground: Ground,
    expected_days: int,
    law: str = "",
    reasons: str = "",
    officials: Sequence[Official] = (),
    chair: Official | None = None,
    held_on: dt.date | None = None,
    seen: int | None = None,
    token: UUID | None = None,
) -> SpecialProcedure:
    """This function will stop the clocks for a special procedure and tell the applicant its time in writing (art 45).

    Where the release names a law under which the step is not counted, that law is taken. Raises ``Unlawful``, and what
    ``doing`` raises.
    """
    with doing(Act.START_PROCEDURE, case, by=by, at=at, seen=seen, token=token) as act:
        basis = law.strip() or act.plan.step(act.case.step_index).stop_law
        check_procedure(
            ground=ground,
            law=basis,
            officials=len({each.pk for each in officials}),
            expected_days=expected_days,
            started_on=act.today,
            told_on=act.today,
            held_on=held_on,
            earliest_hearing_on=add_working_days(act.today, HEARING_NOTICE_DAYS),
            hearing_due_on=clockwork.last_day(act.case, clockwork.HEARING_HELD),
            chair_reviewed=chair is not None and act.case.entries.filter(official_id=chair.pk).exists(),
        )
        if ground is Ground.HEARING and chair is None:
            raise Incomplete("chair", "请指定听证主持人（行政许可法第四十八条）。")
        if ground is Ground.HEARING and not reasons.strip():
            raise Incomplete("reasons", "请写明举行听证的时间和地点，将写入告知书（行政许可法第四十八条）。")
        act.move()
        ends_on = add_working_days(act.today, expected_days)
        place(act.case, act.plan, at=at)
        if ground in NEEDS_TWO_OFFICIALS:
            clockwork.stop(act.case, clockwork.INSPECTION, outcome="appointed", on=act.today, by=by.actor, at=at)
        clockwork.pause(act.case, ground=ground, law=basis, on=act.today, by=by.actor, at=at)
        # The time of a procedure is not left out of the licence that is to be renewed (art 50(2)).
        act.case.due_on = act.case.warn_on = min(ends_on, clockwork.last_day(act.case, clockwork.RENEWAL) or ends_on)
        entry = act.write(opinion=reasons, facts={"ground": ground, "expected_days": expected_days})
        procedure = SpecialProcedure.objects.create(
            case=act.case,
            entry=entry,
            ground=ground,
            law=basis or "《行政许可法》第四十五条",
            reasons=reasons.strip(),
            started_on=act.today,
            expected_days=expected_days,
            expected_end_on=ends_on,
            held_on=held_on,
            chair_name=chair.display_name if chair else "",
        )
        procedure.officials.set([each.pk for each in officials])
        issue(
            act,
            NoticeKind.SPECIAL_PROCEDURE,
            CaseAct.PROCEDURE_STARTED,
            procedure="其他" if ground is Ground.PUBLICITY else str(GROUNDS[ground]),
            procedure_note=_note_of(procedure),
            starts_on=act.today,
            days=expected_days,
            day_kind="工作日",
            ends_on=ends_on,
            accepted_on=act.case.accepted_on,
            ground="；".join(filter(None, (procedure.law, procedure.reasons))),
        )
        tell(act, CaseAct.PROCEDURE_STARTED, reasons=reasons, hearing=_hearing_of(procedure))
        act.close(ground=ground, expected_days=expected_days)
    return procedure


def _note_of(procedure: SpecialProcedure) -> str | None:
    """Return what the notice says beside the time: of a hearing its day, chair and rights (arts 47, 48)."""
    if procedure.ground == Ground.PUBLICITY:
        return str(GROUNDS[Ground.PUBLICITY])
    if procedure.ground != Ground.HEARING or procedure.held_on is None:
        return None
    day = date_format(procedure.held_on, "Y年n月j日")
    return (
        f"听证于{day}举行，由{procedure.chair_name}主持。您可以提出证据，进行申辩和质证；认为主持人与本事项有直接利害关系的，"
        "有权申请回避。您不承担组织听证的费用。"
    )


def _hearing_of(procedure: SpecialProcedure) -> dict[str, str] | None:
    """Return the day and the chair of a hearing, which the applicant is told (art 48(1)(1), (3))."""
    if procedure.ground != Ground.HEARING or procedure.held_on is None:
        return None
    return {"held_on": procedure.held_on.isoformat(), "chair": procedure.chair_name}


def end_procedure(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    result: str,
    seen: int | None = None,
    token: UUID | None = None,
) -> SpecialProcedure:
    """This function will end the special procedure with its result and let the clocks run again (art 45).

    Raises ``Incomplete``, and what ``doing`` raises.
    """
    with doing(Act.END_PROCEDURE, case, by=by, at=at, seen=seen, token=token) as act:
        if not result.strip():
            raise Incomplete("result", "请写明特别程序的结果。")
        procedure = act.case.procedures.get(ended_on__isnull=True)
        act.move()
        place(act.case, act.plan, at=at)
        clockwork.resume(
            act.case,
            ground=Ground(procedure.ground),
            law=procedure.law,
            on=act.today,
            by=by.actor,
            at=at,
        )
        if procedure.ground == Ground.HEARING:
            clockwork.stop(act.case, clockwork.HEARING_HELD, outcome="held", on=act.today, by=by.actor, at=at)
        procedure.ended_on = act.today
        procedure.result = result.strip()
        procedure.save(update_fields=["ended_on", "result"])
        act.write(opinion=result, facts={"ground": procedure.ground, "started_on": procedure.started_on.isoformat()})
        tell(act, CaseAct.PROCEDURE_ENDED)
        act.close(ground=procedure.ground)
    return procedure


def extend(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    days: int,
    reasons: str,
    seen: int | None = None,
    token: UUID | None = None,
) -> Extension:
    """This function will extend the limit once, by the organ's head, and tell the applicant the reasons (art 42).

    Of a joint or centralised handling it is the head of the government who extends (art 42(2)).

    Raises ``Unlawful``, and what ``doing`` raises.
    """
    with doing(Act.EXTEND, case, by=by, at=at, seen=seen, token=token) as act:
        check_extension(
            days=days,
            joint=act.plan.joint,
            licence=act.plan.licence,
            extended_before=Extension.objects.filter(case=act.case).exists(),
            reasons=reasons,
        )
        before = _last_day(act.case)
        clockwork.extend(act.case, days=days, reason=reasons, on=act.today, by=by.actor, at=at)
        after = _last_day(act.case)
        entry = act.write(opinion=reasons, facts={"days": days})
        extension = Extension.objects.create(
            case=act.case,
            entry=entry,
            days=days,
            reasons=reasons.strip(),
            approved_by_id=by.pk,
            approved_on=act.today,
            due_before_on=before,
            due_after_on=after,
        )
        issue(
            act,
            NoticeKind.EXTENSION,
            CaseAct.EXTENDED,
            reasons=lines(reasons),
            days=days,
            day_kind="工作日",
            old_due_on=before,
            new_due_on=after,
            approved_by=by.name,
            joint=act.plan.joint,
        )
        tell(act, CaseAct.EXTENDED, reasons=reasons)
        act.close(days=days)
    return extension


def _last_day(case: Case) -> dt.date:
    """Return the day by which the decision is due in law, or as promised where no law says; it runs while in a step."""
    day = case.statutory_due_on or case.promised_due_on
    if day is None:
        raise NotNow("本办件没有正在计算的办理期限。")
    return day
