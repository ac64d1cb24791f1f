"""The decision, its result and its delivery (行政许可法 arts 37–39, 44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.commons.events.api import publish
from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import Doing, doing
from huizheng.inner.casework.certificates import certificate_fields
from huizheng.inner.casework.errors import Incomplete, NotTheLastStep
from huizheng.inner.casework.events import DecisionMade
from huizheng.inner.casework.licensing import bar_after_false_material, check_last_day, issue_licence, open_validity
from huizheng.inner.casework.models import Case, Decision, Delivery
from huizheng.inner.casework.paperwork import issue, lines, remedy_of, result_number
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.quota import check_order, exhausted_reason
from huizheng.inner.casework.rules import check_heard
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import Act, DeliveryWay, Doubt, NoticeKind, Outcome, State
from huizheng.inner.casework.telling import tell
from huizheng.inner.licences.api import last_day_of

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.inner.casework.policies import Staff


def grant(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    opinion: str = "",
    conditions: str = "",
    doubt: Doubt | None = None,
    valid_until: dt.date | None = None,
    seen: int | None = None,
    token: UUID | None = None,
) -> Decision:
    """This function will grant what was applied for (art 38(1)) and start the delivery clock (art 44).

    A ``doubt`` says why somebody must judge before the grant is published (arts 5, 40); ``valid_until`` is the result's
    last day where the words of the release leave it to the official. Where the software makes the result, the case is
    concluded at once. Raises ``NotTheLastStep``, ``Unlawful`` while somebody may still be heard (art 47),
    ``NumberExhausted`` and ``OutOfOrder`` of a limited number (art 57), and what ``doing`` raises.
    """
    with transaction.atomic():
        with doing(Act.GRANT, case, by=by, at=at, seen=seen, token=token) as act:
            check_last_day(act, valid_until)
            decision = _decide(
                act,
                Outcome.GRANTED,
                reasons=opinion,
                conditions=conditions,
                remedy="",
                doubt=doubt,
                last_day=valid_until,
            )
            issue(
                act,
                NoticeKind.GRANT,
                CaseAct.GRANTED,
                accepted_on=act.case.accepted_on,
                decision=f"准予{act.case.item_name}的申请。",
                conditions=lines(conditions) or None,
                result_name=decision.result_name,
                result_number=decision.result_number,
                valid_from=decision.valid_from,
                valid_until=decision.valid_until,
            )
            tell(act, CaseAct.GRANTED, result=result_facts(decision))
            end_decision(act, decision)
        conclude_by_software(case, at=at)
    return decision


def decline(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    reasons: str,
    false_material: bool = False,
    touches_safety: bool | None = None,
    exhausted: bool = False,
    seen: int | None = None,
    token: UUID | None = None,
) -> Decision:
    """This function will decline the application, giving reasons and remedies (art 38(2)).

    After ``false_material`` the applicant is warned and, where the official finds that safety is touched, barred for a
    year (art 78). ``exhausted`` says that the limited number is (art 57): raises ``Unlawful`` when it is not. Raises
    ``Incomplete``, ``NotTheLastStep``, and what ``doing`` raises.
    """
    with transaction.atomic():
        with doing(Act.DECLINE, case, by=by, at=at, seen=seen, token=token) as act:
            if exhausted:
                full = exhausted_reason(act.case, act.plan, on=act.today)
                reasons = f"{full}\n{reasons.strip()}".strip()
            if not reasons.strip():
                raise Incomplete("reasons", "请写明不予许可（不予办理）的理由。")
            if false_material:
                reasons = bar_after_false_material(act, reasons=reasons, touches_safety=touches_safety)
            decision = _decide(act, Outcome.DECLINED, reasons=reasons, conditions="", remedy=remedy_of(act), doubt=None)
            issue(
                act,
                NoticeKind.REFUSAL,
                CaseAct.DECLINED,
                accepted_on=act.case.accepted_on,
                reasons=lines(reasons),
                law=list(act.plan.basis) or None,
                remedy=decision.remedy,
            )
            tell(act, CaseAct.DECLINED, reasons=reasons, remedy=decision.remedy)
            end_decision(act, decision)
        conclude_by_software(case, at=at)
    return decision


def _decide(
    act: Doing,
    outcome: Outcome,
    *,
    reasons: str,
    conditions: str,
    remedy: str,
    doubt: Doubt | None,
    last_day: dt.date | None = None,
) -> Decision:
    case, plan = act.case, act.plan
    if case.step_index != plan.deciding.index:
        raise NotTheLastStep(f"决定在“{plan.deciding.name}”环节作出，请先通过本环节。")
    check_heard(
        today=act.today,
        request_due_on=clockwork.last_day(case, clockwork.HEARING_REQUEST),
        hearing_due_on=clockwork.last_day(case, clockwork.HEARING_HELD),
    )
    granted = outcome is Outcome.GRANTED
    if granted and plan.quota is not None:
        check_order(case, plan.quota, on=act.today)
    act.move()
    case.decided_on = act.today
    place(case, plan, at=act.at)
    clockwork.stop(case, outcome="decided", on=act.today, by=act.by.actor, at=act.at)
    clockwork.start_delivery(case, plan, on=act.today, by=act.by.actor, at=act.at)
    entry = act.write(opinion=reasons, facts={"doubt": str(doubt)} if doubt else None)
    return Decision.objects.create(
        case=case,
        entry=entry,
        outcome=outcome,
        reasons=reasons.strip(),
        remedy=remedy,
        conditions=conditions.strip(),
        doubt=doubt or "",
        result_name=plan.result_name if granted else "",
        result_number=result_number(case, at=act.at) if granted else "",
        valid_from=act.today if granted else None,
        valid_until=(last_day or last_day_of(plan.result_validity, act.today)) if granted else None,
        decided_by_id=act.by.pk,
        decided_on=act.today,
    )


def result_facts(decision: Decision) -> dict[str, str]:
    return {
        "name": decision.result_name,
        "number": decision.result_number,
        "valid_from": decision.valid_from.isoformat() if decision.valid_from else "",
        "valid_until": decision.valid_until.isoformat() if decision.valid_until else "",
    }


def _holder(case: Case) -> dict[str, str]:
    holder = {"name": case.applicant_name or "申请人"}
    if case.applicant_certificate:
        holder["number"] = case.applicant_certificate
    return holder


def end_decision(act: Doing, decision: Decision) -> None:
    act.close(outcome=decision.outcome)
    publish(
        DecisionMade(
            case_number=act.case.number,
            item_slug=act.case.item_slug,
            outcome=str(decision.outcome),
            organ_key=act.case.organ_key,
            decided_on=decision.decided_on,
            at=act.at,
        ),
    )


def conclude_by_software(case: Case, *, at: dt.datetime) -> None:
    if not case.waiting_duty:
        conclude(case, by=THE_SYSTEM, at=at)


def conclude(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    opinion: str = "",
    seen: int | None = None,
    token: UUID | None = None,
) -> Case:
    """This function will make the result's own document, where there is one, and lay the case out for delivery.

    Raises what ``doing`` raises.
    """
    with doing(Act.CONCLUDE, case, by=by, at=at, seen=seen, token=token) as act:
        decision = Decision.objects.get(case=act.case)
        act.move()
        act.case.concluded_on = act.today
        place(act.case, act.plan, at=at)
        act.write(opinion=opinion)
        if decision.outcome == Outcome.GRANTED and act.plan.result_kind == _CERTIFICATE:
            issue(
                act,
                NoticeKind.CERTIFICATE,
                CaseAct.DEEMED_RENEWED if decision.entry.act == Act.DEEM_RENEWED else CaseAct.GRANTED,
                told_at=decision.entry.ended_at,
                numbered=decision.result_number,
                title=decision.result_name,
                certificate_number=decision.result_number,
                holder=_holder(act.case),
                fields=certificate_fields(act),
                valid_from=decision.valid_from,
                valid_until=decision.valid_until,
                **open_validity(act.plan, decision.valid_until),
            )
        if decision.outcome == Outcome.GRANTED:
            issue_licence(act.case, act.plan, decision, issued_on=act.today, at=at)
        act.close()
    return case


def deliver(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    way: DeliveryWay,
    receiver: str = "",
    tracking_number: str = "",
    seen: int | None = None,
    token: UUID | None = None,
) -> Delivery:
    """This function will record that the result has reached the applicant (art 44) and close the case.

    Raises ``Incomplete`` when the way lacks its evidence, and what ``doing`` raises.
    """
    with doing(Act.DELIVER, case, by=by, at=at, seen=seen, token=token) as act:
        if way is DeliveryWay.WINDOW and not receiver.strip():
            raise Incomplete("receiver", "请填写签收人姓名。")
        if way is DeliveryWay.POST and not tracking_number.strip():
            raise Incomplete("tracking_number", "请填写物流单号。")
        act.move()
        act.case.delivered_on = act.today
        place(act.case, act.plan, at=at)
        clockwork.stop(act.case, outcome=str(act.act), on=act.today, by=act.by.actor, at=at)
        entry = act.write(facts={"way": way})
        delivery = Delivery.objects.create(
            case=act.case,
            entry=entry,
            way=way,
            receiver=receiver.strip(),
            tracking_number=tracking_number.strip(),
            delivered_on=act.today,
        )
        if way is not DeliveryWay.ONLINE:
            issue(
                act,
                NoticeKind.DELIVERY_RECEIPT,
                CaseAct.DELIVERED,
                documents=_delivered(act.case),
                method=_METHODS[way],
                delivered_at=timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"),
                received_by=receiver.strip(),
                evidence=tracking_number.strip(),
                served_by=lines(by.name) or None,
            )
        tell(act, CaseAct.DELIVERED)
        act.close(way=way)
    return delivery


_CERTIFICATE = "证照"
_METHODS = {DeliveryWay.WINDOW: "直接送达", DeliveryWay.POST: "邮寄送达"}
_HANDED_OVER = (NoticeKind.GRANT, NoticeKind.DEEMED_RENEWAL, NoticeKind.REFUSAL, NoticeKind.CERTIFICATE)


def _delivered(case: Case) -> list[dict[str, str]]:
    papers = case.notices.filter(kind__in=_HANDED_OVER).order_by("issued_at", "id")
    return [{"title": paper.title, "number": paper.number} for paper in papers]


def receive_result(case: Case, *, at: dt.datetime) -> Delivery | None:
    """This function will take the applicant's opening of the result on line as its delivery.

    A case that was handed over already, or has nothing to hand over, stays as it is.
    """
    if Case.objects.get(pk=case.pk).state != State.CONCLUDED:
        return None
    return deliver(case, by=THE_SYSTEM, at=at, way=DeliveryWay.ONLINE)
