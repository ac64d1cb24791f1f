"""What assessment listens to: ratings through the gate, holidays that move its days, and its own news."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.events.api import subscribe
from huizheng.gate.api import EnvelopeFacts, Rejected, receives
from huizheng.gate.contracts import CaseRated
from huizheng.inner.assessment.actions import record_rating
from huizheng.inner.assessment.events import BadRatingReceived, SupervisionCardRaised
from huizheng.inner.assessment.models import Rectification
from huizheng.inner.assessment.rules import RatedTwice
from huizheng.inner.assessment.telling import tell_of_card, tell_of_rectification
from huizheng.inner.casework.api import NotVisible


@receives(CaseRated)
def take_rating(message: CaseRated, envelope: EnvelopeFacts) -> None:
    try:
        record_rating(message, envelope_id=envelope.env_id, at=timezone.now())
    except RatedTwice as reason:
        raise Rejected("rated_twice", str(reason)) from reason
    except NotVisible as reason:
        raise Rejected("unknown_case", str(reason)) from reason


@subscribe(ClockRecomputed)
def follow_recomputed_limit(event: ClockRecomputed) -> None:
    if event.subject_kind == "rectification" and event.new is not None:
        Rectification.objects.filter(pk=event.subject_id).update(due_on=event.new)


@subscribe(BadRatingReceived)
def tell_the_organ(event: BadRatingReceived) -> None:
    tell_of_rectification(event.rectification_id, at=timezone.now())


@subscribe(SupervisionCardRaised)
def tell_whoever_it_waits_for(event: SupervisionCardRaised) -> None:
    tell_of_card(event.card, at=timezone.now())
