"""The delivery after the commit: one subscriber, one event, one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from huizheng.commons.events import registry
from huizheng.commons.telemetry.api import bound_request_id


def hand_over(event: str, facts: dict[str, Any], subscriber: str, request_id: str = "") -> None:
    """This function will call one subscriber with one event in a transaction of its own."""
    listeners = registry.subscribers_of(event)
    if subscriber not in listeners:
        raise LookupError(f"nobody called {subscriber} listens to {event} any more")
    with bound_request_id(request_id), transaction.atomic():
        listeners[subscriber](registry.event_class(event).from_facts(facts))
