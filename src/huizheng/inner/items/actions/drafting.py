"""Writing a release and having it examined."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.inner.items.documents import check_shape, digest_of
from huizheng.inner.items.errors import AlreadyReleased
from huizheng.inner.items.models import Item, Release
from huizheng.inner.items.policies import check_edit_item
from huizheng.inner.items.rules import World, blocking, examine
from huizheng.inner.items.states import ReleaseState

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor

IN_THE_MAKING = (ReleaseState.DRAFT, ReleaseState.CHECKED)


def draft_release(document: dict[str, Any], *, by: Actor, at: dt.datetime) -> Release:
    """This function will write the release in the making of an item, or begin one, and give it the next version.

    The document's ``version`` is set here. A checked release that is changed becomes a draft again, and its new writer
    its drafter. Raises ``NotADocument`` when it does not fit the format, ``NotAllowed`` when the actor may not edit.
    """
    check_shape(document)
    with transaction.atomic():
        item = _item_of(document)
        check_edit_item(item, by=by, at=at)
        making = Release.objects.select_for_update().filter(item=item, state__in=IN_THE_MAKING).first()
        if making is None:
            last = Release.objects.filter(item=item).order_by("-version").first()
            making = Release(item=item, version=last.version + 1 if last else 1)
        elif making.state == ReleaseState.CHECKED:
            making.state = ReleaseState.DRAFT
            making.checked_at = None
            making.save(update_fields=["state", "checked_at"])
        making.document = {**document, "version": making.version}
        making.digest = digest_of(making.document)
        making.findings = []
        making.drafted_by, making.drafted_at = str(by), at
        making.save()
        record(
            actor=by,
            action="items:release:draft",
            target=("release", str(making)),
            at=at,
            facts={"slug": item.slug, "version": making.version, "sm3": making.digest},
        )
    return making


def check_release(release: Release, *, by: Actor, at: dt.datetime) -> Release:
    """This function will examine a draft by every quality rule and keep what was found.

    Without an error the draft becomes checked; with one it stays a draft, and the findings say what to mend.
    Raises ``AlreadyReleased`` for a release that is no draft, ``NotAllowed`` when the actor may not edit.
    """
    with transaction.atomic():
        held = Release.objects.select_for_update().select_related("item").get(pk=release.pk)
        check_edit_item(held.item, by=by, at=at)
        if held.state not in IN_THE_MAKING:
            raise AlreadyReleased(held)
        findings = examine(held.document, World(frozenset(Item.objects.values_list("slug", flat=True))))
        held.findings = [dataclasses.asdict(finding) for finding in findings]
        held.state = ReleaseState.DRAFT if any(blocking(findings)) else ReleaseState.CHECKED
        held.checked_at = at if held.state == ReleaseState.CHECKED else None
        held.save(update_fields=["findings", "state", "checked_at"])
        record(
            actor=by,
            action="items:release:check",
            target=("release", str(held)),
            at=at,
            facts={
                "slug": held.item_id,
                "version": held.version,
                "errors": sum(1 for _ in blocking(findings)),
                "found": len(findings),
            },
        )
    return held


def _item_of(document: dict[str, Any]) -> Item:
    item, created = Item.objects.get_or_create(slug=document["slug"], defaults=item_facts(document))
    if not created:
        # The row's columns follow the release in force; a draft must not show before it is released.
        item = Item.objects.select_for_update().get(pk=item.pk)
    return item


def item_facts(document: dict[str, Any]) -> dict[str, Any]:
    """Return the columns an item shows in lists, out of a document."""
    return {
        "name": document["name"],
        "type_code": document["item_type"]["code"],
        "level": document["level"],
        "organ_kind": document["organ_kind"],
        "objects_served": document["objects"],
    }
