"""Who inside is told of columns that want updating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.organs.api import Duty, officials_with_duty

if TYPE_CHECKING:
    from huizheng.inner.sites.events import ColumnNoticesRaised


def tell_owner(event: ColumnNoticesRaised) -> int:
    """This function will tell those who write for the owner, or else its leaders, once a day; returns how many."""
    with transaction.atomic():
        people = [
            *officials_with_duty(event.owner, Duty.PUBLISH_WRITE, event.at),
            *(officials_with_duty(event.owner, Duty.LEAD, event.at) if event.overdue else ()),
        ] or list(officials_with_duty(event.owner, Duty.SITE_ADMIN, event.at))
        count = event.soon + event.overdue
        for person in {each.pk: each for each in people}.values():
            actor = person.as_actor()
            notify(
                recipient=Recipient(str(actor.kind), actor.id, channels=()),
                template="columns_to_update",
                facts={
                    "soon": event.soon,
                    "overdue": event.overdue,
                    "columns": "、".join(event.columns),
                    "more": count if count > len(event.columns) else 0,
                },
                at=event.at,
                link=reverse("sites:guarantee"),
                once=f"columns:{event.owner}:{event.at.date().isoformat()}",
            )
    return len(people)
