"""A whole running product for a test: its own state, its own ports, stopped at the end.

The first start makes tables, organs, services and pages, and takes ten times as long as the second. So a test run does
it once (``HUIZHENG_TEST_PRODUCTS`` names the folder that its workers share), and whoever needs a product takes a copy.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SITES = "anhui,hefei,feixi,education,sannong,english"


@dataclass
class Product:
    """One instance: how to start and stop it, and where its two zones answer."""

    var: Path
    port: int
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def outer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def inner(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("HUIZHENG_") and key != "DJANGO_SETTINGS_MODULE"
        }
        return {
            **inherited,
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUNBUFFERED": "1",
            "HUIZHENG_VAR": str(self.var),
            "HUIZHENG_OUTER_PORT": str(self.port),
            **self.extra,
        }

    def start(self, *, seconds: float = 300.0) -> float:
        """Start and wait until it says that it is ready; return how long that took.

        How fast it should be is for the bench to say; here it only must not hang. What does not start is stopped.
        """
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "huizheng.config.supervisor"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line)
            if "徽政已就绪" in line:
                return time.monotonic() - begun
            if time.monotonic() - begun > seconds:
                break
        self.stop()
        raise AssertionError("the product did not start:\n" + "".join(said) + self.logs())

    def stop(self) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise
        code = self.process.returncode
        self.process = None
        return code

    def manage(self, zone: str, *command: str) -> str:
        """Run one management command of a zone and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "huizheng", zone, *command],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def waits_for_its_index(self) -> None:
        """Wait until the search index is made: what a start leaves undone would be done in the next."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"{self.outer}/healthz", timeout=10) as answer:  # noqa: S310 - our own address
                standing = json.load(answer)["checks"]["search"]
            if standing.get("entries") and not standing.get("waiting"):
                return
            time.sleep(0.2)
        raise AssertionError("the search index was not made")

    def accounts(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for zone in ("outer", "inner"):
            for account in json.loads((self.var / "run" / f"demonstration-{zone}.json").read_text()):
                found[account["login"]] = account
        return found

    def part_pids(self) -> dict[str, int]:
        state = json.loads((self.var / "run" / "state.json").read_text())
        return {name: part["pid"] for name, part in state.items() if part["pid"]}

    def logs(self) -> str:
        return "".join(
            f"\n== {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-15:])
            for path in sorted((self.var / "log").glob("*.log"))
        )


def free_block() -> int:
    """Return an outer port whose whole block of ports is free; tests that run side by side look in different places."""
    beside = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 6
    for port in range(18000 + 300 * beside, 18300 + 300 * beside, 10):
        if all(
            _is_free(each) for each in (port, port + 1, *range(20000 + port * 4 % 12000, 20000 + port * 4 % 12000 + 4))
        ):
            return port
    raise AssertionError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def new_product(**extra: str) -> Product:
    """Return a product that was never started; pages of every site are made where a test reads them."""
    folder = Path(tempfile.mkdtemp(prefix="huizheng-product-", dir=os.environ.get("HUIZHENG_TEST_PRODUCTS")))
    folder.chmod(0o755)
    few = {"HUIZHENG_DEMONSTRATION_SITES": "hefei"}
    return Product(var=folder / "var", port=free_block(), extra=few | extra)


def known_product() -> Product:
    """Return a product that was started once before, filled with the pages of six sites, and stopped again."""
    instance = new_product(HUIZHENG_DEMONSTRATION_SITES=SITES)
    subprocess.run(["cp", "--archive", "--reflink=auto", _after_its_first_start(), instance.var], check=True)
    return instance


def _after_its_first_start() -> Path:
    """Return the state that a product's first start leaves, from whichever worker of this test run came first."""
    folder = Path(os.environ["HUIZHENG_TEST_PRODUCTS"])
    state = folder / "started-once"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            first = new_product(HUIZHENG_DEMONSTRATION_SITES=SITES)
            first.start()
            first.waits_for_its_index()
            assert first.stop() == 0
            first.var.rename(state)
    return state


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    running = os.environ.get("HUIZHENG_TEST_INSTANCE")
    if running:  # for writing journeys: an instance that runs already, as "var:outer port"
        var, _, port = running.rpartition(":")
        yield Product(var=Path(var), port=int(port))
        return
    instance = known_product()
    instance.start()
    yield instance
    assert instance.stop() == 0
    shutil.rmtree(instance.var.parent, ignore_errors=True)
