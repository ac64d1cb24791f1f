"""What assessment listens to: ratings through the gate, and holidays that move its days."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.events.api import subscribe
from huizheng.gate.api import EnvelopeFacts, Rejected, receives
from huizheng.gate.contracts import CaseRated
from huizheng.inner.assessment.actions import record_rating
from huizheng.inner.assessment.models import Rectification
from huizheng.inner.assessment.rules import RatedTwice
from huizheng.inner.casework.api import NotVisible


@receives(CaseRated)
def take_rating(message: CaseRated, _envelope: EnvelopeFacts) -> None:
    try:
        record_rating(message, at=timezone.now())
    except RatedTwice as reason:
        raise Rejected("rated_twice", str(reason)) from reason
    except NotVisible as reason:
        raise Rejected("unknown_case", str(reason)) from reason


@subscribe(ClockRecomputed)
def follow_recomputed_limit(event: ClockRecomputed) -> None:
    if event.subject_kind == "rectification" and event.new is not None:
        Rectification.objects.filter(pk=event.subject_id).update(due_on=event.new)
