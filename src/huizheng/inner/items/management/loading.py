"""Loading the item library when an instance is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.items.actions.starting import release_starting_data

if TYPE_CHECKING:
    from collections.abc import Callable


def load_items(progress: Callable[[str], None] = lambda _: None) -> int:
    """This function will put the starting data in force and return how many releases it made, 0 the second time."""
    return release_starting_data(at=timezone.now(), progress=progress)
