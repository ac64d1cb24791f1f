"""The draft of a new site: kept between the steps, so that nothing typed is lost, and emptied once the site stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.inner.sites.models import Site, SiteDraft
from huizheng.inner.sites.policies import check_open
from huizheng.inner.sites.queries import site
from huizheng.inner.sites.rules import NotVisible, Refused

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.organs.api import Official


@transaction.atomic
def start_draft(*, parent: str, by: Official, at: dt.datetime) -> SiteDraft:
    """This function will begin the draft of a site under a portal. Raises ``NotYours``, ``Refused``."""
    try:
        above = site(parent)
    except NotVisible as reason:
        raise Refused("请选择上级门户。", field="parent") from reason
    check_open(above, by=by.as_actor(), at=at)
    draft = SiteDraft.objects.create(keeper=by, content={"parent": above.slug}, started_at=at, changed_at=at)
    record(
        actor=by.as_actor(),
        action="sites:draft:start",
        target=("site_draft", str(draft.pk)),
        facts={"parent": above.slug},
        at=at,
    )
    return draft


def draft_of(viewer: Official, pk: int) -> SiteDraft:
    """Return one's own draft; raises ``NotVisible``."""
    found = SiteDraft.objects.select_related("opened").filter(keeper=viewer, pk=pk).first()
    if found is None:
        raise NotVisible("没有这份建站草稿。")
    return found


def unfinished_drafts(viewer: Official) -> list[SiteDraft]:
    return list(SiteDraft.objects.filter(keeper=viewer, opened__isnull=True).order_by("-changed_at", "-pk")[:20])


@transaction.atomic
def keep_step(draft: SiteDraft, step: str, typed: dict[str, Any], *, by: Official, at: dt.datetime) -> SiteDraft:
    """This function will keep what was typed in a step, right or wrong. Raises ``NotVisible`` for another's draft."""
    locked = SiteDraft.objects.select_for_update().filter(pk=draft.pk, keeper=by, opened__isnull=True).first()
    if locked is None:
        raise NotVisible("这份草稿已经开通，或者不是您的。")
    locked.content = {**locked.content, step: typed}
    locked.changed_at = at
    locked.save(update_fields=["content", "changed_at"])
    record(
        actor=by.as_actor(),
        action="sites:draft:keep",
        target=("site_draft", str(locked.pk)),
        facts={"step": step},
        at=at,
    )
    return locked


def finish_draft(draft: SiteDraft, opened: Site, *, at: dt.datetime) -> None:
    """This function will mark the draft as opened and forget what was typed, within the act of opening."""
    SiteDraft.objects.filter(pk=draft.pk).update(opened=opened, content={}, changed_at=at)
