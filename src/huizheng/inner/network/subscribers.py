from __future__ import annotations

from django.utils import timezone

from huizheng.commons.events.api import subscribe
from huizheng.gate.api import EnvelopeFacts, receives
from huizheng.gate.contracts import OperatorDecided, ZoneReported
from huizheng.gate.events import MessageAnswered
from huizheng.inner.network.actions import keep_report, note_answer


@receives(ZoneReported)
def take_report(report: ZoneReported, _: EnvelopeFacts) -> None:
    keep_report(report, at=timezone.now())


@subscribe(MessageAnswered, when=lambda answer: answer.message == OperatorDecided.NAME)
def take_answer(answer: MessageAnswered) -> None:
    note_answer(answer.env_id, is_refused=answer.is_refused, text=answer.text, at=answer.at)
