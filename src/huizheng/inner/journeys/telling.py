"""Who inside is told that a grant is not public yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.journeys.queries import publication_of
from huizheng.inner.journeys.states import OPEN, PublicationState
from huizheng.inner.organs.api import Duty, officials_with_duty

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.journeys.models import GrantPublication
    from huizheng.inner.organs.api import Official


@transaction.atomic
def tell_judges(case_number: str, *, at: dt.datetime) -> int:
    """This function will tell those who judge for the organ that a grant waits for them; return how many.

    Once a reason: another reason is another message. Nobody is told of what is settled meanwhile.
    """
    publication = publication_of(case_number)
    if publication is None or publication.state not in OPEN:
        return 0
    held = publication.state == PublicationState.HELD
    return _tell(
        publication,
        "grant_needs_judgement" if held else "grant_not_published",
        once=f"grant:{publication.pk}:{publication.doubt if held else publication.trouble}",
        at=at,
    )


@transaction.atomic
def warn(publication: GrantPublication, *, at: dt.datetime) -> int:
    """This function will tell them that the last day is near, once for each last day."""
    once = f"grant:{publication.pk}:due:{publication.due_on.isoformat()}"
    return _tell(publication, "grant_due_soon", once=once, at=at)


def _tell(publication: GrantPublication, template: str, *, once: str, at: dt.datetime) -> int:
    people = _judges(publication.organ_key, at)
    for person in people:
        actor = person.as_actor()
        notify(
            recipient=Recipient(str(actor.kind), actor.id, channels=()),
            template=template,
            facts={
                "item_name": publication.item_name,
                "case_number": publication.case_number,
                "due_on": publication.due_on.isoformat(),
            },
            at=at,
            link=reverse("journeys:grant", args=[publication.case_number]),
            once=once,
        )
    return len(people)


def _judges(organ_key: str, at: dt.datetime) -> list[Official]:
    """Return who signs what the organ publishes and who leads it; where it has neither, who decides its cases."""
    people = {
        each.pk: each for duty in (Duty.PUBLISH_RELEASE, Duty.LEAD) for each in officials_with_duty(organ_key, duty, at)
    }
    return list(people.values()) or list(officials_with_duty(organ_key, Duty.CASE_APPROVE, at))
