"""What sites listen to."""

from __future__ import annotations

from huizheng.gate.api import EnvelopeFacts, receives
from huizheng.gate.contracts.publishing import ViewsCounted
from huizheng.inner.sites.actions.guarantees import keep_views


@receives(ViewsCounted)
def take_views(message: ViewsCounted, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the count speaks for itself
    keep_views(message)
