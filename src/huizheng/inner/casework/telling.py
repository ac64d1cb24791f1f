"""What the applicant is told of an act: public facts in the open, everything personal sealed for the outer zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from huizheng.commons.keys.api import seal_for
from huizheng.commons.reference.api import organ
from huizheng.gate.api import send
from huizheng.gate.contracts import CaseProgressed
from huizheng.inner.casework import clockwork

if TYPE_CHECKING:
    from huizheng.gate.contracts import CaseAct
    from huizheng.inner.casework.acting import Doing


def tell(
    act: Doing,
    told: CaseAct,
    *,
    reasons: str = "",
    right_organ: str = "",
    remedy: str = "",
    correction: dict[str, Any] | None = None,
    hearing: dict[str, str] | None = None,
    result: dict[str, str] | None = None,
) -> None:
    """Put the act's message into the outbox, in the act's own transaction."""
    case = act.case
    legal_on = act.entry.legal_on if act.entry else act.today
    acting_organ = organ(act.organ_before).name
    handling_organ = acting_organ if case.organ_key == act.organ_before else organ(case.organ_key).name
    text = render_to_string(
        f"casework/told/{told.value}.txt",
        {
            "organ": acting_organ,
            "handling_organ": handling_organ,
            "step": case.step_name,
            "right_organ": right_organ,
        },
    )
    private: dict[str, Any] = {"text": text}
    if reasons.strip():
        private["reasons"] = reasons.strip()
    if right_organ:
        private["right_organ"] = right_organ
    if remedy:
        private["remedy"] = remedy
    if correction:
        private["correction"] = correction
    if hearing:
        private["hearing"] = hearing
    if result:
        private["result"] = result
    send(
        CaseProgressed(
            case_number=case.number,
            act=told,
            at=act.at,
            legal_on=legal_on,
            organ_key=act.organ_before,
            organ_name=acting_organ,
            step_name=case.step_name,
            promised_due_on=case.promised_due_on,
            statutory_due_on=case.statutory_due_on,
            clock_note=clockwork.note(case),
            private=seal_for("outer", private),
        ),
        at=act.at,
    )
