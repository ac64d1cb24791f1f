"""Being the one gate of this zone, and hearing what its database says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection

from huizheng.commons.telemetry.api import logger
from huizheng.gate.wake import CHANGED, LISTEN_ON

if TYPE_CHECKING:
    from collections.abc import Callable

log = logger("gate")

# One number for "I am the gate of this database".
ONLY_ONE = 0x67_61_74_65
LONGEST_WAIT = 2.0


class Leadership:
    """Held by one gate process a zone, through a session lock that the database frees when the process dies."""

    def __init__(self, on_wake: Callable[[str], None]) -> None:
        self.held = asyncio.Event()
        self._on_wake = on_wake

    async def keep(self) -> None:
        """Take the lock, listen until the connection is lost, and begin again."""
        wait = 0.05
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as session:
                    await self._lock(session)
                    wait = 0.05
                    await session.execute(f"LISTEN {LISTEN_ON}")
                    self.held.set()
                    self._on_wake(CHANGED)
                    async for notice in session.notifies():
                        self._on_wake(notice.payload)
            except psycopg.Error as error:
                log.warning("lost the gate's session", error=type(error).__name__)
            finally:
                self.held.clear()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _lock(self, session: psycopg.AsyncConnection[Any]) -> None:
        told = False
        while True:
            row = await (await session.execute("SELECT pg_try_advisory_lock(%s)", [ONLY_ONE])).fetchone()
            if row and row[0]:
                return
            if not told:
                log.info("another gate process serves this zone; waiting for it to end")
                told = True
            await asyncio.sleep(0.5)


def _parameters() -> dict[str, Any]:
    settings = connection.settings_dict
    return {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        "connect_timeout": 5,
        "application_name": "huizheng-gate",
        "keepalives_idle": 30,
    }
