"""What others may know of a granted licence, as facts: to publish it, to keep its validity, never to open the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.inner.casework.errors import NotVisible
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.queries import case_numbered, open_hand_in
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.states import NoticeKind, Outcome

if TYPE_CHECKING:
    import datetime as dt

ENTERPRISE = "enterprise"
# The papers that hold the decision itself: of an official, or of the law's silence (art 50(2)).
_DECIDES = (NoticeKind.GRANT, NoticeKind.DEEMED_RENEWAL)


@dataclass(frozen=True)
class GrantFacts:
    """One grant. ``holder_code`` is an enterprise's public code; of a person no number leaves the case."""

    case_number: str
    item_slug: str
    item_name: str
    is_licence: bool
    licence_class: str
    organ_key: str
    holder_name: str
    holder_is_person: bool
    holder_code: str
    decision_number: str
    result_name: str
    result_number: str
    decided_on: dt.date
    valid_from: dt.date | None
    valid_until: dt.date | None
    doubt: str


def grant_facts(case_number: str) -> GrantFacts:
    """Return the facts of a grant for rooms that act as the system; raises ``NotVisible`` unless it was granted."""
    case = case_numbered(case_number)
    decision = getattr(case, "decision", None)
    if decision is None or decision.outcome != Outcome.GRANTED:
        raise NotVisible("这个办件没有准予决定。")
    plan = plan_for(case)
    is_person = case.applicant_kind != ENTERPRISE
    notice = case.notices.filter(kind__in=_DECIDES).order_by("issued_at", "id").first()
    return GrantFacts(
        case_number=case.number,
        item_slug=case.item_slug,
        item_name=case.item_name,
        is_licence=plan.licence,
        licence_class=plan.licence_class,
        # The deciding organ: the case itself may lie elsewhere by now.
        organ_key=decision.entry.organ_key,
        holder_name=case.applicant_name,
        holder_is_person=is_person,
        holder_code="" if is_person else _code(case),
        decision_number=notice.number if notice else "",
        result_name=decision.result_name,
        result_number=decision.result_number,
        decided_on=decision.decided_on,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
        doubt=decision.doubt,
    )


def _code(case: Case) -> str:
    content = case.contents.order_by("-version").first()
    return str(open_hand_in(content).applicant.get("certificate_number") or "") if content else ""
