"""The verbs of assessment."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.calendar.api import is_working_day
from huizheng.commons.events.api import publish
from huizheng.commons.keys.api import seal_for, unseal
from huizheng.gate.api import send
from huizheng.gate.contracts import RatingAnswered
from huizheng.inner.assessment.cards import supervisor_of
from huizheng.inner.assessment.clockwork import lengthen_limit, start_limit, stop_limit
from huizheng.inner.assessment.enclosing import answer_text, enclose, place_in, place_of_call, place_of_rating
from huizheng.inner.assessment.events import BadRatingAnswered, BadRatingReceived
from huizheng.inner.assessment.models import CallBack, Rating, Rectification, RectificationEntry, RectificationLimit
from huizheng.inner.assessment.policies import check_act, check_set_limit
from huizheng.inner.assessment.queries import limit_days
from huizheng.inner.assessment.rules import (
    ATTEMPTS,
    LONGEST_DAYS,
    MOST_TIMES,
    ChangedMeanwhile,
    NotCalledBack,
    RatedTwice,
    Refused,
    called_back,
)
from huizheng.inner.assessment.states import TRANSITIONS, Level, Outcome, RectificationAct, RectificationState
from huizheng.inner.casework.api import Staff, case_numbered, mark_rated
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from uuid import UUID

    from huizheng.gate.contracts import CaseRated


@transaction.atomic
def record_rating(message: CaseRated, *, envelope_id: UUID, at: dt.datetime) -> Rating:
    """This function will keep the rating of a case; a bad one opens a rectification at the organ that handled it.

    谁办理、谁负责 (国办发〔2019〕51号). The same envelope is taken once: the rating it made is returned. The later
    rating of a case stands in the figures. Raises ``RatedTwice`` for a third one, ``NotVisible`` for an unknown case.
    """
    known = Rating.objects.filter(envelope_id=envelope_id).first()
    if known is not None:
        return known
    # The case's row is locked from here on, so that two ratings of one case come one after the other.
    case = mark_rated(case_numbered(message.case_number), at=at)
    given = Rating.objects.filter(case=case).count()
    if given >= MOST_TIMES:
        raise RatedTwice("该办件已经评价过，不能再次评价。")
    Rating.objects.filter(case=case, counts=True).update(counts=False)
    rating = Rating.objects.create(
        envelope_id=envelope_id,
        case=case,
        times=given + 1,
        organ_key=case.organ_key,
        supervisor_key=supervisor_of(case.organ_key),
        item_slug=case.item_slug,
        level=message.level,
        indicators=list(message.indicators),
        channel_code=message.channel_code,
        anonymous=message.anonymous,
        text=enclose(
            str(unseal(message.content).get("text") or "")[:4000],
            bound_to=place_of_rating(case_number=case.number, times=given + 1),
        ),
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
        rating=rating,
        organ_key=rating.organ_key,
        supervisor_key=rating.supervisor_key,
        opened_on=today,
        due_on=today,
    )
    rectification.due_on = start_limit(rectification, days=limit_days(), on=today, by=SYSTEM, at=at)
    rectification.save(update_fields=["due_on"])
    publish(
        BadRatingReceived(
            case_number=case_number,
            organ_key=rectification.organ_key,
            rectification_id=rectification.pk,
            due_on=rectification.due_on,
        )
    )


@dataclass
class _Doing:
    """One act under way on a locked rectification."""

    act: RectificationAct
    thing: Rectification
    by: Staff
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)

    def enclosed(self, part: str, text: str) -> bytes:
        return enclose(text.strip(), bound_to=place_in(self.thing.pk, part))

    def close(self, **facts: Any) -> None:
        """Save the rectification one version further, with its entry and its audit line."""
        thing = self.thing
        thing.version += 1
        thing.save()
        RectificationEntry.objects.create(
            rectification=thing, version=thing.version, act=self.act, by_id=self.by.pk, at=self.at
        )
        record(
            actor=self.by.actor,
            action=f"assessment:rectification:{self.act}",
            target=("case", thing.rating.case.number),
            facts={"rectification": thing.pk, "state": str(thing.state), "version": thing.version, **facts},
            at=self.at,
        )


@contextmanager
def _doing(
    act: RectificationAct, rectification: Rectification, *, by: Staff, at: dt.datetime, seen: int | None
) -> Iterator[_Doing]:
    """Open the one transaction of an act; ``seen`` is the version of the page the official acted from.

    Raises ``ChangedMeanwhile``, and what ``check_act`` raises.
    """
    with transaction.atomic():
        locked = (
            Rectification.objects.select_for_update(of=("self",))
            .select_related("rating__case")
            .get(pk=rectification.pk)
        )
        if seen is not None and seen != locked.version:
            raise ChangedMeanwhile(seen=seen, now=locked.version)
        check_act(act, locked, by=by)
        yield _Doing(act=act, thing=locked, by=by, at=at)


def call_back(
    rectification: Rectification, *, by: Staff, at: dt.datetime, reached: bool, note: str, seen: int | None = None
) -> CallBack:
    """This function will write down one attempt to reach the applicant; every named bad rating is called back.

    Raises ``Refused`` without a record, and what ``_doing`` raises.
    """
    with _doing(RectificationAct.CALL_BACK, rectification, by=by, at=at, seen=seen) as act:
        if not note.strip():
            raise Refused("请写明回访的情况。", field="note")
        position = act.thing.call_backs.count() + 1
        made = CallBack.objects.create(
            rectification=act.thing,
            position=position,
            reached=reached,
            record=enclose(note.strip(), bound_to=place_of_call(rectification=act.thing.pk, position=position)),
            called_at=at,
            called_by_id=by.pk,
        )
        act.close(call=position, reached=reached)
    return made


def answer(
    rectification: Rectification,
    *,
    by: Staff,
    at: dt.datetime,
    outcome: Outcome,
    text: str,
    ledger_due_on: dt.date | None = None,
    seen: int | None = None,
) -> Rectification:
    """This function will answer a bad rating: fixed at once, entered in the ledger with a day, or explained.

    The answer crosses to the applicant, who may rate once more. An entry of the ledger stays on the clock, moved on to
    its day within 15 working days of the rating. Raises ``NotCalledBack`` while a named applicant was neither reached
    nor tried three times, ``Refused`` without text or for a ledger day out of bounds, and what ``_doing`` raises.
    """
    with _doing(RectificationAct.ANSWER, rectification, by=by, at=at, seen=seen) as act:
        locked = act.thing
        if not text.strip():
            raise Refused("请写明对评价人的答复。", field="text")
        if not locked.rating.anonymous and not called_back(
            reached=locked.call_backs.filter(reached=True).count(), tried=locked.call_backs.count()
        ):
            raise NotCalledBack(f"实名差评必须先回访，请先登记回访记录；联系不上的，至少联系 {ATTEMPTS} 次并逐次登记。")
        if outcome is Outcome.LEDGER:
            locked.ledger_due_on = _ledger_day(ledger_due_on, today=act.today)
            locked.due_on = lengthen_limit(locked, until=locked.ledger_due_on, on=act.today, by=by.actor, at=at)
            locked.state = RectificationState.LEDGER
        else:
            locked.state = RectificationState.ANSWERED
            locked.completed_on = act.today
            stop_limit(locked, outcome=str(outcome), by=by.actor, at=at)
        locked.outcome = outcome
        locked.answer = act.enclosed("answer", text)
        locked.answered_on = act.today
        locked.answered_by_id = by.pk
        act.close(outcome=str(outcome))
        number = locked.rating.case.number
        send(RatingAnswered(case_number=number, at=at, content=seal_for("outer", {"text": text.strip()})), at=at)
        publish(
            BadRatingAnswered(
                case_number=number, organ_key=locked.organ_key, rectification_id=locked.pk, outcome=str(outcome)
            )
        )
    return locked


def _ledger_day(day: dt.date | None, *, today: dt.date) -> dt.date:
    if day is None or day <= today:
        raise Refused("列入台账的须写明今天之后的整改期限。", field="ledger_due_on")
    if not is_working_day(day):
        raise Refused("整改期限应为工作日，请另选一天。", field="ledger_due_on")
    return day


def complete(
    rectification: Rectification, *, by: Staff, at: dt.datetime, note: str, seen: int | None = None
) -> Rectification:
    """This function will close an entry of the ledger; what was done is added to the answer.

    Raises ``Refused`` without a note, and what ``_doing`` raises.
    """
    with _doing(RectificationAct.COMPLETE, rectification, by=by, at=at, seen=seen) as act:
        if not note.strip():
            raise Refused("请写明整改的结果。", field="note")
        act.thing.answer = act.enclosed("answer", f"{answer_text(act.thing)}\n{note}")
        act.thing.completed_on = act.today
        act.thing.state = RectificationState.ANSWERED
        stop_limit(act.thing, outcome="completed", by=by.actor, at=at)
        act.close()
    return act.thing


def appeal(
    rectification: Rectification, *, by: Staff, at: dt.datetime, reasons: str, seen: int | None = None
) -> Rectification:
    """This function will claim that a rating is mistaken; the data administration that supervises the organ rules.

    Raises ``Refused`` without reasons, and what ``_doing`` raises.
    """
    with _doing(RectificationAct.APPEAL, rectification, by=by, at=at, seen=seen) as act:
        if not reasons.strip():
            raise Refused("请写明认为误评的理由。", field="reasons")
        act.thing.appeal = act.enclosed("appeal", reasons)
        act.thing.state = RectificationState.APPEALED
        act.close()
    return act.thing


def rule_on_appeal(
    rectification: Rectification,
    *,
    by: Staff,
    at: dt.datetime,
    mistaken: bool,
    ruling: str,
    seen: int | None = None,
) -> Rectification:
    """This function will rule on a claim of mistake: upheld, the rating leaves the figures; dismissed, it is worked on.

    Raises ``Refused`` without a ruling, and what ``_doing`` raises.
    """
    kind = RectificationAct.UPHOLD if mistaken else RectificationAct.DISMISS
    with _doing(kind, rectification, by=by, at=at, seen=seen) as act:
        if not ruling.strip():
            raise Refused("请写明认定的理由。", field="ruling")
        act.thing.ruling = act.enclosed("ruling", ruling)
        act.thing.state = TRANSITIONS[kind][1] or act.thing.state
        if mistaken:
            stop_limit(act.thing, outcome="mistaken", by=by.actor, at=at)
        act.close()
    return act.thing


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
