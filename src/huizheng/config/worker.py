"""How background tasks find their app: every installed room's ``tasks.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

from huizheng.commons.telemetry.api import tell_why_it_failed

if TYPE_CHECKING:
    import procrastinate


def on_app_ready(app: procrastinate.App) -> None:
    """Load the rooms' subscribers once the task app stands; tasks.py are found by procrastinate itself."""
    app.worker_defaults["task_middleware"] = [*app.worker_defaults.get("task_middleware", ()), tell_why_it_failed]
    autodiscover_modules("subscribers")
