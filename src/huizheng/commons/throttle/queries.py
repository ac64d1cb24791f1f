from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.throttle.digests import digest_of
from huizheng.commons.throttle.errors import LockedOut
from huizheng.commons.throttle.models import Attempts
from huizheng.commons.throttle.rules import Scope, Standing

if TYPE_CHECKING:
    import datetime as dt


def standing(*, scope: Scope, key: str, at: dt.datetime) -> Standing:
    """Return how the key stands now."""
    kept = Attempts.objects.filter(scope=scope.name, key_digest=digest_of(scope.name, key)).first()
    return Standing(scope.failures) if kept is None else standing_of(kept, scope, at)


def standing_of(kept: Attempts, scope: Scope, at: dt.datetime) -> Standing:
    if kept.locked_until is not None and at < kept.locked_until:
        return Standing(0, kept.locked_until)
    if kept.locked_until is not None or at >= kept.window_from + scope.window:
        return Standing(scope.failures)
    return Standing(scope.failures - kept.failures)


def check(*, scope: Scope, key: str, at: dt.datetime) -> None:
    """Raise ``LockedOut`` while the key is locked out.

    Many tries at one moment may all pass this before the first has failed; where that matters, ``attempt`` takes
    the try beforehand.
    """
    if until := standing(scope=scope, key=key, at=at).locked_until:
        raise LockedOut(until=until, at=at)
