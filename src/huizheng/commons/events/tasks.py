"""Delivery jobs, run by the zone's worker."""

from __future__ import annotations

from typing import Any

import procrastinate
from procrastinate.contrib.django import app

from huizheng.commons.events.delivery import hand_over

# About two hours of trying, longer each time; then the job is shown to the operator as failed.
PATIENCE = procrastinate.RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(queue="events", retry=PATIENCE, pass_context=False, name="events.deliver")
def deliver(*, event: str, facts: dict[str, Any], subscriber: str, request_id: str = "") -> None:
    hand_over(event, facts, subscriber, request_id)
