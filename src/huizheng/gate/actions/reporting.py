"""The outer zone's report to the operators inside, and their decisions carried out here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.telemetry.api import (
    NoSuchJob,
    failed_jobs,
    failures,
    job_figures,
    resources,
    retry_job,
    settle_failure,
)
from huizheng.gate.actions.dead_letters import (
    AlreadySettled,
    CannotRedrive,
    NotProposed,
    SamePerson,
    discard,
    propose_discard,
    redrive,
)
from huizheng.gate.actions.receiving import message_of
from huizheng.gate.actions.sending import send
from huizheng.gate.contracts import (
    OperatorAct,
    OperatorDecided,
    ReportedFailure,
    ReportedJob,
    ReportedLetter,
    ZoneReported,
)
from huizheng.gate.models import DeadLetter, OutboxEntry
from huizheng.gate.queries import UNANSWERED, dead_letters, figures
from huizheng.gate.registry import Rejected
from huizheng.lib.actors import Actor, ActorKind
from huizheng.lib.canonical import parse

if TYPE_CHECKING:
    from collections.abc import Callable

AT_MOST = 200
EVERY = dt.timedelta(minutes=5)


def report(*, at: dt.datetime) -> bool:
    """This function will send the inner zone a report when something waits for an operator that it has not been told.

    Otherwise it reports every five minutes, as a sign of life; never a second time before the first has arrived.
    """
    entries = OutboxEntry.objects.filter(message=ZoneReported.NAME)
    if entries.filter(state__in=UNANSWERED).exists():
        return False
    found = _standing(at=at)
    last = entries.order_by("-id").first()
    if last and last.core and last.created_at > at - EVERY and _subjects(_told(last)) == _subjects(found):
        return False
    with transaction.atomic():
        send(found, at=at)
    return True


def carry_out(decision: OperatorDecided, *, at: dt.datetime) -> None:
    """This function will do here what an operator decided inside; what is settled already is left as it is.

    Raises ``Rejected`` with what to do instead.
    """
    by, second = _actor(decision.by), _actor(decision.second)
    match decision.act:
        case OperatorAct.REDRIVE:
            _with_letter(decision.subject, lambda letter: redrive(letter, by=by, at=at))
        case OperatorAct.DISCARD:

            def both(letter: DeadLetter) -> None:
                propose_discard(letter, by=by, reason=decision.reason, at=at)
                discard(letter, by=second, at=at)

            _with_letter(decision.subject, both)
        case OperatorAct.SETTLE_FAILURE:
            for failure in failures().filter(pk=decision.subject):
                settle_failure(failure, at=at)
        case OperatorAct.RETRY_JOB:
            try:
                retry_job(decision.subject, at=at)
            except NoSuchJob:
                return


def _with_letter(letter_id: int, act: Callable[[DeadLetter], None]) -> None:
    letter = DeadLetter.objects.filter(pk=letter_id).first()
    if letter is None:
        raise Rejected("NO_SUCH_LETTER", "外网没有这件死信。")
    try:
        act(letter)
    except AlreadySettled:
        return
    except CannotRedrive as reason:
        raise Rejected("CANNOT_REDRIVE", str(reason)) from None
    except (SamePerson, NotProposed, ValueError):
        raise Rejected("TWO_PERSONS", "废弃需要理由和两名管理员。") from None


def _standing(*, at: dt.datetime) -> ZoneReported:
    return ZoneReported(
        at=at,
        gate=dataclasses.asdict(figures(at=at)),
        jobs=dataclasses.asdict(job_figures(at=at)),
        resources=resources(),
        failures=tuple(
            ReportedFailure(
                each.pk, each.source, each.summary, each.detail, each.request_id, each.happened_at, each.times,
            )
            for each in failures()[:AT_MOST]
        ),
        letters=tuple(
            ReportedLetter(
                each.pk, each.direction, each.reason, each.message, each.channel, each.business_number, each.trace,
                each.error, each.times, each.opened_at,
            )
            for each in dead_letters()[:AT_MOST]
        ),
        failed_jobs=tuple(
            ReportedJob(
                each.id, each.task, each.queue, each.attempts, each.failed_at, each.reason, each.request_id,
                each.is_retrying,
            )
            for each in failed_jobs(limit=AT_MOST)
        ),
    )  # fmt: skip


def _told(entry: OutboxEntry) -> ZoneReported:
    message = message_of(parse(entry.core))
    assert isinstance(message, ZoneReported), "the outbox was asked for reports only"
    return message


def _subjects(report: ZoneReported) -> tuple[list[tuple[int, int]], ...]:
    """Return what waits for an operator: a report is news when this differs."""
    return (
        [(each.id, each.times) for each in report.failures],
        [(each.id, each.times) for each in report.letters],
        [(each.id, each.attempts) for each in report.failed_jobs],
    )


def _actor(text: str) -> Actor:
    kind, _, name = text.partition(":")
    return Actor(ActorKind(kind), name) if kind in set(ActorKind) else Actor(ActorKind.SYSTEM, text or "system")
