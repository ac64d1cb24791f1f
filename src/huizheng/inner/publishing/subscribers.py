"""What publishing does when something happens elsewhere."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils.html import linebreaks

from huizheng.commons.events.api import subscribe
from huizheng.gate.api import receives
from huizheng.gate.contracts.publishing import EditionsWanted
from huizheng.inner.organs.api import official
from huizheng.inner.publishing.actions.resending import resend
from huizheng.inner.publishing.actions.reviewing import submit
from huizheng.inner.publishing.actions.writing import start_page
from huizheng.inner.publishing.errors import PublishingError
from huizheng.inner.publishing.events import SecrecyMarkFound, SecrecyMarkInImport
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.telling import tell_of_secrecy_in_an_import, tell_secrecy_officers
from huizheng.inner.sites.events import SiteOpened
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    from huizheng.gate.api import EnvelopeFacts


@receives(EditionsWanted)
def send_what_is_public(message: EditionsWanted, envelope: EnvelopeFacts) -> None:
    """Send every current edition again; the public network has lost them, or some."""
    resend(site=message.site, at=envelope.received_at)


@subscribe(SiteOpened)
def begin_first_page(event: SiteOpened) -> None:
    """Begin the first page of a new site, in the name of who set the site up, and hand it in for review.

    Where a check refuses it, it waits as a draft for the site's own writers.
    """
    item, person = event.first_item, official(event.by)
    if not item.get("title") or person is None or Manuscript.objects.filter(site=event.slug).exists():
        return
    text = item["text"]
    values = {"body": [{"type": "text", "value": linebreaks(text, autoescape=True)}], "summary": text[:100]}
    draft = start_page(
        site=event.slug,
        column=item["column"],
        title=item["title"],
        values=values,
        author=person.as_actor(),
        by=SYSTEM,
        at=event.at,
    )
    with suppress(PublishingError):
        submit(number=draft.number, by=SYSTEM, at=event.at)


@subscribe(SecrecyMarkFound)
def tell_about_secrecy(event: SecrecyMarkFound) -> None:
    tell_secrecy_officers(event, at=event.at)


@subscribe(SecrecyMarkInImport)
def tell_about_secrecy_in_an_import(event: SecrecyMarkInImport) -> None:
    tell_of_secrecy_in_an_import(event, at=event.at)
