"""For other rooms' tests: run the waiting deliveries now, and read what was told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from huizheng.commons.notices.actions import attempt_delivery
from huizheng.commons.notices.queries import ShownMessage, inbox

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["deliver_waiting", "told"]


def deliver_waiting(*, at: dt.datetime) -> int:
    """Run every waiting delivery job once; return how many were settled. What is postponed stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, args FROM procrastinate_jobs "
            "WHERE task_name = 'notices.deliver' AND status = 'todo' ORDER BY id",
        )
        jobs = cursor.fetchall()
        settled = 0
        for job, args in jobs:
            facts = json.loads(args) if isinstance(args, str) else args
            if attempt_delivery(UUID(facts["delivery"]), at=at):
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job])
                settled += 1
    return settled


def told(recipient: str) -> tuple[ShownMessage, ...]:
    """What a person has been told in the site, the newest first."""
    return inbox(recipient, limit=1000).messages
