"""For other rooms' tests: releases in force, made the way people make them or all at once."""

from __future__ import annotations

import copy
import datetime as dt

from huizheng.inner.items.actions.drafting import check_release, draft_release
from huizheng.inner.items.actions.releasing import release_service
from huizheng.inner.items.conversion.document import document
from huizheng.inner.items.conversion.facts import facts
from huizheng.inner.items.models import Release
from huizheng.inner.items.queries import ServiceRelease, release_for
from huizheng.lib.actors import Actor, ActorKind

WRITER = Actor(ActorKind.SYSTEM, "test-writer")
RELEASER = Actor(ActorKind.SYSTEM, "test-releaser")
THEN = dt.datetime(2026, 1, 5, 1, 0, tzinfo=dt.UTC)


def starting_document(slug: str = "individual-registration") -> dict:
    """Return a copy of the document that the starting data makes of an item, free to be changed."""
    fact = next(fact for fact in facts() if fact["slug"] == slug)
    return copy.deepcopy(document(fact))


def starting_documents() -> list[dict]:
    """Return a copy of every document that the starting data makes."""
    return [copy.deepcopy(document(fact)) for fact in facts()]


def given_draft(
    slug: str = "individual-registration", *, by: Actor = WRITER, at: dt.datetime = THEN, **changes
) -> Release:
    """Return a draft of an item's document, with members replaced."""
    return draft_release({**starting_document(slug), **changes}, by=by, at=at)


def given_release(slug: str = "individual-registration", *, at: dt.datetime = THEN, **changes) -> ServiceRelease:
    """Return a release of an item that is in force, with members replaced."""
    draft = given_draft(slug, at=at, **changes)
    # An item stands alone in a test: what it points to need not be there.
    checked = check_release(draft, by=WRITER, at=at)
    if checked.state == "draft":
        Release.objects.filter(pk=checked.pk).update(state="checked", checked_at=at)
    released = release_service(checked, by=RELEASER, at=at)
    return release_for(slug, released.version)
