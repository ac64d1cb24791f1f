"""Who inside is told of what must not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.organs.api import Duty, display_names, officials_with_duty

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.organs.api import Official
    from huizheng.inner.publishing.events import SecrecyMarkFound, SecrecyMarkInImport


@transaction.atomic
def tell_secrecy_officers(event: SecrecyMarkFound, *, at: dt.datetime) -> int:
    """This function will tell those who answer for secrecy in the organ that a mark was found; returns how many.

    The text itself is not repeated.
    """
    people = _answerable(event.organ, at)
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


@transaction.atomic
def tell_of_secrecy_in_an_import(event: SecrecyMarkInImport, *, at: dt.datetime) -> int:
    """This function will tell them, once a day and official, that files to be imported bore marks; returns how many.

    Neither the files' names nor their words are repeated: what they are called may be secret as well.
    """
    people = _answerable(event.organ, at)
    importer = display_names([event.official]).get(str(event.official), "")
    for person in people:
        actor = person.as_actor()
        notify(
            recipient=Recipient(str(actor.kind), actor.id, channels=()),
            template="secrecy_mark_in_import",
            facts={"importer": importer},
            at=at,
            once=f"secrecy-import:{event.official}:{at.date().isoformat()}",
        )
    return len(people)


def _answerable(organ: str, at: dt.datetime) -> list[Official]:
    """Return who answers for secrecy in an organ: its leaders (保守国家秘密法 art 8).

    Where it has none here, who releases its pages, else the administrator of its site.
    """
    return (
        list(officials_with_duty(organ, Duty.LEAD, at))
        or list(officials_with_duty(organ, Duty.PUBLISH_RELEASE, at))
        or list(officials_with_duty(organ, Duty.SITE_ADMIN, at))
    )
