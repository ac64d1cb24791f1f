"""A renewal that nobody decided on before the licence expired is granted by the law itself (art 50(2))."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import doing
from huizheng.inner.casework.actions.deciding import conclude_by_software, end_decision, result_facts
from huizheng.inner.casework.errors import NotNow
from huizheng.inner.casework.models import Case, Decision
from huizheng.inner.casework.paperwork import issue, result_number
from huizheng.inner.casework.placing import place
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import Act, NoticeKind, Outcome
from huizheng.inner.casework.telling import tell
from huizheng.inner.licences.api import last_day_of, renewal_of

_DAY = dt.timedelta(days=1)


def deem_renewed(case: Case, *, at: dt.datetime) -> Decision:
    """This function will hold a renewal granted from the day after the licence's last one, when nothing was decided.

    A special procedure does not hold it up: art 45 leaves its time out of the limits of its own section, and not of
    art 50. An application that waits for the applicant's correction is not accepted yet and is not deemed granted.
    Raises ``NotNow`` before that day, for a request that came too late, and what ``doing`` raises.
    """
    with transaction.atomic():
        with doing(Act.DEEM_RENEWED, case, by=THE_SYSTEM, at=at) as act:
            request = renewal_of(act.case.number)
            expired_on = request.licence.valid_until if request else None
            if request is None or expired_on is None or not request.in_time or expired_on >= act.today:
                raise NotNow("没有到期未作决定的延续申请。")
            legal_on = expired_on + _DAY
            act.case.procedures.filter(ended_on__isnull=True).update(ended_on=act.today)
            act.move()
            act.case.decided_on = legal_on
            place(act.case, act.plan, at=at)
            clockwork.stop(act.case, outcome="deemed_renewed", on=act.today, by=act.by.actor, at=at)
            clockwork.start_delivery(act.case, act.plan, on=act.today, by=act.by.actor, at=at)
            entry = act.write(legal_on=legal_on, facts={"renews": request.licence.number})
            decision = Decision.objects.create(
                case=act.case,
                entry=entry,
                outcome=Outcome.GRANTED,
                result_name=act.plan.result_name,
                result_number=result_number(act.case, at=at),
                valid_from=legal_on,
                # Where the release fixes no term, the licence goes on for as long as the last one ran.
                valid_until=last_day_of(act.plan.result_validity, legal_on)
                or legal_on + (expired_on - request.licence.valid_from),
                decided_on=legal_on,
            )
            issue(
                act,
                NoticeKind.DEEMED_RENEWAL,
                CaseAct.DEEMED_RENEWED,
                asked_on=request.asked_on,
                licence_number=request.licence.number,
                expired_on=expired_on,
                result_name=decision.result_name,
                result_number=decision.result_number,
                valid_from=decision.valid_from,
                valid_until=decision.valid_until,
            )
            tell(act, CaseAct.DEEMED_RENEWED, result=result_facts(decision))
            end_decision(act, decision)
        conclude_by_software(case, at=at)
    return decision
