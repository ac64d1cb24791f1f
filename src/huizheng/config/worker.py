"""How background tasks find their app: every installed room's ``tasks.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    import procrastinate


def on_app_ready(app: procrastinate.App) -> None:  # noqa: ARG001 - the signature is procrastinate's
    """Load the rooms' subscribers once the task app stands; tasks.py are found by procrastinate itself."""
    autodiscover_modules("subscribers")
