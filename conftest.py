"""One throw-away PostgreSQL server for a test run, and the zone the run is about.

``HUIZHENG_ZONE=outer`` tests the public rooms, otherwise the office rooms and all that both zones share.
``HUIZHENG_KEPT_PAGES`` names a folder for the pages that the tests ask for (``tests/standards/pages.py`` checks them).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
ZONE = os.environ.get("HUIZHENG_ZONE", "inner")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"huizheng.config.settings.test_{ZONE}")
collect_ignore = [str(ROOT / "src" / "huizheng" / ("inner" if ZONE == "outer" else "outer"))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before pytest-django reads the settings; workers of xdist share their parent's."""
    if not os.environ.get("HUIZHENG_INNER_DATABASE_URL") and not hasattr(config, "workerinput"):
        _start_server(config)
    import django
    from django.conf import settings

    from huizheng.config import catalogue

    catalogue.build(settings.VAR / "locale")
    if ZONE == "inner":
        catalogue.build_chinese(settings.VAR / "locale")
    django.setup()
    if kept := os.environ.get("HUIZHENG_KEPT_PAGES"):
        settings.KEPT_PAGES = Path(kept)


@pytest.fixture(scope="session", autouse=True)
def _keys_of_both_zones() -> None:
    """Whatever is sealed or signed in a test finds its keys."""
    from huizheng.commons.keys.testing import make_both_zones_keys

    make_both_zones_keys()


@pytest.fixture(autouse=True)
def _no_language_outlives_its_test() -> Iterator[None]:
    """A page asked for in English leaves its language with the thread, as Django does; the next test is in Chinese."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits leaves its jobs behind: Django empties only the tables that it made itself."""
    marked = request.node.get_closest_marker("django_db")
    if marked is None or not marked.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def _start_server(config: pytest.Config) -> None:
    from huizheng.config.postgres import Server, as_servant

    folder = Path(tempfile.mkdtemp(prefix="huizheng-test-"))
    folder.chmod(0o755)
    server = Server(data=folder / "pg", port=_free_port())
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
            raise pytest.UsageError("the test database server did not start")
        time.sleep(0.05)
    for zone in ("OUTER", "INNER"):
        os.environ[f"HUIZHENG_{zone}_DATABASE_URL"] = (
            f"postgres://huizheng@127.0.0.1:{server.port}/huizheng_{zone.lower()}"
        )
    os.environ.setdefault("HUIZHENG_VAR", str(folder / "var"))
    (folder / "var" / "static" / ZONE).mkdir(parents=True)  # the server of static files insists on its folder
    config.add_cleanup(lambda: _stop(process, folder))


def _stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.terminate()
    process.wait(30)
    shutil.rmtree(folder, ignore_errors=True)
