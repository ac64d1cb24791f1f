"""How applications come in through the gate: registered once, corrected once, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.keys.api import unseal
from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import Doing, doing
from huizheng.inner.casework.handins import take_in
from huizheng.inner.casework.licensing import note_renewal
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.releases import government_over, organ_of, plan_named
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import Act, ContentKind, State
from huizheng.inner.casework.telling import tell
from huizheng.lib.actors import SYSTEM
from huizheng.lib.identifiers import mask_citizen_number

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.gate.contracts import ApplicationSubmitted, CorrectionSubmitted


def register_application(message: ApplicationSubmitted, *, at: dt.datetime) -> Case:
    """This function will make a case of an application that came through the gate and start the five days of art 32.

    The same application makes the same case, however often it arrives. Raises ``LookupError`` when its release is not
    known here, ``CannotOpen`` when its content is not sealed for this zone, and what adopting its files raises.
    """
    known = Case.objects.filter(application_id=message.application_id).first()
    if known is not None:
        return known
    plan = plan_named(message.item_slug, message.release_version)
    document = unseal(message.content)
    applicant: dict[str, Any] = document.get("applicant") or {}
    received_on = timezone.localdate(message.submitted_at)
    with transaction.atomic():
        case = Case(
            number=message.case_number,
            application_id=message.application_id,
            item_slug=message.item_slug,
            item_name=plan.name,
            release_version=message.release_version,
            division_code=message.division_code,
            filed_organ_key=message.organ_key,
            organ_key=message.organ_key,
            organ_keys=[],
            applicant_kind=message.applicant_kind,
            applicant_name=str(applicant.get("name") or "")[:200],
            applicant_certificate=_masked(applicant),
            channel_code=message.channel_code,
            state=State.RECEIVED,
            submitted_at=message.submitted_at,
            registered_at=at,
            received_on=received_on,
        )
        case.organ_key = organ_of(plan.accepting, case, plan)
        case.extending_organ = government_over(case, plan)
        case.organ_keys = [each for each in dict.fromkeys((case.organ_key, case.extending_organ)) if each]
        clockwork.start_acceptance(case, plan, on=received_on, by=SYSTEM, at=at)
        place(case, plan, at=at)
        case.save(force_insert=True)
        take_in(
            case,
            version=1,
            kind=ContentKind.ORIGINAL,
            document=document,
            sm3=message.content.sm3,
            submitted_at=message.submitted_at,
            at=at,
        )
        act = Doing(
            act=Act.REGISTER,
            case=case,
            plan=plan,
            by=THE_SYSTEM,
            at=at,
            token=message.application_id,
            state_before="",
            organ_before=case.organ_key,
            step_before=(case.step_key, case.step_name),
            started_at=message.submitted_at,
        )
        renewal = note_renewal(case, plan, number=message.renews, applicant=applicant, at=at)
        act.write(legal_on=received_on, facts={"channel": message.channel_code, **renewal})
        tell(act, CaseAct.RECEIVED)
        act.close(item=case.item_slug, release=case.release_version)
    return case


def _masked(applicant: dict[str, Any]) -> str:
    number = str(applicant.get("certificate_number") or applicant.get("cert_no") or applicant.get("uscc") or "")
    return mask_citizen_number(number)[:40] if number else ""


def receive_correction(message: CorrectionSubmitted, *, at: dt.datetime) -> Case:
    """This function will keep the correction as the case's next version and start the five days anew (art 32(1)(5)).

    Raises ``NotNow`` when no correction is awaited, and what ``doing`` raises.
    """
    case = Case.objects.get(number=message.case_number)
    document = unseal(message.content)
    received_on = timezone.localdate(message.submitted_at)
    with doing(Act.RECEIVE_CORRECTION, case, by=THE_SYSTEM, at=at) as act:
        take_in(
            act.case,
            version=act.case.contents.count() + 1,
            kind=ContentKind.CORRECTION,
            document=document,
            sm3=message.content.sm3,
            submitted_at=message.submitted_at,
            at=at,
        )
        act.move()
        act.case.correction_received_on = received_on
        correction = act.case.correction
        correction.received_on = received_on
        correction.save(update_fields=["received_on"])
        clockwork.start_acceptance(act.case, act.plan, on=received_on, by=SYSTEM, at=at)
        place(act.case, act.plan, at=at)
        act.write(legal_on=received_on)
        tell(act, CaseAct.CORRECTION_RECEIVED)
        act.close()
    return case
