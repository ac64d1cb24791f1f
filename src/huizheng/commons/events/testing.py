"""For other rooms' tests: deliver what was published, now."""

from __future__ import annotations

import json

from django.db import connection

from huizheng.commons.events.delivery import hand_over


def deliver_all(*, limit: int = 1000) -> int:
    """Deliver every waiting event, and those that the deliveries publish, in order; return how many."""
    count = 0
    while count < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs "
                "WHERE task_name = 'events.deliver' AND status = 'todo' ORDER BY id LIMIT 1) RETURNING args",
            )
            row = cursor.fetchone()
        if row is None:
            return count
        hand_over(**(json.loads(row[0]) if isinstance(row[0], str) else row[0]))
        count += 1
    raise AssertionError(f"events still flow after {limit} deliveries: do two subscribers call each other?")
