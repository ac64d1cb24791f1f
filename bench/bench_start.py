"""From a fresh clone to the first page with an empty package cache, the second start, and the memory at rest.

Baseline of the start: installing the locked packages into the new environment, which no product of ours can avoid.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from bench.applicants import wait_for_items
from bench.figures import figure, load
from bench.parts import megabytes
from tests.product.instance import ROOT, Product

REST = 20.0


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="huizheng-bench-"))
    folder.chmod(0o755)
    clone, port = folder / "clone", random.randrange(15000, 17900, 10)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("HUIZHENG_") and key not in {"PYTHONPATH", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"}
    } | {
        "HUIZHENG_OUTER_PORT": str(port),
        "UV_CACHE_DIR": str(folder / "uv-cache"),
        "PIP_NO_CACHE_DIR": "1",
        "PYTHONUNBUFFERED": "1",
    }
    product = Product(var=clone / "var", port=port)
    try:
        busy = load()
        first, packages, page = run(product, clone, environment)
        figure(
            "fresh clone to the first page, empty package cache", page, "s", "installing the locked packages", packages,
            wanted="≤ 60 s",
        )  # fmt: skip
        figure("fresh clone to ready", first, "s", "installing the locked packages", packages)
        wait_for_items(product)
        product.waits_for_its_index()
        product.stop()
        second, _, page = run(product, clone, environment)
        figure("second start to ready", second, "s", "the first start", first, wanted="≤ 7 s")
        time.sleep(REST)
        parts = megabytes(product)
        for part, size in parts.items():
            figure(f"memory of {part} at rest (PSS)", size, "MB")
        figure("memory of the whole set-up at rest (PSS)", sum(parts.values()), "MB", wanted="≤ 800 MB")
        figure("load average of the machine at the start", busy, "")
    finally:
        if product.process is not None and product.process.poll() is None:
            product.process.send_signal(signal.SIGTERM)
            product.process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def run(product: Product, clone: Path, environment: dict[str, str]) -> tuple[float, float, float]:
    """Start ``./run``; return the seconds until it said ready, had its packages, and answered the first page."""
    begun = time.monotonic()
    product.process = subprocess.Popen(
        ["./run"], cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert product.process.stdout
    packages, said = 0.0, []
    for line in product.process.stdout:
        said.append(line)
        if not packages and "✓" in line:
            packages = time.monotonic() - begun
        if "徽政已就绪" in line:
            ready = time.monotonic() - begun
            connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
            return ready, packages, time.monotonic() - begun
    raise AssertionError("./run did not come up:\n" + "".join(said[-30:]))


if __name__ == "__main__":
    main()
