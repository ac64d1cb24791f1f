"""Quality rules of a release (domain rules of service items; run before publishing). No queries here."""

from __future__ import annotations

from huizheng.inner.items.rules import fees, form, guide, law, limits, materials, quota, steps  # noqa: F401 - each adds its rules
from huizheng.inner.items.rules.finding import Finding, Severity, World, blocking, every_rule, examine

__all__ = ["Finding", "Severity", "World", "blocking", "every_rule", "examine"]
