"""What an operator does: here at once, in the outer zone by a message through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.telemetry import api as telemetry
from huizheng.gate import api as gate
from huizheng.gate.contracts import OperatorAct, OperatorDecided, ZoneReported
from huizheng.inner.network.models import Decision, ZoneReport
from huizheng.inner.network.policies import check_operate
from huizheng.inner.network.states import DecisionAct, DecisionState
from huizheng.inner.organs.api import Refused
from huizheng.lib.facts import to_facts

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from huizheng.inner.network.queries import Zone
    from huizheng.lib.actors import Actor


class CannotDo(Refused):
    """The act would change nothing, or takes somebody else; the sentence says what to do."""


def redrive_letter(zone: Zone, letter_id: int, *, by: Actor, at: dt.datetime) -> None:
    """This function will let a dead letter go on; raises ``NotAnOperator``, ``CannotDo``."""
    check_operate(by=by, at=at)
    if zone == "outer":
        _decide(DecisionAct.REDRIVE, letter_id, by=by, at=at)
        return
    try:
        gate.redrive(_letter(letter_id), by=by, at=at)
    except gate.CannotRedrive as reason:
        raise CannotDo(str(reason)) from None
    except gate.AlreadySettled:
        raise CannotDo("这件死信已经处置过了。") from None


def propose_discard(zone: Zone, letter_id: int, *, reason: str, by: Actor, at: dt.datetime) -> None:
    """This function will note the wish to discard a dead letter; raises ``NotAnOperator``, ``CannotDo``."""
    check_operate(by=by, at=at)
    if not reason.strip():
        raise CannotDo("请写明废弃的理由。")
    if zone == "inner":
        try:
            gate.propose_discard(_letter(letter_id), by=by, reason=reason, at=at)
        except gate.AlreadySettled:
            raise CannotDo("这件死信已经处置过了。") from None
        return
    with transaction.atomic():
        Decision.objects.filter(act=DecisionAct.DISCARD, subject=letter_id, state=DecisionState.PROPOSED).delete()
        if Decision.objects.filter(act=DecisionAct.DISCARD, subject=letter_id, state=DecisionState.SENT).exists():
            raise CannotDo("废弃决定已经下达。")
        Decision.objects.create(
            act=DecisionAct.DISCARD, subject=letter_id, state=DecisionState.PROPOSED, reason=reason.strip()[:400],
            proposed_by=str(by), proposed_at=at,
        )  # fmt: skip
        _audit("propose_discard", letter_id, by=by, at=at)


def discard_letter(zone: Zone, letter_id: int, *, by: Actor, at: dt.datetime) -> None:
    """This function will discard what another operator proposed to; raises ``NotAnOperator``, ``CannotDo``."""
    check_operate(by=by, at=at)
    other = CannotDo("废弃须由另一名运维人员确认。")
    if zone == "inner":
        try:
            gate.discard(_letter(letter_id), by=by, at=at)
        except gate.SamePerson:
            raise other from None
        except gate.NotProposed:
            raise CannotDo("还没有人提出废弃，请先填写理由提出。") from None
        except gate.AlreadySettled:
            raise CannotDo("这件死信已经处置过了。") from None
        return
    with transaction.atomic():
        proposals = Decision.objects.select_for_update().filter(act=DecisionAct.DISCARD, subject=letter_id)
        proposal = proposals.filter(state=DecisionState.PROPOSED).first()
        if proposal is None:
            raise CannotDo("还没有人提出废弃，请先填写理由提出。")
        if proposal.proposed_by == str(by):
            raise other
        proposal.agreed_by = str(by)
        _send(proposal, at=at)
        _audit("discard", letter_id, by=by, at=at)


def settle_failure(zone: Zone, failure_id: int, *, by: Actor, at: dt.datetime) -> None:
    """This function will take a failure off the list; raises ``NotAnOperator``, ``CannotDo``."""
    check_operate(by=by, at=at)
    if zone == "outer":
        _decide(DecisionAct.SETTLE_FAILURE, failure_id, by=by, at=at)
        return
    with transaction.atomic():
        failure = telemetry.failures().filter(pk=failure_id).first()
        if failure is None:
            raise CannotDo("这项故障已经了结。")
        telemetry.settle_failure(failure, at=at)
        _audit("settle_failure", failure_id, by=by, at=at, zone="inner")


def retry_job(zone: Zone, job_id: int, *, by: Actor, at: dt.datetime) -> None:
    """This function will have a failed job tried once more; raises ``NotAnOperator``, ``CannotDo``."""
    check_operate(by=by, at=at)
    if zone == "outer":
        _decide(DecisionAct.RETRY_JOB, job_id, by=by, at=at)
        return
    with transaction.atomic():
        try:
            telemetry.retry_job(job_id, at=at)
        except telemetry.NoSuchJob:
            raise CannotDo("这项任务已经重试过了。") from None
        _audit("retry_job", job_id, by=by, at=at, zone="inner")


def keep_report(report: ZoneReported, *, at: dt.datetime) -> None:
    """This function will keep the outer zone's newest report in place of the one before."""
    facts = to_facts(report)
    ZoneReport.objects.update_or_create(
        zone="outer",
        defaults={
            "reported_at": report.at,
            "received_at": at,
            **{name: facts[name] for name in ("gate", "jobs", "resources", "failures", "letters", "failed_jobs")},
        },
    )


def note_answer(env_id: UUID, *, is_refused: bool, text: str, at: dt.datetime) -> None:
    """This function will note what the outer zone made of a decision."""
    state = DecisionState.REFUSED if is_refused else DecisionState.DONE
    Decision.objects.filter(env_id=env_id, state=DecisionState.SENT).update(
        state=state, answer=text[:400], answered_at=at,
    )  # fmt: skip


def _decide(act: DecisionAct, subject: int, *, by: Actor, at: dt.datetime) -> None:
    with transaction.atomic():
        if Decision.objects.filter(act=act, subject=subject, state=DecisionState.SENT).exists():
            raise CannotDo("已经下达，正在等待外网执行。")
        decision = Decision(act=act, subject=subject, proposed_by=str(by), proposed_at=at)
        _send(decision, at=at)
        _audit(act, subject, by=by, at=at)


def _send(decision: Decision, *, at: dt.datetime) -> None:
    decision.state, decision.sent_at = DecisionState.SENT, at
    decision.env_id = gate.send(
        OperatorDecided(
            act=OperatorAct(decision.act), subject=decision.subject, by=decision.proposed_by,
            second=decision.agreed_by, reason=decision.reason, at=at,
        ),
        at=at,
    )  # fmt: skip
    decision.save()


def _letter(letter_id: int) -> gate.DeadLetter:
    letter = gate.dead_letters().filter(pk=letter_id).first()
    if letter is None:
        raise CannotDo("这件死信已经处置过了。")
    return letter


def _audit(verb: str, subject: int, *, by: Actor, at: dt.datetime, zone: str = "outer") -> None:
    record(actor=by, action=f"network:{zone}:{verb}", target=(f"{zone}_{verb}", str(subject)), facts={}, at=at)
