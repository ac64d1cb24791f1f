"""What other rooms tell: pages and services that have changed."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.events.api import subscribe
from huizheng.outer.guides.events import ServiceChanged
from huizheng.outer.search import actions
from huizheng.outer.search.entry import SERVICE
from huizheng.outer.search.tasks import write_soon
from huizheng.outer.sites.events import PagesChanged


@subscribe(PagesChanged)
def on_pages_changed(event: PagesChanged) -> None:  # noqa: ARG001 - the run of changes says which
    # At once, where there is an index to write into: a job more is a wait more. To make one is not an event's work.
    if actions.is_ready():
        actions.catch_up(at=timezone.now())
    else:
        write_soon()


@subscribe(ServiceChanged)
def on_service_changed(event: ServiceChanged) -> None:
    actions.note([f"{SERVICE}:{event.slug}"], at=timezone.now())
    write_soon()
