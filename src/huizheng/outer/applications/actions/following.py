"""After the submission: what the office reports, and what the applicant may still do."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.files import api as files
from huizheng.commons.keys.api import seal_for, unseal
from huizheng.gate import api as gate
from huizheng.gate.contracts import (
    ApplicationWithdrawn,
    CaseProgressed,
    CaseRated,
    LicenceStanding,
    RatingAnswered,
    ResultReceived,
)
from huizheng.lib.actors import SYSTEM
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions.drafting import locked
from huizheng.outer.applications.actions.reading import note_reading
from huizheng.outer.applications.errors import NotNow
from huizheng.outer.applications.events import ApplicationProgressed, RatingAnswerShown
from huizheng.outer.applications.materials import owner_of
from huizheng.outer.applications.models import Application, IssuedPaper, Rating, TimelineEntry
from huizheng.outer.applications.rules import OWN_COPY_KEPT
from huizheng.outer.applications.states import FINISHED, REPORTED, ApplicationState
from huizheng.outer.applications.vaulted import lock


def note_progress(message: CaseProgressed, *, envelope_id: UUID) -> None:
    """This function will show the applicant one act of the office; safe to run twice for the same envelope.

    Its private part was sealed for this zone; it is opened once here and kept under the account's own key only.
    Raises ``LookupError`` when the case is not known outside.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update().select_related("account").get(case_number=message.case_number)
        )
        if TimelineEntry.objects.filter(envelope_id=envelope_id).exists():
            return
        opened = unseal(message.private) if message.private else None
        private = lock(application.account, opened) if opened else None
        # The papers of an act follow it in a second message of the same moment: by then the case may be further on.
        is_told = application.timeline.filter(act=message.act.value, at=message.at).exists()
        TimelineEntry.objects.create(
            application=application,
            act=message.act.value,
            at=message.at,
            legal_on=message.legal_on,
            organ_name=message.organ_name,
            step_name=message.step_name,
            clock_note=message.clock_note,
            private=private,
            envelope_id=envelope_id,
        )
        if not is_told:
            _follow(application, message)
            application.save()
            note_reading(application, message)
        register_papers(application, message, (opened or {}).get("notices") or [])
        record(
            actor=SYSTEM,
            action="applications:application:progress",
            target=("application", str(application.pk)),
            facts={"act": message.act.value, "envelope": str(envelope_id)},
            at=message.at,
        )
        if not is_told:
            publish(
                ApplicationProgressed(
                    application=application.pk, case_number=message.case_number, act=message.act.value, at=message.at
                )
            )


def register_papers(
    application: Application, message: CaseProgressed | LicenceStanding, notices: list[dict[str, Any]]
) -> None:
    """Keep the public facts of each paper, so that whoever is shown it may check it."""
    for notice in notices:
        if notice.get("verification") and notice.get("plain_sm3"):
            IssuedPaper.objects.get_or_create(
                code=notice["verification"],
                defaults={
                    "application": application,
                    "kind": notice["kind"],
                    "number": notice["number"],
                    "title": notice["title"],
                    "organ_name": message.organ_name,
                    "issued_on": message.legal_on if isinstance(message, CaseProgressed) else message.since_on,
                    "sm3": notice["plain_sm3"],
                },
            )


def _follow(application: Application, message: CaseProgressed) -> None:
    application.organ_key, application.organ_name = message.organ_key, message.organ_name
    application.step_name = message.step_name
    application.promised_due_on = message.promised_due_on
    application.statutory_due_on = message.statutory_due_on
    application.clock_note = message.clock_note
    application.state = REPORTED.get(message.act, ApplicationState(application.state))
    if application.state in FINISHED and application.finished_at is None:
        application.finished_at = message.at
        application.own_copy_erase_on = timezone.localdate(message.at + OWN_COPY_KEPT)


def note_rating_answer(message: RatingAnswered, *, envelope_id: UUID) -> None:
    """This function will show the applicant the organ's answer to a bad rating; it allows a second rating."""
    with transaction.atomic():
        application = (
            Application.objects.select_for_update().select_related("account").get(case_number=message.case_number)
        )
        rating = application.ratings.order_by("-times").first()
        if rating is None:
            raise LookupError(f"no rating of {message.case_number}")
        rating.answer = lock(application.account, unseal(message.content))
        rating.save(update_fields=["answer"])
        record(
            actor=SYSTEM,
            action="applications:rating:answer",
            target=("application", str(application.pk)),
            facts={"envelope": str(envelope_id)},
            at=message.at,
        )
        publish(RatingAnswerShown(application=application.pk, case_number=message.case_number, at=message.at))


def confirm_result(application: Application, *, by: Party, at: dt.datetime) -> None:
    """This function will tell the office that the applicant has taken the result on line (evidence of delivery).

    行政许可法 art 44. Telling twice changes nothing. Raises ``NotNow`` before a decision.
    """
    with transaction.atomic():
        application = locked(application)
        if application.state not in {
            ApplicationState.GRANTED,
            ApplicationState.DECLINED,
            ApplicationState.DELIVERED,
        }:
            raise NotNow("no result yet")
        if application.timeline.filter(act="result_received").exists():
            return
        _note(application, "result_received", at=at)
        gate.send(ResultReceived(case_number=application.case_number or "", at=at), at=at)
        _audit(application, "confirm", {}, by=by, at=at)


def withdraw(application: Application, *, reason: str, by: Party, at: dt.datetime) -> Application:
    """This function will take the application back before a decision; raises ``NotNow`` afterwards."""
    with transaction.atomic():
        application = locked(application)
        policies.check_step(application, "withdraw")
        # The state follows from the office's answer: a decision may already be on its way out.
        _note(application, "withdrawal_sent", at=at)
        gate.send(
            ApplicationWithdrawn(
                case_number=application.case_number or "", at=at, content=seal_for("inner", {"reason": reason})
            ),
            at=at,
        )
        _audit(application, "withdraw", {}, by=by, at=at)
    return application


def rate(
    application: Application,
    *,
    level: int,
    indicators: list[str],
    text: str,
    anonymous: bool,
    channel: str,
    by: Party,
    at: dt.datetime,
) -> Rating:
    """This function will give the case its grade, 1 非常满意 to 5 非常不满意 (国办发〔2019〕51号).

    Once after the outcome, once more after the organ has answered a bad grade. Raises ``NotNow``, ``AlreadyRated``.
    """
    with transaction.atomic():
        application = locked(application)
        given = list(application.ratings.all())
        answered = bool(given and given[-1].answer)
        policies.check_rate(application, given=len(given), answered=answered)
        rating = Rating.objects.create(
            application=application,
            times=len(given) + 1,
            level=level,
            indicators=indicators,
            anonymous=anonymous,
            rated_at=at,
        )
        _note(application, "rated", at=at)
        gate.send(
            CaseRated(
                case_number=application.case_number or "",
                level=level,
                indicators=tuple(indicators),
                channel_code=channel,
                anonymous=anonymous,
                at=at,
                content=seal_for("inner", {"text": text}),
            ),
            at=at,
        )
        _audit(application, "rate", {"level": level, "times": rating.times}, by=by, at=at)
    return rating


def erase_own_copies(*, due_on: dt.date, at: dt.datetime) -> int:
    """This function will erase the applicants' copies whose time has come; return how many. 个人信息保护法 art 47."""
    erased = 0
    while True:
        with transaction.atomic():
            due = list(
                Application.objects.select_for_update(skip_locked=True).filter(own_copy_erase_on__lte=due_on)[:100]
            )
            if not due:
                return erased
            for application in due:
                application.own_copy = application.own_copy_erase_on = None
                application.save(update_fields=["own_copy", "own_copy_erase_on"])
                # What was uploaded for a correction that was never handed in.
                for stored in files.files_of(owner_of(application)):
                    files.erase(stored, by=SYSTEM, at=at)
                application.timeline.update(private=None)
                application.ratings.update(answer=None)
                record(
                    actor=SYSTEM,
                    action="applications:copy:erase",
                    target=("application", str(application.pk)),
                    facts={"due_on": due_on.isoformat()},
                    at=at,
                )
            erased += len(due)


def _note(application: Application, act: str, *, at: dt.datetime) -> None:
    TimelineEntry.objects.create(application=application, act=act, at=at, legal_on=timezone.localdate(at))


def _audit(application: Application, verb: str, facts: dict[str, Any], *, by: Party, at: dt.datetime) -> None:
    record(
        actor=by.as_actor(),
        action=f"applications:application:{verb}",
        target=("application", str(application.pk)),
        facts=facts,
        at=at,
    )
