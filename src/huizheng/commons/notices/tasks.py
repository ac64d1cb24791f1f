"""Delivery jobs, run by the zone's worker."""

from __future__ import annotations

from uuid import UUID

import procrastinate
from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.notices.actions import attempt_delivery
from huizheng.commons.notices.errors import TryAgain
from huizheng.commons.notices.rules import WAIT_BASE
from huizheng.commons.telemetry.api import bound_request_id

# The verb itself gives up in the end; here only the waits in between are said.
PATIENCE = procrastinate.RetryStrategy(exponential_wait=WAIT_BASE, retry_exceptions={TryAgain})


@app.task(queue="notices", retry=PATIENCE, name="notices.deliver")
def deliver(*, delivery: str, request_id: str = "") -> None:
    with bound_request_id(request_id):
        settled = attempt_delivery(UUID(delivery), at=timezone.now())
    if not settled:
        raise TryAgain(delivery)
