"""Filters of this room's own templates."""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Library

register = Library()


@register.filter
def of_key(found: Mapping[str, str], key: str) -> str:
    """Return the entry of a mapping, or nothing."""
    return found.get(key, "")
