"""How one knows that a part answers, and that a port is free."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

NATS_PORT = 4222
MOST_SAID = 65536


def port_answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def web_answers(port: int) -> bool:
    """Say whether the zone's health page answers; what it says is the operator's business, not the start's."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status in {200, 503}
    except OSError:
        return False
    finally:
        connection.close()


def gate_waits(port: int) -> int | None:
    """Return how many envelopes of the zone on that port still wait to be sent or answered; None: it does not say."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        figures = json.loads(connection.getresponse().read())["checks"]["gate"]
        return int(figures["unsent"]) + int(figures["unanswered"])
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return None
    finally:
        connection.close()


class Port(Enum):
    """What becomes of whoever wants to listen on a port."""

    FREE = "free"
    TAKEN = "taken"
    FORBIDDEN = "forbidden"


def port_state(port: int) -> Port:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return Port.FORBIDDEN
        except OSError:
            return Port.TAKEN
    return Port.FREE


def broker_says(url: str) -> dict[str, Any]:
    """Return what a NATS server says of itself to whoever connects; raises ``OSError`` or ``ValueError``."""
    parts = urlsplit(url)
    where = (parts.hostname or "", parts.port or NATS_PORT)
    with socket.create_connection(where, timeout=10) as link, link.makefile("rb") as lines:
        verb, _, said = lines.readline(MOST_SAID).partition(b" ")
    if verb != b"INFO":
        raise ValueError("what answers is no NATS server")
    return dict(json.loads(said))


def wait_until(ready: Callable[[], bool], *, alive: Callable[[], bool], seconds: float) -> bool:
    """Ask until ``ready`` or no longer ``alive``; a crash recovery of a large database may take a minute."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and alive():
        if ready():
            return True
        time.sleep(0.05)
    return False
