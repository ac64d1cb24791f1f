"""The parts of an instance, as command lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huizheng.config import postgres
from huizheng.config.environment import ROOT
from huizheng.config.supervisor import readiness
from huizheng.gate import broker

if TYPE_CHECKING:
    from huizheng.config.environment import Environment, Zone


@dataclass(frozen=True)
class Part:
    """One process: how it is started, how one knows that it is ready, and how it is asked to stop."""

    name: str
    command: list[str]
    is_ready: Callable[[], bool]
    environment: dict[str, str] = field(default_factory=dict)
    run_as: dict[str, Any] = field(default_factory=dict)
    stop_gently_with_interrupt: bool = False


def all_parts(env: Environment) -> list[Part]:
    """Return the parts in the order they start."""
    return [*stores(env), *programs(env)]


def stores(env: Environment) -> list[Part]:
    found: list[Part] = []
    if env.embeds_postgres:
        server = postgres.Server(postgres.data_folder(env.var), env.postgres_port)
        found.append(
            Part(
                "postgres",
                server.command(),
                server.is_ready,
                run_as={**postgres.as_servant(), "cwd": "/"},
                stop_gently_with_interrupt=True,
            ),
        )
    if env.embeds_nats:
        config = env.var / "run" / "nats.conf"
        found.append(
            Part(
                "nats",
                [str(broker.program()), "-c", str(config)],
                lambda: readiness.port_answers(env.nats_port),
            ),
        )
    return found


def programs(env: Environment) -> list[Part]:
    return [
        _web(env, "outer", workers=2, threads=2),
        _web(env, "inner", workers=1, threads=4),
        *(_command(env, zone, "gate", "gate", "run", "--skip-checks", behind=3) for zone in ("outer", "inner")),
        *(
            _command(
                env,
                zone,
                "worker",
                "procrastinate",
                "--skip-checks",
                "worker",
                "--concurrency=4",
                "--shutdown-graceful-timeout=10",
                behind=8,
            )
            for zone in ("outer", "inner")
        ),
    ]


def _web(env: Environment, zone: Zone, *, workers: int, threads: int) -> Part:
    return Part(
        f"{zone}-web",
        [
            # As a module: a script of the environment names the folder it was made in, which may have moved since.
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(env.port(zone)), "--no-ws",
            "--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "1024",
            "--respawn-failed-workers", "--log-level", "warning", f"huizheng.config.wsgi_{zone}:application",
        ],
        lambda: readiness.web_answers(env.port(zone)),
        environment=_python(env, zone),
    )  # fmt: skip


def _command(env: Environment, zone: Zone, name: str, *command: str, behind: int) -> Part:
    """Return a part of which nobody waits for the answer: on a full machine it stands ``behind`` the web servers."""
    return Part(
        f"{zone}-{name}",
        ["nice", "-n", str(behind), sys.executable, "-m", "huizheng", zone, *command],
        lambda: True,
        environment=_python(env, zone),
    )


def _python(env: Environment, zone: Zone) -> dict[str, str]:
    return {
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": f"huizheng.config.settings.{zone}",
        "HUIZHENG_VAR": str(env.var),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics_folder(env)),
        # Arenas cost more memory than they save time in processes with few threads.
        "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
        # A batch of long messages must not leave its memory to the process for ever.
        "MALLOC_TRIM_THRESHOLD_": "131072",
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }


def metrics_folder(env: Environment) -> Path:
    return env.var / "run" / "metrics"
