from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from huizheng.commons.notices.models import Delivery, Message
from huizheng.commons.notices.states import DeliveryState
from huizheng.commons.notices.texts import text_of
from huizheng.commons.telemetry.api import Check

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.commons.notices.texts import Text

PAGE = 20


@dataclass(frozen=True)
class ShownMessage:
    """A message in the reader's language."""

    id: int
    text: Text
    link: str
    sent_at: dt.datetime
    read: bool


@dataclass(frozen=True)
class InboxPage:
    messages: tuple[ShownMessage, ...]
    older: int | None


def inbox(
    recipient: str,
    *,
    before: int | None = None,
    language: str = "zh",
    unread: bool = False,
    limit: int = PAGE,
) -> InboxPage:
    """Return a page of this person's messages, the newest first; ``before`` is the ``older`` of the page above."""
    found = Message.objects.to(recipient)
    if unread:
        found = found.unread()
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: limit + 1])
    shown = tuple(_show(row, language) for row in rows[:limit])
    return InboxPage(shown, shown[-1].id if len(rows) > limit else None)


def unread_count(recipient: str) -> int:
    return Message.objects.to(recipient).unread().count()


def health() -> Check:
    """Count what waits and what has failed; a mail server that is down does not make the zone unwell."""
    counts = dict(
        Delivery.objects.filter(state__in=(DeliveryState.WAITING, DeliveryState.FAILED))
        .order_by()
        .values_list("state")
        .annotate(Count("pk")),
    )
    figures = {str(state): counts.get(str(state), 0) for state in (DeliveryState.WAITING, DeliveryState.FAILED)}
    return Check(well=True, figures=figures)


def _show(message: Message, language: str) -> ShownMessage:
    text = text_of(message.template, message.version, message.facts, language=language)
    return ShownMessage(message.pk, text, message.link, message.sent_at, message.read_at is not None)
