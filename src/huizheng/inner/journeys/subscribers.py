"""What the stories hear."""

from __future__ import annotations

from huizheng.commons.events.api import subscribe
from huizheng.inner.journeys.site_opening import begin_first_item
from huizheng.inner.sites.events import SiteOpened


@subscribe(SiteOpened)
def on_site_opened(event: SiteOpened) -> None:
    begin_first_item(site=event.slug, item=event.first_item, at=event.at)
