"""Those concerned are told, say what they have to say, and may ask for a hearing (行政许可法 arts 36, 46–48)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import doing
from huizheng.inner.casework.errors import Incomplete
from huizheng.inner.casework.models import Case, InterestedParty, Statement
from huizheng.inner.casework.paperwork import issue, lines
from huizheng.inner.casework.rules import Unlawful, check_hearing_request, check_party
from huizheng.inner.casework.states import Act, NoticeKind
from huizheng.inner.casework.telling import tell

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.inner.casework.policies import Staff


def tell_party(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    name: str,
    interest: str,
    contact: str = "",
    seen: int | None = None,
    token: UUID | None = None,
) -> InterestedParty:
    """This function will tell an interested party and the applicant that they may speak and ask for a hearing.

    Both get a numbered notice; the five days for the request begin, anew for whoever is told later (arts 36, 47).
    Raises ``Unlawful``, and what ``doing`` raises.
    """
    with doing(Act.TELL_PARTY, case, by=by, at=at, seen=seen, token=token) as act:
        name, contact = name.strip(), contact.strip()
        others = list(act.case.parties.values_list("name", "contact"))
        check_party(licence=act.plan.licence, name=name, interest=interest, told_before=(name, contact) in others)
        last = clockwork.offer_hearing(act.case, on=act.today, by=by.actor, at=at)
        entry = act.write(opinion=interest, facts={"request_by_on": last.isoformat()})
        party = InterestedParty.objects.create(
            case=act.case, entry=entry, name=name, contact=contact, interest=interest.strip(), told_on=act.today
        )
        facts: dict[str, Any] = {"interest": lines(interest), "request_by_on": last}
        issue(act, NoticeKind.PARTY_NOTICE, CaseAct.HEARING_OFFERED, party=name, **facts)
        issue(
            act,
            NoticeKind.HEARING_RIGHTS,
            CaseAct.HEARING_OFFERED,
            parties=[*(told for told, _ in others), name],
            **facts,
        )
        tell(act, CaseAct.HEARING_OFFERED, reasons=interest)
        act.close(party=party.pk)
    return party


def record_statement(
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    party: InterestedParty | None = None,
    text: str = "",
    asks_hearing: bool = False,
    seen: int | None = None,
    token: UUID | None = None,
) -> Statement:
    """This function will write down what the applicant (no ``party``) or a party says, and a request for a hearing.

    With the first request the twenty days begin in which the hearing is held (art 47). Raises ``Incomplete``,
    ``Unlawful`` when a hearing can no longer be asked for, and what ``doing`` raises.
    """
    with doing(Act.RECORD_STATEMENT, case, by=by, at=at, seen=seen, token=token) as act:
        if not act.plan.licence:
            raise Unlawful("陈述申辩和听证适用于行政许可。", "行政许可法第三十六条、第四十七条")
        if not text.strip() and not asks_hearing:
            raise Incomplete("text", "请写明陈述和申辩的内容，或者勾选要求听证。")
        if asks_hearing:
            check_hearing_request(today=act.today, due_on=clockwork.last_day(act.case, clockwork.HEARING_REQUEST))
            clockwork.request_hearing(act.case, on=act.today, by=by.actor, at=at)
        entry = act.write(opinion=text, facts={"party": party.pk if party else None, "asks_hearing": asks_hearing})
        statement = Statement.objects.create(
            case=act.case,
            entry=entry,
            party=party,
            text=text.strip(),
            asks_hearing=asks_hearing,
            made_on=act.today,
        )
        if asks_hearing:
            tell(act, CaseAct.HEARING_REQUESTED)
        act.close(asks_hearing=asks_hearing)
    return statement
