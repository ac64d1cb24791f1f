"""Database work beside the event loop: one thread, one connection, and patience with a server that restarts."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

from huizheng.commons.telemetry.api import logger

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")
log = logger("gate")

FIRST_WAIT, LONGEST_WAIT = 0.05, 2.0


class Worker:
    """Runs functions that are safe to run twice, one after the other; a lost connection is waited for, not reported."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        while True:
            try:
                return await loop.run_in_executor(self._thread, partial(_guarded, function, *args, **kwargs))
            except (OperationalError, InterfaceError) as error:
                log.warning("database not answering", worker=self.name, error=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    def close(self) -> None:
        self._thread.submit(connection.close)
        self._thread.shutdown(wait=True)


def _guarded(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        return function(*args, **kwargs)
    except (OperationalError, InterfaceError):
        connection.close()
        raise
