"""What every change of a site has in common: the row is locked, the version grows, the document crosses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.sites.documents import release_site
from huizheng.inner.sites.events import SiteChanged
from huizheng.inner.sites.models import Difference, Site
from huizheng.inner.sites.policies import check_keep
from huizheng.inner.sites.queries import tree_rows
from huizheng.inner.sites.rules import ChangedMeanwhile, NotVisible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from huizheng.lib.actors import Actor


@contextmanager
def changing(
    slug: str, act: str, *, by: Actor, at: dt.datetime, seen: int | None = None, facts: dict[str, Any] | None = None
) -> Iterator[Site]:
    """Open the one transaction of a change: lock, check, let the caller change, save, audit, cross, tell.

    ``seen`` is the version of the page the official acted from. Raises ``NotVisible``, ``NotYours`` or
    ``ChangedMeanwhile``.
    """
    with transaction.atomic():
        site = (
            Site.objects.select_for_update(of=("self",))
            .select_related("division", "organ", "parent__parent")
            .filter(slug=slug)
            .first()
        )
        if site is None:
            raise NotVisible(f"没有站点“{slug}”。")
        check_keep(site, by=by, at=at)
        if seen is not None and seen != site.version:
            raise ChangedMeanwhile("站点设置刚刚被别人修改过，请看过现在的样子再改一次。")
        yield site
        site.version += 1
        site.save()
        record(
            actor=by,
            action=f"sites:site:{act}",
            target=("site", site.slug),
            facts={"version": site.version, **(facts or {})},
            at=at,
        )
        release_site(site, tree_rows(site.tree), Difference.objects.filter(site=site), at=at)
        publish(SiteChanged(slug=site.slug, version=site.version))
