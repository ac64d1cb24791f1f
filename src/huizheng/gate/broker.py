"""The broker between the zones, NATS JetStream: where its program is, how it is configured, what a zone may do on it.

Each zone signs in as its own user. It may publish to the other zone's subjects and read its own, and nothing else;
the streams are files, written through to the disk before a message is acknowledged.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ZONES = ("outer", "inner")
MAX_PAYLOAD = 8 * 1024 * 1024
MAX_STORE = 4 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class PostBox:
    """What one zone receives: the subjects sent to it and the stream that keeps them until it has them."""

    zone: str

    @property
    def stream(self) -> str:
        return f"GATE_TO_{self.zone.upper()}"

    @property
    def subjects(self) -> str:
        return f"gate.{self.zone}.>"

    @property
    def consumer(self) -> str:
        return f"gate_{self.zone}"


def other_zone(zone: str) -> str:
    return "inner" if zone == "outer" else "outer"


def inbox_prefix(zone: str) -> str:
    return f"_INBOX_{zone}"


def program() -> Path:
    """Return the server's program; raises ``FileNotFoundError`` with what to do when it is not installed."""
    beside = Path(sys.executable).parent / "nats-server"
    found = str(beside) if beside.is_file() else shutil.which("nats-server")
    if found is None:
        raise FileNotFoundError("nats-server is not installed: run ./run, or set HUIZHENG_NATS_URL")
    return Path(found)


def server_config(var: Path, port: int) -> str:
    """Return the server's configuration, to be written into ``var/run``; the users stand in the secrets folder."""
    users = var / "secrets" / "nats-users.conf"
    _write_private(users, _users(var))
    # An include is read from beside the file that names it.
    include = os.path.relpath(users, var / "run")
    return f"""\
server_name: huizheng
listen: 127.0.0.1:{port}
max_payload: {MAX_PAYLOAD}
ping_interval: "10s"
write_deadline: "10s"
jetstream {{
  store_dir: {json.dumps(str(var / "nats"))}
  max_memory_store: 16777216
  max_file_store: {MAX_STORE}
  sync_interval: always
}}
include {json.dumps(include)}
"""


def password(var: Path, zone: str) -> str:
    """Return the zone's password on the embedded server, made when there is none yet."""
    path = var / "secrets" / zone / "nats.password"
    if not path.is_file():
        _write_private(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def _users(var: Path) -> str:
    users = [{"user": zone, "password": password(var, zone), "permissions": _permissions(zone)} for zone in ZONES]
    return f"authorization: {json.dumps({'users': users}, indent=1)}\n"


def _permissions(zone: str) -> dict[str, object]:
    own, other = PostBox(zone), PostBox(other_zone(zone))
    return {
        "publish": [
            other.subjects,
            "$JS.API.INFO",
            *(f"$JS.API.STREAM.{verb}.{own.stream}" for verb in ("CREATE", "UPDATE", "INFO")),
            *(f"$JS.API.CONSUMER.{verb}.{own.stream}.>" for verb in ("CREATE", "DURABLE.CREATE", "INFO", "MSG.NEXT")),
            f"$JS.ACK.{own.stream}.>",
        ],
        "subscribe": [f"{inbox_prefix(zone)}.>"],
    }


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
