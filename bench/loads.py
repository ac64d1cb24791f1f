"""wrk against an address, and nginx with one file as the limit of what two cores can give."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
MISSING = "wrk and nginx are needed: apt-get install wrk nginx-light"


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, and the waits in milliseconds."""

    rate: float
    p50: float
    p99: float
    errors: int


def need_tools() -> None:
    if not (shutil.which("wrk") and _nginx()):
        raise SystemExit(MISSING)


def wrk(
    address: str, *, host: str, seconds: float = 5, connections: int = 8, threads: int = 1, script: str = ""
) -> Load:
    """Load an address; ``script`` is Lua that says what each request asks for."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk", f"-t{threads}", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency",
            "-H", f"Host: {host}", *(["-s", file.name] if script else []), address,
        ]  # fmt: skip
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Load(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        p50=_milliseconds(re.search(r"50%\s+([\d.]+)(us|ms|s|m)", said)),
        p99=_milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s|m)", said)),
        errors=(int(bad[1]) if bad else 0) + (sum(map(int, lost.groups())) if lost else 0),
    )


def each_time_new(path: str) -> str:
    """Return a script whose every request has a parameter that the page cache does not know: none is kept."""
    mark = "&" if "?" in path else "?"
    return (
        "local n = 0\nrequest = function()\n  n = n + 1\n"
        f"  return wrk.format('GET', '{path}{mark}uncached=' .. n)\nend\n"
    )


def in_turn(requests: list[tuple[str, str]]) -> str:
    """Return a script that asks these hosts and paths one after the other."""
    listed = ", ".join(f"{{'{host}', '{path}'}}" for host, path in requests)
    return (
        f"local all = {{{listed}}}\nlocal n = 0\nrequest = function()\n  n = n % #all + 1\n"
        "  return wrk.format('GET', all[n][2], {Host = all[n][1]})\nend\n"
    )


def _milliseconds(found: re.Match[str] | None) -> float:
    assert found is not None, "wrk said nothing of waits"
    return float(found[1]) * _UNITS[found[2]]


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@contextmanager
def static_file(content: bytes) -> Iterator[str]:
    """Serve one file with nginx, two processes, no logs; give its address."""
    folder = Path(tempfile.mkdtemp(prefix="huizheng-nginx-"))
    folder.chmod(0o755)
    (folder / "page.html").write_bytes(content)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (folder / "nginx.conf").write_text(
        f"worker_processes 2; daemon off; pid {folder}/pid; error_log /dev/null;\n"
        "events { worker_connections 512; }\n"
        "http { access_log off; sendfile on; open_file_cache max=10; default_type text/html;\n"
        f"  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;\n"
        f"  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n"
    )
    program = _nginx()
    assert program is not None, MISSING
    process = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/page.html"
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")
