"""What this room hears: the office's acts through the gate, and its own news, of which the applicant is told."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.events.api import subscribe
from huizheng.gate.api import EnvelopeFacts, receives
from huizheng.gate.contracts import CaseAct, CaseProgressed, LicenceStanding, LicenceState, RatingAnswered
from huizheng.outer.applications.actions.following import note_progress, note_rating_answer
from huizheng.outer.applications.actions.licensing import note_standing
from huizheng.outer.applications.events import (
    ApplicationProgressed,
    ApplicationSubmittedOutside,
    LicenceStandingChanged,
    RatingAnswerShown,
)
from huizheng.outer.applications.telling import (
    is_told,
    tell_of_licence,
    tell_of_progress,
    tell_of_rating_answer,
    tell_of_submission,
)


@receives(CaseProgressed)
def show_progress(message: CaseProgressed, envelope: EnvelopeFacts) -> None:
    note_progress(message, envelope_id=envelope.env_id)


@receives(RatingAnswered)
def show_rating_answer(message: RatingAnswered, envelope: EnvelopeFacts) -> None:
    note_rating_answer(message, envelope_id=envelope.env_id)


@subscribe(ApplicationSubmittedOutside)
def tell_that_it_was_received(event: ApplicationSubmittedOutside) -> None:
    tell_of_submission(event.application, at=event.at)


@subscribe(ApplicationProgressed, when=lambda event: is_told(CaseAct(event.act)))
def tell_of_the_offices_act(event: ApplicationProgressed) -> None:
    tell_of_progress(event.application, act=CaseAct(event.act), acted_at=event.at, at=timezone.now())


@subscribe(RatingAnswerShown)
def tell_of_the_answer(event: RatingAnswerShown) -> None:
    tell_of_rating_answer(event.application, answered_at=event.at, at=timezone.now())


@receives(LicenceStanding)
def show_standing(message: LicenceStanding, envelope: EnvelopeFacts) -> None:
    note_standing(message, envelope_id=envelope.env_id)


@subscribe(LicenceStandingChanged)
def tell_of_the_licence(event: LicenceStandingChanged) -> None:
    tell_of_licence(event.application, state=LicenceState(event.state), changed_at=event.at, at=timezone.now())
