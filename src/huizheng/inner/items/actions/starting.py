"""Putting the starting data in force when an instance is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.gate.api import send
from huizheng.inner.items.actions.drafting import item_facts
from huizheng.inner.items.actions.releasing import message_of
from huizheng.inner.items.conversion.document import document
from huizheng.inner.items.conversion.facts import facts
from huizheng.inner.items.documents import check_shape, digest_of
from huizheng.inner.items.errors import NotFit
from huizheng.inner.items.models import Item, Release
from huizheng.inner.items.rules import World, blocking, examine
from huizheng.inner.items.states import ReleaseState
from huizheng.lib.actors import Actor, ActorKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

# The starting data is written by one part of the system and put in force by another: four eyes have no people here yet.
DRAFTER: Final = Actor(ActorKind.SYSTEM, "starting-data")
RELEASER: Final = Actor(ActorKind.SYSTEM, "set-up")


def release_starting_data(*, at: dt.datetime, progress: Callable[[str], None] = lambda _: None) -> int:
    """This function will put every item of the starting data in force, and return how many releases it made.

    Idempotent: an item whose release in force says the same is left alone, and so is one that officials have taken
    over.
    Every document passes the quality rules first; raises ``NotFit`` with the findings when one does not.
    """
    with transaction.atomic():
        current = {
            release.item_id: release for release in Release.objects.current().select_for_update().defer("document")
        }
        fresh = [made for fact in facts() if (made := _changed(fact, current.get(fact["slug"]))) is not None]
        if not fresh:
            return 0
        _judge(fresh)
        _write(fresh, at=at)
        progress(f"政务服务事项 {len(fresh)} 个")
    return len(fresh)


def _changed(fact: dict[str, Any], held: Release | None) -> tuple[dict[str, Any], str] | None:
    """Return the next document and its digest, or nothing when there is no need or no right to make one."""
    if held is None:
        last = (
            Release.objects.filter(item_id=fact["slug"])
            .values_list("version", "drafted_by", "state")
            .order_by("-version")
            .first()
        )
        if last is not None:  # withdrawn by officials, or in their hands
            return None
        first = document(fact)
        return first, digest_of(first)
    if held.drafted_by != str(DRAFTER) or held.digest == digest_of(document(fact, version=held.version)):
        return None
    if Release.objects.filter(item_id=fact["slug"], version__gt=held.version).exists():
        return None
    following = document(fact, version=held.version + 1)
    return following, digest_of(following)


def _judge(fresh: list[tuple[dict[str, Any], str]]) -> None:
    world = World(frozenset(fact["slug"] for fact in facts()))
    for made, _ in fresh:
        check_shape(made)
        findings = list(blocking(examine(made, world)))
        if findings:
            raise NotFit(made["slug"], findings)


def _write(fresh: list[tuple[dict[str, Any], str]], *, at: dt.datetime) -> None:
    Item.objects.bulk_create(
        [Item(slug=made["slug"], **item_facts(made)) for made, _ in fresh],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "type_code", "level", "organ_kind", "objects_served"],
    )
    slugs = [made["slug"] for made, _ in fresh]
    Release.objects.current().filter(item_id__in=slugs).update(state=ReleaseState.SUPERSEDED)
    releases = Release.objects.bulk_create(
        Release(
            item_id=made["slug"],
            version=made["version"],
            document=made,
            digest=digest,
            state=ReleaseState.RELEASED,
            drafted_by=str(DRAFTER),
            drafted_at=at,
            checked_at=at,
            released_by=str(RELEASER),
            released_at=at,
        )
        for made, digest in fresh
    )
    for release in releases:
        send(message_of(release), at=at)
    record(
        actor=RELEASER,
        action="items:library:load",
        target=("library", "starting-data"),
        at=at,
        facts={"releases": len(releases)},
    )
