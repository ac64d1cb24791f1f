"""Two zones in processes of their own: two PostgreSQL servers, one NATS server, two gates; all may be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from huizheng.config import postgres
from huizheng.gate import broker

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ZONES = ("outer", "inner")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.05)


@dataclass
class Part:
    """One process that comes back whenever it ends."""

    name: str
    command: list[str]
    log: Path
    options: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, **self.options)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.kills += 1
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    def revive(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if "-pg" in self.name else signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


class TwoZones:
    """A little instance in a folder of its own."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        # PostgreSQL runs as another account when we are root, and must be able to walk to its data.
        for parent in [folder, *folder.parents]:
            if parent.stat().st_uid == os.getuid() and parent != Path("/") and parent.parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o055)
        self.var = folder / "var"
        self.nats_port = free_port()
        self.servers = {zone: postgres.Server(folder / f"pg-{zone}", free_port()) for zone in ZONES}
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "HUIZHENG_VAR": str(self.var),
            "HUIZHENG_NATS_PORT": str(self.nats_port),
            "HUIZHENG_DOCK_PORT": str(free_port()),
            "MALLOC_ARENA_MAX": "2",
            **{f"HUIZHENG_{zone.upper()}_DATABASE_URL": self.database_url(zone) for zone in ZONES},
        }
        self.commands: list[subprocess.Popen[bytes]] = []
        (self.var / "run").mkdir(parents=True)
        config = self.var / "run" / "nats.conf"
        config.write_text(broker.server_config(self.var, self.nats_port))
        log = folder / "log"
        log.mkdir()
        self.parts = {
            **{
                f"{zone}-pg": Part(
                    f"{zone}-pg", server.command(durable=durable), log / f"{zone}-pg.log",
                    {**postgres.as_servant(), "cwd": "/"},
                )
                for zone, server in self.servers.items()
            },
            "nats": Part("nats", [str(broker.program()), "-c", str(config)], log / "nats.log"),
            **{
                f"{zone}-gate": Part(
                    f"{zone}-gate", [sys.executable, "-m", "django", "gate", "run"], log / f"{zone}-gate.log",
                    {"env": self.of(zone), "cwd": ROOT},
                )
                for zone in ZONES
            },
        }  # fmt: skip

    def database_url(self, zone: str, name: str = "gate") -> str:
        return f"postgres://huizheng@127.0.0.1:{self.servers[zone].port}/{name}"

    def of(self, zone: str) -> dict[str, str]:
        return {**self.environment, "DJANGO_SETTINGS_MODULE": f"tests.fault.settings_{zone}"}

    def set_up(self) -> None:
        for zone, server in self.servers.items():
            server.prepare()
            self.parts[f"{zone}-pg"].start()
        self.parts["nats"].start()
        for zone, server in self.servers.items():
            until(server.is_ready, seconds=30, what=f"{zone} database")
            with psycopg.connect(self.database_url(zone, "postgres"), autocommit=True) as session:
                session.execute("CREATE DATABASE gate")
        for zone in ZONES:
            self.django(zone, "keys", "make").wait(60)
        commands = [self.django(zone, "migrate", "--run-syncdb", "-v0", "--skip-checks") for zone in ZONES]
        assert [command.wait(120) for command in commands] == [0, 0], self.logs()

    def django(self, zone: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log" / f"{zone}-command.log").open("ab") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "django", *words], env=self.of(zone), cwd=ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        self.commands.append(started)
        return started

    def ask(self, zone: str, question: str, *arguments: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url(zone), connect_timeout=5) as session:
            return session.execute(question, arguments or None).fetchall()

    def number(self, zone: str, question: str) -> int:
        try:
            return int(self.ask(zone, question)[0][0])
        except psycopg.OperationalError:
            return -1

    def logs(self) -> str:
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-1500:]}" for path in (self.folder / "log").iterdir()
        )

    def stop(self) -> None:
        for command in self.commands:
            if command.poll() is None:
                command.kill()
                command.wait(10)
        for name in ("outer-gate", "inner-gate", "nats", "outer-pg", "inner-pg"):
            self.parts[name].stop()
