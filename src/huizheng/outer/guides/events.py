"""What happens to services, for other rooms."""

from __future__ import annotations

from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class ServiceChanged(Event):
    """A service is shown in a new version, or is no longer offered."""

    slug: str
