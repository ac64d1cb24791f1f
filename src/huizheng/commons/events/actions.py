"""Publishing: in the act's own transaction, one queued delivery a subscriber."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.events import registry
from huizheng.commons.events.queueing import enqueue
from huizheng.commons.events.tasks import deliver
from huizheng.commons.telemetry.api import current_request_id

if TYPE_CHECKING:
    from huizheng.commons.events.registry import Event


def publish(event: Event) -> None:
    """This function will hand the event to every subscriber once the current transaction commits.

    One queued job for each subscriber that wants this event is written in the same transaction, so a rolled-back act
    tells nobody.
    Raises ``TransactionManagementError`` outside a transaction: an event without its act would be a lie.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{event.name} must be published inside the act's transaction")
    for subscriber in registry.listeners_to(event):
        enqueue(
            deliver.configure(),
            event=event.name,
            facts=event.facts(),
            subscriber=subscriber,
            request_id=current_request_id() or "",
        )
