"""The hook of checks: whatever is registered looks at a document before it is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from huizheng.inner.publishing.checks import Finding, Severity

Check = Callable[[dict[str, Any]], Iterable[Finding]]

BLOCK: Final = Severity.BLOCK
# Findings whose code begins so are marks of secrecy.
SECRECY: Final = "secrecy."
_checks: list[Check] = []


def register_check(check: Check) -> Check:
    """Make a check known: a function from an edition document to what it finds. Also a decorator."""
    if check not in _checks:
        _checks.append(check)
    return check


def run_checks(document: dict[str, Any]) -> list[Finding]:
    """Return everything that any check finds, the gravest first."""
    found = [finding for check in _checks for finding in check(document)]
    return sorted(found, key=lambda each: each.severity.order)
