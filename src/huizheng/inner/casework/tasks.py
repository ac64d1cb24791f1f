"""What casework does by itself: hold applications accepted whose five days have passed, and renewals granted."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.casework.actions.accepting import deem_accepted
from huizheng.inner.casework.actions.renewing import deem_renewed
from huizheng.inner.casework.licensing import decisions_without_licence, issue_licence
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.queries import case_numbered
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.states import NOT_ACCEPTED, Act, State, is_possible
from huizheng.inner.licences.api import lapse_renewal, renewals_overdue

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Decision
    from huizheng.inner.licences.api import RenewalRequest


@app.periodic(cron="10 * * * *")
@app.task(queue="clocks", name="casework.deem_overdue_accepted")
def deem_overdue_accepted(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return deem_overdue(at=timezone.now())


def deem_overdue(*, at: dt.datetime) -> int:
    """Hold accepted every case whose days of art 32(1)(4) have passed; return how many. One failure stops no other."""
    late = Case.objects.filter(
        state__in=[State.RECEIVED, State.CORRECTION_RECEIVED],
        due_on__lt=timezone.localdate(at),
    ).order_by("due_on", "id")
    return one_by_one(
        late.iterator(chunk_size=200),
        partial(deem_accepted, at=at),
        source="casework.deem_overdue_accepted",
        name=attrgetter("number"),
        at=at,
    )


@app.periodic(cron="50 1 * * *")
@app.task(queue="clocks", name="casework.write_missing_licences")
def write_missing_licences(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return write_missing(at=timezone.now())


def write_missing(*, at: dt.datetime) -> int:
    """Write the licences of cases that were concluded before there was a register of them; return how many."""

    def write(decision: Decision) -> None:
        case = decision.case
        issue_licence(case, plan_for(case), decision, issued_on=case.concluded_on or decision.decided_on, at=at)

    return one_by_one(
        decisions_without_licence(),
        write,
        source="casework.write_missing_licences",
        name=attrgetter("case.number"),
        at=at,
    )


@app.periodic(cron="15 0 * * *")
@app.task(queue="clocks", name="casework.deem_undecided_renewed")
def deem_undecided_renewed(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return deem_renewals(at=timezone.now())


def deem_renewals(*, at: dt.datetime) -> int:
    """Hold granted every renewal asked for in time whose licence has expired undecided (art 50(2)); return how many.

    One failure stops no other; an application that is not accepted yet goes on without the law's promise.
    """

    def deem(request: RenewalRequest) -> bool:
        case = case_numbered(request.case_number)
        if is_possible(Act.DEEM_RENEWED, State(case.state)):
            deem_renewed(case, at=at)
            return True
        if State(case.state) in NOT_ACCEPTED:
            lapse_renewal(case_number=case.number, lapsed_on=timezone.localdate(at), at=at)
        return False

    return one_by_one(
        renewals_overdue(timezone.localdate(at)),
        deem,
        source="casework.deem_undecided_renewed",
        name=attrgetter("case_number"),
        at=at,
    )
