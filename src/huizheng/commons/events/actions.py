"""Publishing, and the delivery after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.events import registry
from huizheng.commons.telemetry.api import bound_request_id, current_request_id

if TYPE_CHECKING:
    from huizheng.commons.events.registry import Event


def publish(event: Event) -> None:
    """This function will hand the event to every subscriber once the current transaction commits.

    One queued job a subscriber is written in the same transaction, so a rolled-back act tells nobody.
    Raises ``TransactionManagementError`` outside a transaction: an event without its act would be a lie.
    """
    from huizheng.commons.events.tasks import deliver  # noqa: PLC0415 - the task app stands only after start-up

    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{event.name} must be published inside the act's transaction")
    for subscriber in registry.subscribers_of(event.name):
        deliver.defer(
            event=event.name,
            facts=event.facts(),
            subscriber=subscriber,
            request_id=current_request_id() or "",
        )


def hand_over(event: str, facts: dict[str, Any], subscriber: str, request_id: str = "") -> None:
    """This function will call one subscriber with one event in a transaction of its own."""
    listeners = registry.subscribers_of(event)
    if subscriber not in listeners:
        raise LookupError(f"nobody called {subscriber} listens to {event} any more")
    with bound_request_id(request_id), transaction.atomic():
        listeners[subscriber](registry.event_class(event).from_facts(facts))
