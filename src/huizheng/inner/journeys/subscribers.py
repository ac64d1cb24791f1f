"""What the stories listen to. Each calls one verb that is safe to be done twice."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.events.api import subscribe
from huizheng.inner.casework.api import Outcome
from huizheng.inner.casework.events import DecisionMade
from huizheng.inner.journeys.events import GrantNeedsJudgement, GrantTakenUp
from huizheng.inner.journeys.publication_of_grants import follow_calendar, follow_licence, publish_grant, take_up
from huizheng.inner.journeys.telling import tell_judges
from huizheng.inner.licences.events import LicenceEnded, LicenceIssued


@subscribe(DecisionMade)
def take_up_grant(event: DecisionMade) -> None:
    """Refusals aren't published: art 40 speaks of grants."""
    if event.outcome == Outcome.GRANTED:
        take_up(event.case_number, at=timezone.now())


@subscribe(GrantTakenUp)
def publish_what_was_taken_up(event: GrantTakenUp) -> None:
    publish_grant(event.case_number, at=timezone.now())


@subscribe(GrantNeedsJudgement)
def tell_who_judges(event: GrantNeedsJudgement) -> None:
    tell_judges(event.case_number, at=timezone.now())


@subscribe(LicenceEnded)
def follow_ended_licence(event: LicenceEnded) -> None:
    follow_licence(event.licence_id, at=timezone.now())


@subscribe(LicenceIssued)
def follow_renewed_licence(event: LicenceIssued) -> None:
    """The licence that a new one succeeds is renewed from that day."""
    if event.renews is not None:
        follow_licence(event.renews, at=timezone.now())


@subscribe(ClockRecomputed)
def follow_moved_day(event: ClockRecomputed) -> None:
    if event.subject_kind == "grant":
        follow_calendar(event.subject_id)
