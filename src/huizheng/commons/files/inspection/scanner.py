"""The virus scanner: clamd over TCP or a socket, by its INSTREAM command."""

from __future__ import annotations

import socket
import struct
from enum import Enum
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

_PIECE = 64 * 1024
_PATIENCE = 30.0


class Verdict(Enum):
    NO_SCANNER = "no_scanner"
    CLEAN = "clean"
    INFECTED = "infected"
    UNREACHABLE = "unreachable"


def scan(file: IO[bytes]) -> Verdict:
    """Ask the configured scanner about the whole file. Whatever it does not clearly call clean is not clean."""
    url: str | None = settings.ENVIRONMENT.clamd_url
    if not url:
        return Verdict.NO_SCANNER
    file.seek(0)
    try:
        with _connect(url) as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
            answer = _answer(connection)
    except OSError:
        return Verdict.UNREACHABLE
    if answer.endswith(" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if answer == "stream: OK" else Verdict.UNREACHABLE


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_PATIENCE)
        connection.connect(parts.path)
        return connection
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=_PATIENCE)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _PIECE:
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace").strip()
