"""Counting. Every verb here but ``clear`` has a transaction of its own and refuses to run inside another.

A failure that was counted inside the act would be rolled back with it, and the lock-out would never come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from huizheng.commons.audit.api import record
from huizheng.commons.throttle.digests import digest_of
from huizheng.commons.throttle.errors import LockedOut
from huizheng.commons.throttle.models import Attempts, Pace
from huizheng.commons.throttle.queries import standing_of
from huizheng.commons.throttle.rules import Scope, Standing
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

# One row a key holds the moment at which its allowance is whole again. Each use moves it by a step; a use that would
# move it beyond the window is refused. So a burst may take the limit, and then one step after the other comes back.
_STEP = """
INSERT INTO throttle_pace AS pace (scope, key_digest, whole_at) VALUES (%(scope)s, %(key)s, %(at)s + %(step)s)
ON CONFLICT (scope, key_digest) DO UPDATE SET whole_at = GREATEST(pace.whole_at, %(at)s) + %(step)s
WHERE GREATEST(pace.whole_at, %(at)s) + %(step)s <= %(at)s + %(window)s
RETURNING whole_at
"""


def fail(*, scope: Scope, key: str, at: dt.datetime) -> Standing:
    """This function will count a failure and, at the last one allowed, lock the key out.

    A failure of a key that is locked already (a try that began earlier) isn't counted again.
    Raises ``RuntimeError`` inside another transaction.
    """
    with transaction.atomic(durable=True):
        return _count(scope, key, at)


def attempt(*, scope: Scope, key: str, at: dt.datetime) -> Standing:
    """This function will take one try before it is made, so that no crowd of tries at one moment gets through.

    Call ``clear`` when the try succeeds. Raises ``LockedOut``; ``RuntimeError`` inside another transaction.
    """
    with transaction.atomic(durable=True):
        kept = _locked_row(scope, key, at)
        if until := standing_of(kept, scope, at).locked_until:
            raise LockedOut(until=until, at=at)
        return _count(scope, key, at)


def clear(*, scope: Scope, key: str) -> None:
    """This function will forget the failures of a key, after a success or when an official unlocks it."""
    Attempts.objects.filter(scope=scope.name, key_digest=digest_of(scope.name, key)).delete()


def allow(*, scope: str, key: str, limit: int, window: dt.timedelta, at: dt.datetime) -> bool:
    """This function will take one use of a rate of ``limit`` in a ``window``, and say whether there was one left.

    Raises ``RuntimeError`` inside another transaction.
    """
    if limit < 1:
        raise ValueError("a rate allows something")
    taken: dict[str, Any] = {
        "scope": scope,
        "key": digest_of(scope, key),
        "at": at,
        "step": window // limit,
        "window": window,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_STEP, taken)
        return cursor.fetchone() is not None


def forget(*, before: dt.datetime) -> int:
    """This function will remove keys that have been quiet since ``before``, and return how many."""
    quiet, _ = Attempts.objects.filter(last_failed_at__lt=before).exclude(locked_until__gte=before).delete()
    whole, _ = Pace.objects.filter(whole_at__lt=before).delete()
    return quiet + whole


def _locked_row(scope: Scope, key: str, at: dt.datetime) -> Attempts:
    Attempts.objects.bulk_create(
        [Attempts(scope=scope.name, key_digest=digest_of(scope.name, key), window_from=at, last_failed_at=at)],
        ignore_conflicts=True,
    )
    return Attempts.objects.select_for_update().get(scope=scope.name, key_digest=digest_of(scope.name, key))


def _count(scope: Scope, key: str, at: dt.datetime) -> Standing:
    kept = _locked_row(scope, key, at)
    if kept.locked_until is not None and at < kept.locked_until:
        return standing_of(kept, scope, at)
    if at >= max(kept.last_failed_at, kept.locked_until or kept.last_failed_at) + scope.longest:
        kept.locks = 0
    if kept.locked_until is not None or at >= kept.window_from + scope.window:
        kept.failures, kept.window_from, kept.locked_until = 0, at, None
    kept.failures += 1
    kept.last_failed_at = at
    if kept.failures >= scope.failures:
        kept.locks += 1
        kept.locked_until = at + scope.lock_for(kept.locks)
        record(
            actor=SYSTEM,
            action="throttle:attempts:lock",
            target=("throttle.key", kept.key_digest),
            facts={"scope": scope.name, "locks": kept.locks, "until": kept.locked_until.isoformat()},
            at=at,
        )
    kept.save()
    return standing_of(kept, scope, at)
