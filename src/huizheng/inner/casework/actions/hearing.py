"""Those concerned are told, say what they have to say, and may ask for a hearing (行政许可法 arts 36, 46–48)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from huizheng.commons.events.api import publish
from huizheng.commons.keys.api import unseal
from huizheng.gate.contracts import CaseAct
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.acting import doing
from huizheng.inner.casework.errors import Incomplete
from huizheng.inner.casework.events import StatementReceived
from huizheng.inner.casework.models import Case, InterestedParty, Statement
from huizheng.inner.casework.paperwork import issue, lines
from huizheng.inner.casework.queries import case_numbered
from huizheng.inner.casework.rules import Unlawful, check_hearing_request, check_party
from huizheng.inner.casework.standing import THE_SYSTEM
from huizheng.inner.casework.states import Act, NoticeKind
from huizheng.inner.casework.telling import tell

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.gate.contracts import StatementMade
    from huizheng.inner.casework.acting import Doing
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
        tell(act, CaseAct.HEARING_OFFERED, reasons=interest, hearing={"request_by_on": last.isoformat()})
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
        _check_licence(act)
        if not text.strip() and not asks_hearing:
            raise Incomplete("text", "请写明陈述和申辩的内容，或者勾选要求听证。")
        if asks_hearing:
            _check_in_time(act, on=act.today)
            clockwork.request_hearing(act.case, on=act.today, by=by.actor, at=at)
        statement = _write_down(act, party=party, text=text, asks_hearing=asks_hearing, on=act.today)
        if asks_hearing:
            _tell_of_request(act)
        act.close(asks_hearing=asks_hearing)
    return statement


def receive_statement(message: StatementMade, *, at: dt.datetime) -> Statement:
    """This function will write down what the applicant said on line, as if an official had recorded it (arts 36, 47).

    The legal day is the day it was sent. A request that comes after the five days is kept as a statement, and the
    applicant is told so; one that comes when a hearing is to be held anyway starts no second clock. Raises
    ``CannotOpen`` when it is not sealed for this zone, ``NotNow`` when the case is decided, ``NotVisible``,
    ``Unlawful``, and ``AlreadyDone`` for the same press of the button.
    """
    case = case_numbered(message.case_number)
    text = str(unseal(message.content).get("text") or "")
    said_on = timezone.localdate(message.made_at)
    with doing(Act.RECORD_STATEMENT, case, by=THE_SYSTEM, at=at, token=message.statement_id) as act:
        _check_licence(act)
        awaited = clockwork.last_day(act.case, clockwork.HEARING_HELD) is not None
        asks, too_late = message.asks_hearing, ""
        if asks and not awaited:
            try:
                _check_in_time(act, on=said_on)
            except Unlawful as reason:
                asks, too_late = False, str(reason)
            else:
                clockwork.request_hearing(act.case, on=said_on, by=THE_SYSTEM.actor, at=at)
        statement = _write_down(act, party=None, text=text, asks_hearing=asks, on=said_on)
        if asks and not awaited:
            _tell_of_request(act)
        else:
            tell(act, CaseAct.STATEMENT_RECEIVED, reasons=too_late)
        publish(StatementReceived(case_number=act.case.number, entry_id=statement.entry_id, at=at))
        act.close(asks_hearing=asks, online=True)
    return statement


def _check_licence(act: Doing) -> None:
    if not act.plan.licence:
        raise Unlawful("陈述申辩和听证适用于行政许可。", "行政许可法第三十六条、第四十七条")


def _check_in_time(act: Doing, *, on: dt.date) -> None:
    check_hearing_request(today=on, due_on=clockwork.last_day(act.case, clockwork.HEARING_REQUEST))


def _write_down(act: Doing, *, party: InterestedParty | None, text: str, asks_hearing: bool, on: dt.date) -> Statement:
    facts = {"party": party.pk if party else None, "asks_hearing": asks_hearing}
    entry = act.write(opinion=text, facts=facts, legal_on=on)
    return Statement.objects.create(
        case=act.case, entry=entry, party=party, text=text.strip(), asks_hearing=asks_hearing, made_on=on
    )


def _tell_of_request(act: Doing) -> None:
    due_on = clockwork.last_day(act.case, clockwork.HEARING_HELD)
    assert due_on is not None, "the request has started this clock"
    tell(act, CaseAct.HEARING_REQUESTED, hearing={"held_by_on": due_on.isoformat()})
