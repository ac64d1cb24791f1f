"""What casework listens to: applications through the gate, and its own notices that wait to be written out."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone

from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.events.api import subscribe
from huizheng.commons.keys.api import unseal
from huizheng.gate.api import EnvelopeFacts, Rejected, receives
from huizheng.gate.contracts import (
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CorrectionSubmitted,
    ResultReceived,
    StatementMade,
)
from huizheng.inner.casework.actions.deciding import receive_result
from huizheng.inner.casework.actions.desk import follow_calendar, withdraw
from huizheng.inner.casework.actions.hearing import receive_statement
from huizheng.inner.casework.actions.registering import receive_correction, register_application
from huizheng.inner.casework.actions.writing_out import write_out
from huizheng.inner.casework.alerting import tell_of_statement
from huizheng.inner.casework.errors import AlreadyDone, NotNow, NotVisible
from huizheng.inner.casework.events import CaseActed, DecisionMade, NoticeIssued, StatementReceived
from huizheng.inner.casework.queries import case_numbered
from huizheng.inner.casework.quota_telling import tell_number
from huizheng.inner.casework.rules import Unlawful
from huizheng.inner.casework.states import Act, Outcome
from huizheng.inner.licences.api import Licence, close_renewal
from huizheng.inner.licences.events import LicenceEnded


@receives(ApplicationSubmitted)
def take_application(message: ApplicationSubmitted, _envelope: EnvelopeFacts) -> None:
    register_application(message, at=timezone.now())


@receives(CorrectionSubmitted)
def take_correction(message: CorrectionSubmitted, _envelope: EnvelopeFacts) -> None:
    try:
        receive_correction(message, at=timezone.now())
    except NotNow as reason:
        raise Rejected("not_awaited", str(reason)) from reason


@receives(ApplicationWithdrawn)
def take_withdrawal(message: ApplicationWithdrawn, _envelope: EnvelopeFacts) -> None:
    try:
        case = case_numbered(message.case_number)
        withdraw(
            case,
            at=timezone.now(),
            withdrawn_at=message.at,
            reason=str(unseal(message.content).get("reason") or ""),
        )
    except (NotNow, NotVisible) as reason:
        raise Rejected("too_late", str(reason)) from reason


@receives(StatementMade)
def take_statement(message: StatementMade, _envelope: EnvelopeFacts) -> None:
    try:
        receive_statement(message, at=timezone.now())
    except AlreadyDone:
        return
    except (NotNow, NotVisible) as reason:
        raise Rejected("too_late", str(reason)) from reason
    except Unlawful as reason:
        raise Rejected("not_lawful", str(reason)) from reason


@receives(ResultReceived)
def take_result_received(message: ResultReceived, _envelope: EnvelopeFacts) -> None:
    try:
        case = case_numbered(message.case_number)
    except NotVisible as reason:
        raise Rejected("unknown_case", str(reason)) from reason
    receive_result(case, at=timezone.now())


@subscribe(NoticeIssued)
def write_out_notice(event: NoticeIssued) -> None:
    write_out(event.notice_id, at=timezone.now())


@subscribe(StatementReceived)
def tell_the_officials(event: StatementReceived) -> None:
    tell_of_statement(event.entry_id, at=timezone.now())


@subscribe(DecisionMade)
def tell_of_the_number(event: DecisionMade) -> None:
    if event.outcome == Outcome.GRANTED:
        tell_number(event.case_number, at=timezone.now())


@subscribe(LicenceEnded)
def tell_of_the_place_set_free(event: LicenceEnded) -> None:
    # A licence that was given before this system stood has no case here, and no place among the counted.
    with suppress(NotVisible):
        tell_number(Licence.objects.get(pk=event.licence_id).case_number, at=timezone.now())


@subscribe(ClockRecomputed)
def follow_recomputed_clock(event: ClockRecomputed) -> None:
    if event.subject_kind == "case":
        follow_calendar(case_numbered(event.subject_id), at=timezone.now())


# A case that ends so grants no renewal: the licence that it asked for runs out as any other.
_ENDS_WITHOUT_A_RENEWAL = frozenset(
    {Act.REFUSE_ACCEPTANCE, Act.DECLARE_NOT_NEEDED, Act.DECLINE, Act.WITHDRAW, Act.TERMINATE},
)


@subscribe(CaseActed, when=lambda event: event.act in _ENDS_WITHOUT_A_RENEWAL)
def close_renewal_of_an_ended_case(event: CaseActed) -> None:
    close_renewal(case_number=event.case_number, closed_on=event.legal_on, at=event.at)
