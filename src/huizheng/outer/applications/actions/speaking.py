"""The applicant speaks: a statement, or the request for a hearing, while the application is examined."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.keys.api import seal_for
from huizheng.gate import api as gate
from huizheng.gate.contracts import StatementMade
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions.drafting import locked
from huizheng.outer.applications.actions.receipting import issue_receipt
from huizheng.outer.applications.hearings import ASKED, SPOKEN, hearing_of
from huizheng.outer.applications.models import Application, Receipt, TimelineEntry
from huizheng.outer.applications.services import OfferedService
from huizheng.outer.applications.vaulted import lock


def ask_for_hearing(
    application: Application, *, service: OfferedService, reasons: str, press: UUID, by: Party, at: dt.datetime
) -> Receipt:
    """This function will ask the office for a hearing: sealed for the inner zone, receipted, once for each press.

    行政许可法 art 47: within five working days of being told of the right. Raises ``NotNow`` while nothing is examined,
    ``NoHearingOffered``, ``HearingIsComing`` when one is held anyway, and ``TooLateForHearing`` after the last day.
    """
    return _speak(application, service=service, text=reasons, asks_hearing=True, press=press, by=by, at=at)


def make_statement(
    application: Application, *, service: OfferedService, text: str, press: UUID, by: Party, at: dt.datetime
) -> Receipt:
    """This function will tell the office what the applicant has to say for themselves, once for each press.

    行政许可法 arts 7, 36. Raises ``NotNow`` while nothing is examined, and ``TooManyStatements``.
    """
    return _speak(application, service=service, text=text, asks_hearing=False, press=press, by=by, at=at)


def _speak(
    application: Application,
    *,
    service: OfferedService,
    text: str,
    asks_hearing: bool,
    press: UUID,
    by: Party,
    at: dt.datetime,
) -> Receipt:
    with transaction.atomic():
        application = locked(application)
        # The row is held: of two presses the second finds the receipt of the first.
        done = application.receipts.filter(statement__statement_id=str(press)).first()
        if done is not None:
            return done
        today = timezone.localdate(at)
        said = application.timeline.filter(act__in=(ASKED, SPOKEN)).count()
        policies.check_speak(application, service, said=said)
        if asks_hearing:
            policies.check_hearing(hearing_of(application), today=today)
        sealed = seal_for("inner", {"text": text})
        envelope = gate.send(
            StatementMade(
                case_number=application.case_number or "",
                statement_id=press,
                asks_hearing=asks_hearing,
                made_at=at,
                content=sealed,
            ),
            at=at,
        )
        kind = "hearing_request" if asks_hearing else "statement"
        receipt = issue_receipt(
            application,
            kind=kind,
            sealed=sealed,
            files_sm3=[],
            envelope=envelope,
            at=at,
            statement_id=str(press),
        )
        TimelineEntry.objects.create(
            application=application,
            act=ASKED if asks_hearing else SPOKEN,
            at=at,
            legal_on=today,
            private=lock(application.account, {"text": text}),
        )
        record(
            actor=by.as_actor(),
            action=f"applications:{kind}:send",
            target=("application", str(application.pk)),
            facts={"content_sm3": sealed.sm3, "envelope": str(envelope)},
            at=at,
        )
    return receipt
