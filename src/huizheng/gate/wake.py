"""Waking the gate process: a NOTIFY after the commit, so that no committing transaction waits for another's."""

from __future__ import annotations

from django.db import connection, transaction

LISTEN_ON = "gate"
# What the gate is told: a message lies in the outbox and nothing else has changed, or anything may have.
SENT, CHANGED = "sent", "changed"


def wake_after_commit(*, only_sent: bool = False) -> None:
    """Wake the zone's gate once the current transaction has committed; it also looks by itself every second."""
    hook = wake_for_sent if only_sent else wake
    if not any(waiting[1] is hook for waiting in connection.run_on_commit):
        transaction.on_commit(hook, robust=True)


def wake() -> None:
    _notify(CHANGED)


def wake_for_sent() -> None:
    _notify(SENT)


def _notify(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {LISTEN_ON}, '{what}'")
