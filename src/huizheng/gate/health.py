"""The gate in ``/healthz`` and in the metrics."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from prometheus_client import Counter, Gauge, Histogram

from huizheng.commons.telemetry.api import Check
from huizheng.gate.queries import figures, waiting_of

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.gate.contracts import Message
    from huizheng.gate.queries import Figures

LAGGING = 60.0

STANDING = Gauge(
    "huizheng_gate", "How the gate stands: counts, and ages in seconds", ["zone", "figure"],
    multiprocess_mode="mostrecent",
)  # fmt: skip
CARRIED = Counter("huizheng_gate_envelopes_total", "Envelopes by what became of them", ["zone", "step"])
CROSSING = Histogram(
    "huizheng_gate_crossing_seconds",
    "From the act in one zone to its effect in the other",
    ["zone"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600),
)


def check() -> Check:
    """Say how the gate stands. Lag does not make a zone unfit to serve: what it accepts is kept and sent later."""
    now = figures(at=timezone.now())
    state = "open" if not now.open_circuits and now.lag < LAGGING else "lagging"
    return Check(well=True, figures={"state": state, "lag_seconds": now.lag, **dataclasses.asdict(now)})


def held_back(*messages: type[Message]) -> tuple[int, float]:
    """Say how many messages of these kinds wait for their effect, and for how many seconds the oldest has."""
    return waiting_of(*messages, at=timezone.now())


def show(standing: Figures) -> None:
    """Put the figures into the metrics of this process."""
    for name, value in dataclasses.asdict(standing).items():
        STANDING.labels(zone=settings.ZONE, figure=name).set(value)


def count(step: str, number: int) -> None:
    if number:
        CARRIED.labels(zone=settings.ZONE, step=step).inc(number)


def crossed(*, created_at: dt.datetime, applied_at: dt.datetime) -> None:
    CROSSING.labels(zone=settings.ZONE).observe(max((applied_at - created_at).total_seconds(), 0.0))
