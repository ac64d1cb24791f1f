"""What sites listen to: views counted outside, and their own news."""

from __future__ import annotations

from huizheng.commons.events.api import subscribe
from huizheng.gate.api import EnvelopeFacts, receives
from huizheng.gate.contracts.publishing import LinksChecked, ViewsCounted
from huizheng.inner.sites.actions.guarantees import keep_views
from huizheng.inner.sites.actions.links import keep_links
from huizheng.inner.sites.events import ColumnNoticesRaised
from huizheng.inner.sites.telling import tell_owner


@receives(ViewsCounted)
def take_views(message: ViewsCounted, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the count speaks for itself
    keep_views(message)


@receives(LinksChecked)
def take_links(message: LinksChecked, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the round speaks for itself
    keep_links(message)


@subscribe(ColumnNoticesRaised)
def tell_the_owner(event: ColumnNoticesRaised) -> None:
    tell_owner(event)
