"""What a column shows beside its own pages: subscriptions in the grammar of ``docs/editions.md``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEPARTMENT: Final = "department"
_SUBSCRIPTION = re.compile(r"([a-z0-9-]+):([a-z0-9-]+(?:/[a-z0-9-]+)*)")


def resolve(slug: str, texts: Iterable[str], documents: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return the columns (site, path) that the texts mean for the site ``slug``, each once, never one of its own.

    What is no subscription, and what a closed site has, gives nothing.
    """
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        if hit := _SUBSCRIPTION.fullmatch(text):
            for each in _who(slug, hit[1], documents):
                if each != slug and documents[each].get("is_open", True):
                    found[each, hit[2]] = None
    return tuple(found)


def _who(slug: str, who: str, documents: Mapping[str, Mapping[str, Any]]) -> list[str]:
    if who in {"parent", "translations"}:
        above = documents[slug].get("parent")
        return [str(above)] if above in documents else []
    if who in {"children", "departments"}:
        fits = _is_department if who == "departments" else _is_portal
        return sorted(each for each, one in documents.items() if one.get("parent") == slug and fits(one))
    return [who] if who in documents else []


def _is_department(document: Mapping[str, Any]) -> bool:
    return document.get("kind") == DEPARTMENT


def _is_portal(document: Mapping[str, Any]) -> bool:
    return str(document.get("kind", "")).endswith("-portal")
