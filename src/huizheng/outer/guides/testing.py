"""For other rooms' tests: services as the gate would have brought them."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path

from huizheng.gate.contracts import ServiceReleased
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex
from huizheng.outer.guides.actions import take_over
from huizheng.outer.guides.queries import Release, service_version

# Real releases of the item library, kept equal to it by a house test.
SAMPLES = Path(__file__).parent / "samples"
THEN = dt.datetime(2026, 1, 5, 1, 0, tzinfo=dt.UTC)


def sample_slugs() -> list[str]:
    return sorted(path.stem for path in SAMPLES.glob("*.json"))


def sample_document(slug: str = "individual-registration", **changes) -> dict:
    """Return a copy of a real release's document, with members replaced."""
    document = json.loads((SAMPLES / f"{slug}.json").read_text("utf-8"))
    return {**copy.deepcopy(document), **changes}


def released_message(document: dict, *, at: dt.datetime = THEN) -> ServiceReleased:
    """Return the message that brings a document."""
    return ServiceReleased(
        slug=document["slug"],
        version=document["version"],
        sm3=sm3_hex(canonical(document)),
        release=document,
        released_at=at,
    )


def given_service(slug: str = "individual-registration", *, at: dt.datetime = THEN, **changes) -> Release:
    """Return a service on offer: a real release, with members replaced (``version=2`` for a newer one)."""
    document = sample_document(slug, **changes)
    message = released_message(document, at=at)
    take_over(
        slug=message.slug,
        version=message.version,
        digest=message.sm3,
        document=document,
        released_at=at,
        at=at,
    )
    return service_version(message.slug, message.version)


def given_all_samples() -> None:
    for slug in sample_slugs():
        given_service(slug)
