"""The guides' own word to ``/healthz``: how many services can be found, and what waits to be."""

from __future__ import annotations

from huizheng.commons.telemetry.api import Check
from huizheng.gate.api import held_back
from huizheng.gate.contracts import ServiceReleased, ServiceWithdrawn
from huizheng.outer.guides.models import Service


def check() -> Check:
    """Say how the index of the services stands.

    A release can be found from the moment it is taken over, so what waits is what the gate holds and has not handed on.
    """
    waiting, seconds = held_back(ServiceReleased, ServiceWithdrawn)
    return Check(
        well=True,
        figures={
            "entries": Service.objects.filter(search__isnull=False).count(),
            "waiting": waiting,
            "lag_seconds": seconds,
        },
    )
