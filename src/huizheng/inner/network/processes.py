"""The processes of this instance, as its supervisor wrote them down; one that has died is shown, not left out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from huizheng.inner.network.states import ProcessState

# Where attention is needed comes first.
_ORDER = (ProcessState.GIVEN_UP, ProcessState.GONE, ProcessState.RESTARTING, ProcessState.RUNNING)


@dataclass(frozen=True)
class Process:
    """One process; ``last_exit`` is how it ended the last time, below zero for the signal that ended it."""

    name: str
    state: ProcessState
    pid: int | None
    restarts: int
    last_exit: int | None
    memory: int

    @property
    def needs_somebody(self) -> bool:
        """Say whether it does not come back by itself."""
        return self.state in (ProcessState.GIVEN_UP, ProcessState.GONE)


def processes() -> list[Process]:
    """Return the processes that the supervisor keeps; none where something else keeps them."""
    path = Path(settings.VAR) / "run" / "state.json"
    try:
        state = json.loads(path.read_text())
    except (OSError, ValueError):
        return []
    parts = {name: part for name, part in state.items() if isinstance(part, dict)}
    if not any(part.get("alive") for part in parts.values()):  # it stopped them all and went
        return []
    found = [_process(name, part) for name, part in parts.items()]
    return sorted(found, key=lambda each: _ORDER.index(each.state))


def _process(name: str, part: dict[str, Any]) -> Process:
    pid = part.get("pid")
    memory = _memory(pid) if pid else None
    if part.get("given_up"):
        state = ProcessState.GIVEN_UP
    elif pid is None:
        state = ProcessState.RESTARTING
    else:
        state = ProcessState.GONE if memory is None else ProcessState.RUNNING
    return Process(name, state, pid, int(part.get("restarts", 0)), part.get("last_exit"), memory or 0)


def _memory(pid: int) -> int | None:
    """Return the bytes a process holds, or nothing when there is no such process."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)
