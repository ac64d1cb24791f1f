"""Hearing what the database announces, on a thread and a connection of its own.

While it hears nothing — before it has begun, and from the moment the connection is lost — the process keeps no answers.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any, Final

import psycopg
from django.db import connection

from huizheng.commons.telemetry.api import logger
from huizheng.outer.sites.serving.counting import write_counts
from huizheng.outer.sites.standing import CHANNEL, EVERY_SITE, standing

if TYPE_CHECKING:
    from huizheng.outer.sites.standing import Standing

log = logger("sites")

# So often it is asked whether the connection still lives, and what was read is written.
BREATH: Final = 5.0
WRITE_EVERY: Final = 15.0
LONGEST_WAIT: Final = 2.0

# When something begins or ends to be shown by the clock alone, nobody announces it.
_NEXT_MOMENT: Final = """
SELECT extract(epoch FROM least(
  (SELECT min(shown_from) FROM sites_listing WHERE shown_from > now()),
  (SELECT min(shown_until) FROM sites_listing WHERE shown_until > now())) - now())::float8
"""


class Listener:
    """One for each process that serves readers."""

    def __init__(self, heard_by: Standing, *, breath: float = BREATH) -> None:
        self._standing = heard_by
        self._breath = breath
        self._process = 0
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def begin(self) -> None:
        """This function will start listening once in this process: after a fork, a child starts its own."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="sites-listener", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """This function will stop listening; the process keeps no answers from then on."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(self._breath + LONGEST_WAIT)
        self._process = 0

    def _run(self) -> None:
        wait = 0.05
        while not self._stopping.is_set():
            try:
                with psycopg.connect(**_parameters(), autocommit=True) as session:
                    session.execute(f"LISTEN {CHANNEL}")
                    self._standing.hearing(starts=True)
                    wait = 0.05
                    self._listen(session)
            except psycopg.Error as error:
                log.warning("the database's announcements are not heard", error=type(error).__name__)
            finally:
                self._standing.hearing(starts=False)
            self._stopping.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _listen(self, session: psycopg.Connection[Any]) -> None:
        due, written = _due(session), time.monotonic()
        while not self._stopping.is_set():
            patience = min(self._breath, max(0.0, due - time.monotonic()))
            heard = list(session.notifies(timeout=patience, stop_after=1)) if patience else []
            for notice in heard:
                self._standing.announced(notice.payload.split(","))
            if time.monotonic() >= due:
                self._standing.announced([EVERY_SITE])
            if time.monotonic() - written > WRITE_EVERY or self._stopping.is_set():
                write_counts(session)
                written = time.monotonic()
            # It is a sign of life as well: a dead connection raises.
            due = _due(session)


def _due(session: psycopg.Connection[Any]) -> float:
    row = session.execute(_NEXT_MOMENT).fetchone()
    return time.monotonic() + row[0] if row and row[0] is not None else float("inf")


def _parameters() -> dict[str, Any]:
    settings = connection.settings_dict
    return {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        "connect_timeout": 5,
        "application_name": "huizheng-outer-listener",
        "options": "-c statement_timeout=10000",
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": 10000,
    }


listener = Listener(standing)
