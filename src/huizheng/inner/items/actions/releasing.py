"""Making a release public, and taking an item off offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.gate.api import send
from huizheng.gate.contracts import ServiceReleased as ReleasedMessage
from huizheng.gate.contracts import ServiceWithdrawn as WithdrawnMessage
from huizheng.inner.items import events
from huizheng.inner.items.actions.drafting import item_facts
from huizheng.inner.items.errors import NotChecked, NotOffered, ReasonNeeded
from huizheng.inner.items.models import Item, Release
from huizheng.inner.items.policies import check_release_item, check_withdraw_item
from huizheng.inner.items.states import ReleaseState

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


def release_service(release: Release, *, by: Actor, at: dt.datetime) -> Release:
    """This function will put a checked release in force, supersede the one before, and send it to the outer zone.

    Publishing the whole of the item is the duty of 行政许可法 art 30. Raises ``NotChecked`` unless it was checked,
    ``SamePerson`` when the drafter releases (four eyes), ``NotAllowed`` without the duty.
    """
    with transaction.atomic():
        held = Release.objects.select_for_update().select_related("item").get(pk=release.pk)
        check_release_item(held, by=by, at=at)
        if held.state != ReleaseState.CHECKED:
            raise NotChecked(held)
        Release.objects.filter(item=held.item, state=ReleaseState.RELEASED).update(state=ReleaseState.SUPERSEDED)
        held.state, held.released_by, held.released_at = ReleaseState.RELEASED, str(by), at
        held.save(update_fields=["state", "released_by", "released_at"])
        Item.objects.filter(pk=held.item_id).update(**item_facts(held.document))
        record(
            actor=by,
            action="items:release:release",
            target=("release", str(held)),
            at=at,
            facts={"slug": held.item_id, "version": held.version, "sm3": held.digest},
        )
        publish(events.ServiceReleased(slug=held.item_id, version=held.version, sm3=held.digest, at=at))
        send(message_of(held), at=at)
    return held


def withdraw_service(slug: str, *, by: Actor, at: dt.datetime, reason: str) -> Release:
    """This function will take an item off offer; running cases and their release stay as they are.

    Raises ``NotOffered`` when no release is in force, ``ReasonNeeded`` for an empty reason, ``NotAllowed`` without
    the duty.
    """
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held = (
            Release.objects.select_for_update()
            .select_related("item")
            .filter(item_id=slug, state=ReleaseState.RELEASED)
            .first()
        )
        if held is None:
            raise NotOffered(slug)
        check_withdraw_item(held, by=by, at=at)
        held.state, held.withdrawn_by, held.withdrawn_at, held.withdrawal_reason = (
            ReleaseState.WITHDRAWN,
            str(by),
            at,
            reason.strip(),
        )
        held.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal_reason"])
        record(
            actor=by,
            action="items:release:withdraw",
            target=("release", str(held)),
            at=at,
            facts={"slug": slug, "version": held.version, "reason": held.withdrawal_reason},
        )
        publish(events.ServiceWithdrawn(slug=slug, version=held.version, reason=held.withdrawal_reason, at=at))
        send(WithdrawnMessage(slug=slug, reason=held.withdrawal_reason, at=at), at=at)
    return held


def message_of(release: Release) -> ReleasedMessage:
    """Return what the outer zone is told of a release."""
    assert release.released_at is not None
    return ReleasedMessage(
        slug=release.item_id,
        version=release.version,
        sm3=release.digest,
        release=release.document,
        released_at=release.released_at,
    )
