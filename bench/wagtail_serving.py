"""Starts Wagtail as the baseline of reading: a database of its own on the instance's server, a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from huizheng.config import postgres
from tests.product.instance import ROOT, Product

PAGES = 6_000
_NAME = "bench_plain_wagtail"
_HERE = Path(__file__).with_name("plain_wagtail")


@dataclass(frozen=True)
class Filled:
    """Wagtail's own database: how many pages it holds, and the addresses of the site's articles by their numbers."""

    pages: int
    addresses: dict[str, str]
    environment: dict[str, str]

    @contextmanager
    def serving(self, *, threads: int) -> Iterator[Serving]:
        """Serve it with two processes, as our own public web server has, of so many threads."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(port), "--no-ws", "--workers", "2", "--blocking-threads", str(threads),
                "--backlog", "1024", "--log-level", "warning", "bench.plain_wagtail.wsgi:application",
            ],
            env=self.environment, cwd=ROOT,
        )  # fmt: skip
        try:
            serving = Serving(port)
            _wait_for(serving)
            yield serving
        finally:
            process.terminate()
            process.wait(30)


@dataclass(frozen=True)
class Serving:
    """Where Wagtail answers."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def wagtail(product: Product, site: str) -> Iterator[Filled]:
    """Lay a site of the instance into a database of Wagtail's own, dropped at the end."""
    entry = _entry(product)
    with _connect(entry, "postgres") as database:
        database.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_NAME)))
        database.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_NAME)))
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "bench.plain_wagtail.settings",
        "BENCH_DATABASE": json.dumps({**entry, "NAME": _NAME}),
    }
    try:
        filled = _fill(product, site, environment)
        yield Filled(filled["pages"], filled["addresses"], environment)
    finally:
        with _connect(entry, "postgres") as database:
            database.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_NAME)))


def _fill(product: Product, site: str, environment: dict[str, str]) -> dict[str, Any]:
    outer = {**product.environment, "DJANGO_SETTINGS_MODULE": "huizheng.config.settings.outer"}
    gathered = subprocess.run(
        [sys.executable, str(_HERE / "gathering.py"), site, str(PAGES)],
        env=outer, check=True, stdout=subprocess.PIPE, text=True, timeout=300,
    ).stdout  # fmt: skip
    told = next(line for line in gathered.splitlines() if line.startswith("{"))
    filled = subprocess.run(
        [sys.executable, str(_HERE / "filling.py")],
        env=environment, cwd=ROOT, check=True, input=told + "\n", stdout=subprocess.PIPE, text=True, timeout=600,
    ).stdout  # fmt: skip
    return dict(json.loads(next(line for line in filled.splitlines() if line.startswith("{"))))


def _entry(product: Product) -> dict[str, str]:
    """Return how the embedded server's own superuser connects; a database of the operator's is left alone."""
    port = 20000 + (product.port * 4) % 12000
    password = (product.var / "secrets" / "postgres.password").read_text().strip()
    folder = postgres.socket_folder(postgres.data_folder(product.var), port)
    return {"HOST": str(folder or "127.0.0.1"), "PORT": str(port), "USER": "huizheng", "PASSWORD": password}


def _connect(entry: dict[str, str], name: str) -> psycopg.Connection:
    return psycopg.connect(
        host=entry["HOST"], port=entry["PORT"], user=entry["USER"], password=entry["PASSWORD"], dbname=name,
        autocommit=True,
    )  # fmt: skip


def _wait_for(serving: Serving) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if serving.get("/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("Wagtail did not start")
