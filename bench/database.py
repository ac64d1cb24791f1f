"""A database of one zone for one bench, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database_for(settings: str) -> Iterator[Path]:
    """Start a PostgreSQL server and point a settings module (``outer``, ``test_inner``, …) at it; give its folder."""
    folder = Path(tempfile.mkdtemp(prefix="huizheng-bench-"))
    folder.chmod(0o755)
    os.environ["DJANGO_SETTINGS_MODULE"] = f"huizheng.config.settings.{settings}"
    os.environ["HUIZHENG_VAR"] = str(folder / "var")
    (folder / "var" / "static" / settings.rpartition("_")[2]).mkdir(parents=True)
    process = _started(folder)
    try:
        yield folder
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for no client
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    from huizheng.config.postgres import Server, as_servant

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = Server(data=folder / "pg", port=port)
    server.prepare()
    process = subprocess.Popen(
        server.command(durable=False),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_servant(),
    )
    deadline = time.monotonic() + 60
    while not server.is_ready():
        if time.monotonic() > deadline or process.poll() is not None:
            raise SystemExit("the database server did not start")
        time.sleep(0.05)
    for zone in ("INNER", "OUTER"):
        os.environ[f"HUIZHENG_{zone}_DATABASE_URL"] = f"postgres://huizheng@127.0.0.1:{port}/postgres"
    return process
