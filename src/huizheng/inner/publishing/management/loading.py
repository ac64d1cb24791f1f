"""What set-up calls to fill the sites of a demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from huizheng.inner.publishing.actions.loading import load_editions
from huizheng.inner.publishing.demonstration.documents import documents
from huizheng.inner.publishing.demonstration.gathering import all_facts
from huizheng.inner.publishing.demonstration.generator import pages_of

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.publishing.demonstration.places import SiteFacts

# Site by site, so that whoever waits sees it move and no more than a site's pages are in memory.
_TOLD_EVERY = 20


def load_demonstration(progress: Callable[[str], None] = lambda _: None) -> None:
    """This function will give every site its demonstration pages and the real documents; pages that stand are left."""
    if not settings.DEMONSTRATION:
        return
    now = timezone.now()
    sites = list(all_facts())
    wanted = [site for site in sites if site.slug in settings.DEMONSTRATION_SITES or not settings.DEMONSTRATION_SITES]
    made = 0
    for place, site in enumerate(wanted, start=1):
        made += load_editions(_of_site(site, sites, today=timezone.localdate(now)), at=now)
        if made and (place % _TOLD_EVERY == 0 or place == len(wanted)):
            progress(f"{place}/{len(wanted)} 个站点的演示内容，{made} 个页面")


def _of_site(site: SiteFacts, sites: list[SiteFacts], *, today: dt.date) -> Iterator[dict[str, Any]]:
    """Return a site's own pages, and the real documents that belong to it."""
    site_of = {each.place.code: each.slug for each in sites if each.tree in {"province", "city", "county"}}
    site_of |= {each.slug: each.slug for each in sites if each.tree == "department"}
    columns = {(site.slug, column.path) for column in site.columns if column.takes_pages}
    real = list(documents(site_of, {site.slug: site.organ}, columns))
    return chain(pages_of(site, today=today, held={page["column"] for page in real}), real)
