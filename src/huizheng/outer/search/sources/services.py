"""Services of the hall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.urls import reverse

from huizheng.outer.guides import api as guides
from huizheng.outer.search.entry import EVERYWHERE, SERVICE, Entry
from huizheng.outer.search.sources.shown import Shown

# Ahead of what else is called the same: who asks for it mostly wants to do it.
_HOT = 1.2


def entries(keys: Iterable[str] | None = None) -> Iterator[Entry]:
    """Return the services on offer, or those of some keys."""
    found = guides.services()
    if keys is not None:
        found = found.filter(pk__in=list(keys))
    for one in found:
        document = guides.service_version(one.slug, one.version).document
        yield Entry(
            type=SERVICE,
            key=one.slug,
            title=one.name,
            kind=SERVICE,
            language=EVERYWHERE,
            summary=one.summary,
            text="\n".join(_further(document)),
            english=one.name_en,
            english_text=one.summary_en,
            version=one.version,
            hot=_HOT,
        )


def _further(document: dict[str, Any]) -> Iterator[str]:
    yield document["result"]["name"]
    yield from (each["text"] for each in document["conditions"])
    yield from (material["name"] for material in document["materials"])
    yield from chain.from_iterable((each["q"], each["a"]) for each in document["faq"])


def shown(keys: Iterable[str], *, language: str) -> dict[str, Shown]:
    """Return those of the services that are on offer now."""
    english = language == "en"
    return {
        one.slug: Shown(
            title=one.name_en if english else one.name,
            summary=one.summary_en if english else one.summary,
            url=reverse("guides:guide", args=[one.slug]),
            kind=SERVICE,
            version=one.version,
        )
        for one in guides.services().filter(pk__in=list(keys))
    }
