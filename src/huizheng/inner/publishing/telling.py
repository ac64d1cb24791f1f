"""Who inside is told of what must not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.organs.api import Duty, officials_with_duty

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.publishing.events import SecrecyMarkFound


@transaction.atomic
def tell_secrecy_officers(event: SecrecyMarkFound, *, at: dt.datetime) -> int:
    """This function will tell those who answer for secrecy in the organ that a mark was found; returns how many.

    The leaders of an organ answer for its secrecy (保守国家秘密法 art 8); where it has none here, who releases
    its pages, else the administrator of its site. The text itself is not repeated.
    """
    people = (
        list(officials_with_duty(event.organ, Duty.LEAD, at))
        or list(officials_with_duty(event.organ, Duty.PUBLISH_RELEASE, at))
        or list(officials_with_duty(event.organ, Duty.SITE_ADMIN, at))
    )
    for person in people:
        actor = person.as_actor()
        notify(
            recipient=Recipient(str(actor.kind), actor.id, channels=()),
            template="secrecy_mark_found",
            facts={"number": event.number},
            at=at,
            link=reverse("publishing:manuscript", args=[event.number]),
            once=f"secrecy:{event.number}:{at.date().isoformat()}",
        )
    return len(people)
