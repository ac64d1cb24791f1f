"""What happens to what is shown, for other rooms."""

from __future__ import annotations

from dataclasses import dataclass

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class PagesChanged(Event):
    """Pages were made anew or taken away; ``api.changes_after`` tells which."""

    sites: list[str]
