"""The verbs of assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.clocks.api import clock_of, start_clock, stop_clock
from huizheng.commons.events.api import publish
from huizheng.commons.keys.api import seal_for, unseal
from huizheng.gate.api import send
from huizheng.gate.contracts import RatingAnswered
from huizheng.inner.assessment.events import BadRatingAnswered, BadRatingReceived
from huizheng.inner.assessment.models import CallBack, Rating, Rectification, RectificationLimit
from huizheng.inner.assessment.policies import check_act, check_set_limit
from huizheng.inner.assessment.queries import limit_days
from huizheng.inner.assessment.rules import LONGEST_DAYS, MOST_TIMES, NotCalledBack, RatedTwice, Refused, limit_rule
from huizheng.inner.assessment.states import TRANSITIONS, Level, Outcome, RectificationAct, RectificationState
from huizheng.inner.casework.api import Staff, case_numbered, mark_rated
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.gate.contracts import CaseRated
    from huizheng.lib.actors import Actor


@transaction.atomic
def record_rating(message: CaseRated, *, at: dt.datetime) -> Rating:
    """This function will keep the rating of a case; a bad one opens a rectification at the organ that handled it.

    谁办理、谁负责 (国办发〔2019〕51号). Raises ``RatedTwice`` for a third one, ``NotVisible`` for an unknown case.
    """
    case = mark_rated(case_numbered(message.case_number), at=at)
    given = Rating.objects.filter(case=case).count()
    if given >= MOST_TIMES:
        raise RatedTwice("该办件已经评价过，不能再次评价。")
    rating = Rating.objects.create(
        case=case,
        times=given + 1,
        organ_key=case.organ_key,
        item_slug=case.item_slug,
        level=message.level,
        indicators=list(message.indicators),
        channel_code=message.channel_code,
        anonymous=message.anonymous,
        text=str(unseal(message.content).get("text") or "")[:4000],
        rated_at=message.at,
        registered_at=at,
    )
    record(
        actor=SYSTEM,
        action="assessment:rating:record",
        target=("case", case.number),
        facts={"level": rating.level, "times": rating.times},
        at=at,
    )
    if Level(rating.level).is_bad:
        _open(rating, case_number=case.number, at=at)
    return rating


def _open(rating: Rating, *, case_number: str, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    rectification = Rectification.objects.create(
        rating=rating, organ_key=rating.organ_key, opened_on=today, due_on=today
    )
    clock = start_clock(
        subject=_subject(rectification), rule=limit_rule(limit_days()), by=SYSTEM, at=at, started_on=today
    )
    rectification.due_on = clock.due_on or today
    rectification.save(update_fields=["due_on"])
    publish(
        BadRatingReceived(
            case_number=case_number,
            organ_key=rectification.organ_key,
            rectification_id=rectification.pk,
            due_on=rectification.due_on,
        )
    )


def _subject(rectification: Rectification) -> tuple[str, str]:
    return ("rectification", str(rectification.pk))


def _locked(rectification: Rectification, act: RectificationAct, by: Staff) -> Rectification:
    locked = (
        Rectification.objects.select_for_update(of=("self",)).select_related("rating__case").get(pk=rectification.pk)
    )
    check_act(act, locked, by=by)
    return locked


def _written(rectification: Rectification, act: RectificationAct, *, by: Actor, at: dt.datetime) -> None:
    rectification.save()
    record(
        actor=by,
        action=f"assessment:rectification:{act}",
        target=("case", rectification.rating.case.number),
        facts={"rectification": rectification.pk, "state": str(rectification.state)},
        at=at,
    )


@transaction.atomic
def call_back(rectification: Rectification, *, by: Staff, at: dt.datetime, reached: bool, note: str) -> CallBack:
    """This function will write down one attempt to reach the applicant; every named bad rating is called back.

    Raises ``Refused`` without a record, and what ``check_act`` raises.
    """
    locked = _locked(rectification, RectificationAct.CALL_BACK, by)
    if not note.strip():
        raise Refused("请写明回访的情况。", field="note")
    made = CallBack.objects.create(
        rectification=locked, reached=reached, record=note.strip(), called_at=at, called_by_id=by.pk
    )
    _written(locked, RectificationAct.CALL_BACK, by=by.actor, at=at)
    return made


@transaction.atomic
def answer(
    rectification: Rectification,
    *,
    by: Staff,
    at: dt.datetime,
    outcome: Outcome,
    text: str,
    ledger_due_on: dt.date | None = None,
) -> Rectification:
    """This function will answer a bad rating: fixed at once, entered in the ledger with a day, or explained.

    The answer crosses to the applicant, who may rate once more. Raises ``NotCalledBack`` for a named rating without a
    call-back, ``Refused`` without text or ledger day, and what ``check_act`` raises.
    """
    locked = _locked(rectification, RectificationAct.ANSWER, by)
    if not text.strip():
        raise Refused("请写明对评价人的答复。", field="text")
    if not locked.rating.anonymous and not locked.call_backs.exists():
        raise NotCalledBack("实名差评必须先回访，请先登记回访记录。")
    today = timezone.localdate(at)
    if outcome is Outcome.LEDGER:
        if ledger_due_on is None or ledger_due_on <= today:
            raise Refused("列入台账的须写明今天之后的整改期限。", field="ledger_due_on")
        locked.ledger_due_on = ledger_due_on
        locked.state = RectificationState.LEDGER
    else:
        locked.state = RectificationState.ANSWERED
        locked.completed_on = today
    locked.outcome = outcome
    locked.answer = text.strip()
    locked.answered_on = today
    locked.answered_by_id = by.pk
    _stop(locked, outcome=str(outcome), by=by.actor, at=at)
    _written(locked, RectificationAct.ANSWER, by=by.actor, at=at)
    number = locked.rating.case.number
    send(RatingAnswered(case_number=number, at=at, content=seal_for("outer", {"text": locked.answer})), at=at)
    publish(
        BadRatingAnswered(
            case_number=number, organ_key=locked.organ_key, rectification_id=locked.pk, outcome=str(outcome)
        )
    )
    return locked


@transaction.atomic
def complete(rectification: Rectification, *, by: Staff, at: dt.datetime, note: str) -> Rectification:
    """This function will close an entry of the ledger; what was done is added to the answer.

    Raises ``Refused`` without a note, and what ``check_act`` raises.
    """
    locked = _locked(rectification, RectificationAct.COMPLETE, by)
    if not note.strip():
        raise Refused("请写明整改的结果。", field="note")
    locked.answer = f"{locked.answer}\n{note.strip()}"
    locked.completed_on = timezone.localdate(at)
    locked.state = RectificationState.ANSWERED
    _written(locked, RectificationAct.COMPLETE, by=by.actor, at=at)
    return locked


@transaction.atomic
def appeal(rectification: Rectification, *, by: Staff, at: dt.datetime, reasons: str) -> Rectification:
    """This function will claim that a rating is mistaken; the organ's leader rules on it.

    Raises ``Refused`` without reasons, and what ``check_act`` raises.
    """
    locked = _locked(rectification, RectificationAct.APPEAL, by)
    if not reasons.strip():
        raise Refused("请写明认为误评的理由。", field="reasons")
    locked.appeal = reasons.strip()
    locked.state = RectificationState.APPEALED
    _written(locked, RectificationAct.APPEAL, by=by.actor, at=at)
    return locked


@transaction.atomic
def rule_on_appeal(
    rectification: Rectification, *, by: Staff, at: dt.datetime, mistaken: bool, ruling: str
) -> Rectification:
    """This function will rule on a claim of mistake: upheld, the rating leaves the figures; dismissed, it is worked on.

    Raises ``Refused`` without a ruling, and what ``check_act`` raises.
    """
    act = RectificationAct.UPHOLD if mistaken else RectificationAct.DISMISS
    locked = _locked(rectification, act, by)
    if not ruling.strip():
        raise Refused("请写明认定的理由。", field="ruling")
    locked.ruling = ruling.strip()
    locked.state = TRANSITIONS[act][1] or locked.state
    if mistaken:
        _stop(locked, outcome="mistaken", by=by.actor, at=at)
    _written(locked, act, by=by.actor, at=at)
    return locked


def _stop(rectification: Rectification, *, outcome: str, by: Actor, at: dt.datetime) -> None:
    clock = clock_of(_subject(rectification), "rectification")
    if clock is not None and clock.stopped_on is None:
        stop_clock(clock=clock, outcome=outcome, by=by, at=at)


@transaction.atomic
def set_limit(*, days: int, reason: str, by: Staff, at: dt.datetime) -> RectificationLimit:
    """This function will set the working days that new rectifications may take; the rows before stay as history.

    Raises ``Refused`` beyond 15 days or without a reason, and ``NotYourDuty``.
    """
    check_set_limit(by=by)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"整改期限为 1 至 {LONGEST_DAYS} 个工作日。", field="days")
    if not reason.strip():
        raise Refused("请写明调整的依据。", field="reason")
    made = RectificationLimit.objects.create(days=days, reason=reason.strip(), set_by_id=by.pk, set_at=at)
    record(actor=by.actor, action="assessment:limit:set", target=("limit", str(made.pk)), facts={"days": days}, at=at)
    return made
