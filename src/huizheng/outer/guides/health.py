"""The guides' own word to ``/healthz``: how many services can be found, and what waits to be."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.telemetry.api import Check
from huizheng.gate.api import waiting_of
from huizheng.gate.contracts import ServiceReleased, ServiceWithdrawn
from huizheng.outer.guides.models import Service


def check() -> Check:
    """Say how the index of the services stands.

    A release can be found from the moment it is taken over, so what waits is what the gate holds and has not handed on.
    """
    waiting, oldest = waiting_of(ServiceReleased, ServiceWithdrawn)
    behind = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return Check(
        well=True,
        figures={
            "entries": Service.objects.filter(search__isnull=False).count(),
            "waiting": waiting,
            "lag_seconds": round(max(behind, 0.0), 1),
        },
    )
