"""What an operator does with a dead letter: re-drive it, or discard it together with a second person."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.gate.actions.applying import settle
from huizheng.gate.actions.receiving import Outcome, receive
from huizheng.gate.actions.sending import PATIENCE
from huizheng.gate.models import DeadLetter, InboxEntry, OutboxEntry, Receipt
from huizheng.gate.states import (
    POISON,
    DeadLetterState,
    Direction,
    InboxState,
    OutboxState,
    Reason,
    Rung,
)
from huizheng.gate.wake import wake_after_commit

if TYPE_CHECKING:
    from uuid import UUID

    from huizheng.lib.actors import Actor

DISCARDED = "DISCARDED"


class AlreadySettled(ValueError):
    """Somebody has dealt with the letter already."""


class CannotRedrive(ValueError):
    """Delivering the letter once more would change nothing; the text says what to do instead."""


class NotProposed(ValueError):
    """Nobody has proposed to discard the letter yet."""


class SamePerson(ValueError):
    """Whoever proposed to discard the letter cannot also agree to it."""


def redrive(letter: DeadLetter, *, by: Actor, at: dt.datetime) -> None:
    """This function will let the envelope go on, under the same id and as one more attempt.

    A parked one is applied again; one that was not delivered or was refused for its form is sent again, for three
    more days; one whose signature or form was not understood is read again. Raises ``AlreadySettled``,
    ``CannotRedrive``.
    """
    with transaction.atomic():
        letter = _open(letter)
        if letter.direction == Direction.OUT:
            _send_again(letter, at=at)
        elif letter.reason == Reason.FAILING:
            _apply_again(letter, at=at)
        elif letter.reason in {Reason.BAD_SIGNATURE, Reason.UNREADABLE}:
            _read_again(letter, at=at)
        else:
            raise CannotRedrive("两区的记录已不一致：请先核对通道两端，再由两人废弃本件。")
        _end(letter, DeadLetterState.REDRIVEN, by=by, at=at)
        _audit(letter, "redrive", by=by, at=at)
        wake_after_commit()


def propose_discard(letter: DeadLetter, *, by: Actor, reason: str, at: dt.datetime) -> None:
    """This function will note one person's reasoned wish to discard the letter; a later proposal replaces it.

    Raises ``AlreadySettled``, ``ValueError`` without a reason.
    """
    if not reason.strip():
        raise ValueError("a reason is needed")
    with transaction.atomic():
        letter = _open(letter)
        letter.discard_reason, letter.proposed_by, letter.proposed_at = reason.strip()[:400], str(by), at
        letter.save(update_fields=["discard_reason", "proposed_by", "proposed_at"])
        _audit(letter, "propose_discard", by=by, at=at)


def discard(letter: DeadLetter, *, by: Actor, at: dt.datetime) -> None:
    """This function will discard what another person proposed to discard; its lane goes on and the sender is told.

    Raises ``AlreadySettled``, ``NotProposed``, ``SamePerson``.
    """
    with transaction.atomic():
        letter = _open(letter)
        if not letter.proposed_by:
            raise NotProposed
        if letter.proposed_by == str(by):
            raise SamePerson
        if letter.direction == Direction.IN and letter.reason == Reason.FAILING:
            entry = InboxEntry.objects.select_for_update().filter(env_id=_id(letter), state=InboxState.PARKED).first()
            if entry is not None:
                settle(entry, InboxState.DISCARDED, code=DISCARDED, text="经两名管理员确认废弃", at=at)
        _end(letter, DeadLetterState.DISCARDED, by=by, at=at)
        _audit(letter, "discard", by=by, at=at)
        wake_after_commit()


def _send_again(letter: DeadLetter, *, at: dt.datetime) -> None:
    entry = OutboxEntry.objects.select_for_update().get(env_id=_id(letter))
    if letter.reason == Reason.REFUSED:
        refusal = Receipt.objects.filter(env_id=entry.env_id, rung=Rung.PROCESSED).first()
        if refusal is None or refusal.code not in POISON:
            raise CannotRedrive("对方业务部门已作出答复，重发不会改变结果：请在业务中更正后另行发送。")
        # The signed letter with the refusal stays; the rung will be reached anew.
        refusal.delete()
    entry.state, entry.attempt, entry.redriven = OutboxState.READY, entry.attempt + 1, True
    entry.extended_until, entry.answered_at = at + PATIENCE, None
    entry.save(update_fields=["state", "attempt", "redriven", "extended_until", "answered_at"])


def _apply_again(letter: DeadLetter, *, at: dt.datetime) -> None:
    changed = InboxEntry.objects.filter(env_id=_id(letter), state=InboxState.PARKED).update(
        state=InboxState.WAITING, tries=0, next_attempt_at=at,
    )  # fmt: skip
    if not changed:
        raise AlreadySettled


def _read_again(letter: DeadLetter, *, at: dt.datetime) -> None:
    if receive([letter.envelope.encode()], at=at) == [Outcome.BURIED]:
        raise CannotRedrive("签名或格式仍然无法确认：请核对两区公钥是否同步，或要求对方重发。")


def _open(letter: DeadLetter) -> DeadLetter:
    found = DeadLetter.objects.select_for_update().get(pk=letter.pk)
    if found.state != DeadLetterState.OPEN:
        raise AlreadySettled
    return found


def _end(letter: DeadLetter, state: DeadLetterState, *, by: Actor, at: dt.datetime) -> None:
    letter.state, letter.settled_by, letter.settled_at = state, str(by), at
    letter.save(update_fields=["state", "settled_by", "settled_at"])


def _audit(letter: DeadLetter, verb: str, *, by: Actor, at: dt.datetime) -> None:
    facts = {"env_id": str(letter.env_id or ""), "reason": letter.reason, "channel": letter.channel}
    record(actor=by, action=f"gate:dead_letter:{verb}", target=("dead_letter", str(letter.pk)), facts=facts, at=at)


def _id(letter: DeadLetter) -> UUID:
    assert letter.env_id is not None, "what was sent or parked had an id"
    return letter.env_id
