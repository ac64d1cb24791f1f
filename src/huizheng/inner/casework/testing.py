"""For other rooms' tests: cases in the situations a test needs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any
from uuid import uuid4

from django.utils import timezone

from huizheng.commons.keys.api import seal_for
from huizheng.commons.keys.testing import make_both_zones_keys
from huizheng.gate.contracts import ApplicationSubmitted
from huizheng.inner.casework.actions.accepting import accept
from huizheng.inner.casework.actions.deciding import decline, grant
from huizheng.inner.casework.actions.registering import register_application
from huizheng.inner.casework.actions.steps import pass_step, return_step
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.policies import Staff
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.standing import staff_of
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.lib.identifiers import case_number

ALL_DUTIES = (
    Duty.CASE_ACCEPT,
    Duty.CASE_REVIEW,
    Duty.CASE_INSPECT,
    Duty.CASE_APPROVE,
    Duty.CASE_DELIVER,
    Duty.CASE_EXTEND,
    Duty.LEAD,
)
ORGAN = "340102-market-regulation"
NINE = dt.time(9, 0)
_sequences = itertools.count(1)


def on(day: dt.date | str, at: dt.time = NINE) -> dt.datetime:
    """Return the moment of a day at the office, nine o'clock unless said."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return timezone.make_aware(dt.datetime.combine(day, at))


def given_staff(organ: str = ORGAN, *duties: Duty, at: dt.datetime | None = None) -> Staff:
    """Return an official with duties (all of casework when none is named) as the policies know one."""
    return staff_of(given_official(organ, *(duties or ALL_DUTIES)), at=at or timezone.now())


def application(
    *,
    item: str = "individual-registration",
    version: int = 1,
    organ: str = ORGAN,
    division: str = "",
    submitted_at: dt.datetime,
    answers: dict[str, Any] | None = None,
    materials: list[dict[str, Any]] | None = None,
    name: str = "王小明",
    **changes: Any,
) -> ApplicationSubmitted:
    """Return an application as it comes through the gate."""
    make_both_zones_keys()
    region = division or organ.partition("-")[0]
    content = {
        "applicant": {"name": name, "certificate_number": "340100199001010011", "mobile": "13800000000"},
        "agent": None,
        "answers": answers or {},
        "materials": materials or [],
        "delivery": {"way": "electronic"},
    }
    facts: dict[str, Any] = {
        "case_number": case_number(
            region=region[:6],
            on=timezone.localdate(submitted_at),
            sequence=next(_sequences),
        ),
        "application_id": uuid4(),
        "item_slug": item,
        "release_version": version,
        "organ_key": organ,
        "division_code": region,
        "applicant_kind": "person",
        "channel_code": "2",
        "submitted_at": submitted_at,
        "content": seal_for("inner", content),
    }
    return ApplicationSubmitted(**{**facts, **changes})


def received_case(day: dt.date | str = "2026-03-10", **changes: Any) -> Case:
    """Return a case that was received on that day."""
    moment = on(day)
    return register_application(application(submitted_at=moment, **changes), at=moment)


def accepted_case(day: dt.date | str = "2026-03-10", *, by: Staff, **changes: Any) -> Case:
    """Return a case that was received and accepted on that day."""
    return accept(received_case(day, **changes), by=by, at=on(day))


def deciding_case(day: dt.date | str = "2026-03-10", *, by: Staff, **changes: Any) -> Case:
    """Return a case that stands in its deciding step."""
    case = accepted_case(day, by=by, **changes)
    plan = plan_for(case)
    while case.step_index != plan.deciding.index:
        pass_step(case, by=by, at=on(day), opinion="材料齐全，符合条件。")
    return case


def returned_once_case(day: dt.date | str = "2026-03-10", *, by: Staff, **changes: Any) -> Case:
    """Return a case that was handed back from the deciding step to the one before."""
    case = deciding_case(day, by=by, **changes)
    plan = plan_for(case)
    return return_step(case, by=by, at=on(day), to=plan.before(plan.deciding)[-1].key, reasons="请补充审查意见。")


def granted_case(day: dt.date | str = "2026-03-10", *, by: Staff, **changes: Any) -> Case:
    """Return a case that was granted on that day."""
    case = deciding_case(day, by=by, **changes)
    grant(case, by=by, at=on(day))
    case.refresh_from_db()
    return case


def declined_case(day: dt.date | str = "2026-03-10", *, by: Staff, **changes: Any) -> Case:
    """Return a case that was declined on that day."""
    case = deciding_case(day, by=by, **changes)
    decline(case, by=by, at=on(day), reasons="经营场所不符合规定。")
    case.refresh_from_db()
    return case


def overdue_case(day: dt.date | str = "2025-06-03", *, by: Staff, **changes: Any) -> Case:
    """Return a case that was accepted long ago and never decided."""
    return accepted_case(day, by=by, **changes)
