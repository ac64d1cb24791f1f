from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.telemetry.models import Failure

if TYPE_CHECKING:
    from django.db.models import QuerySet


def failures() -> QuerySet[Failure]:
    """Return open background failures, the newest first."""
    return Failure.objects.filter(settled_at__isnull=True)
