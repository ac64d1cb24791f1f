"""Prometheus metrics of all processes of an instance, on one loopback port."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

from huizheng.config.supervisor.parts import metrics_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from huizheng.config.environment import Environment
    from huizheng.config.supervisor.keeper import Keeper


class _Parts:
    """The supervisor's own figures: which parts run, and how often each was restarted."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("huizheng_part_up", "1 while the part runs", labels=["part"])
        restarts = GaugeMetricFamily("huizheng_part_restarts", "Restarts since the start", labels=["part"])
        for name, kept in list(self.keeper.kept.items()):
            up.add_metric([name], float(kept.is_alive))
            restarts.add_metric([name], kept.restarts)
        yield up
        yield restarts


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


def serve(env: Environment, keeper: Keeper) -> None:
    """Answer ``GET /metrics`` on the loopback metrics port from a thread of the supervisor."""

    def application(_: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(metrics_folder(env)))  # type: ignore[no-untyped-call]
        registry.register(_Parts(keeper))
        start("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
        return [generate_latest(registry)]

    server = make_server("127.0.0.1", env.metrics_port, application, handler_class=_Quiet)
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
