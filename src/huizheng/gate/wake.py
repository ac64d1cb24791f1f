"""Waking the gate process: a NOTIFY after the commit, so that no committing transaction waits for another's."""

from __future__ import annotations

from django.db import connection, transaction

LISTEN_ON = "gate"


def wake_after_commit() -> None:
    """Wake the zone's gate once the current transaction has committed; it also looks by itself every second."""
    if not any(hook[1] is wake for hook in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {LISTEN_ON}")
