"""Prometheus metrics of this process."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

REQUESTS = Counter("huizheng_requests_total", "Answered requests", ["view", "method", "status"])
SECONDS = Histogram(
    "huizheng_request_seconds",
    "Time to answer",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def observe_request(*, view: str, method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(view=view, method=method, status=str(status)).inc()
    SECONDS.labels(view=view).observe(seconds)
