"""Keeps the parts alive: starts them in order, restarts with back-off, gives up on one that fails at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from huizheng.config.supervisor import readiness
from huizheng.config.supervisor.console import say

if TYPE_CHECKING:
    from pathlib import Path

    from huizheng.config.supervisor.parts import Part

FAST_SECONDS = 5.0
FAST_FAILURES = 5
LONGEST_PAUSE = 30.0
LOG_BYTES = 20_000_000


@dataclass
class Kept:
    """One part under care."""

    part: Part
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    fast_failures: int = 0
    restarts: int = 0
    restart_after: float = 0.0
    last_exit: int | None = None
    given_up: bool = False
    log: IO[bytes] | None = field(default=None, repr=False)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Keeper:
    """The parts of one instance and the loop that keeps them running."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.kept: dict[str, Kept] = {}
        self.stopping = False

    def start(self, part: Part, *, wait: float | None = 60.0) -> bool:
        """Start a part; with ``wait`` return whether it became ready in that many seconds."""
        kept = self.kept.setdefault(part.name, Kept(part))
        self._launch(kept)
        if wait is None:
            return True
        return readiness.wait_until(part.is_ready, alive=lambda: kept.is_alive, seconds=wait)

    def wait_ready(self, name: str, *, seconds: float) -> bool:
        kept = self.kept[name]
        return readiness.wait_until(kept.part.is_ready, alive=lambda: kept.is_alive, seconds=seconds)

    def keep(self) -> None:
        """Look after the parts until told to stop; return when ``stopping`` is set."""
        while not self.stopping:
            if any(self._look_after(kept) for kept in self.kept.values()):
                self.write_state()
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop all parts, the last started first: work is finished before the stores go."""
        for kept in reversed(self.kept.values()):
            if not kept.is_alive or kept.process is None:
                continue
            gentle = signal.SIGINT if kept.part.stop_gently_with_interrupt else signal.SIGTERM
            with contextlib.suppress(ProcessLookupError):
                kept.process.send_signal(gentle)
            try:
                kept.process.wait(20)
            except subprocess.TimeoutExpired:
                self._kill(kept)
        self.write_state()

    def write_state(self) -> None:
        """Leave the parts' states where the operator's page and the next start find them."""
        state = {
            name: {
                "pid": kept.process.pid if kept.process else None,
                "alive": kept.is_alive,
                "restarts": kept.restarts,
                "last_exit": kept.last_exit,
                "given_up": kept.given_up,
            }
            for name, kept in self.kept.items()
        }
        path = state_file(self.var)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(state, indent=1))
        draft.replace(path)

    def _look_after(self, kept: Kept) -> bool:
        if kept.given_up or kept.is_alive:
            return False
        now = time.monotonic()
        if kept.process is not None:
            kept.last_exit = kept.process.returncode
            kept.process = None
            kept.fast_failures = kept.fast_failures + 1 if now - kept.started < FAST_SECONDS else 0
            if kept.fast_failures >= FAST_FAILURES:
                kept.given_up = True
                say(f"✗ {kept.part.name} 连续 {FAST_FAILURES} 次启动即退出，已停止重试；请查看 {self._log_path(kept)}")
                return True
            kept.restart_after = now + (min(2.0**kept.fast_failures, LONGEST_PAUSE) if kept.fast_failures else 0)
            say(f"! {kept.part.name} 退出（{kept.last_exit}），正在重新启动")
        if now >= kept.restart_after:
            kept.restarts += 1
            self._launch(kept)
        return True

    def _launch(self, kept: Kept) -> None:
        path = self._log_path(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        run_as: dict[str, Any] = kept.part.run_as
        with path.open("ab") as log:
            kept.process = subprocess.Popen(
                kept.part.command,
                env={**os.environ, "HUIZHENG_VAR": str(self.var), **kept.part.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops them in order
                **run_as,
            )
        kept.started = time.monotonic()

    def _kill(self, kept: Kept) -> None:
        if kept.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(kept.process.pid, signal.SIGKILL)
        kept.process.wait(10)

    def _log_path(self, kept: Kept) -> Path:
        return self.var / "log" / f"{kept.part.name}.log"


def state_file(var: Path) -> Path:
    return var / "run" / "state.json"


def end_leftovers(var: Path) -> None:
    """End parts that a killed supervisor left behind, recognised by pid and by our own session."""
    path = state_file(var)
    if not path.is_file():
        return
    for name, state in json.loads(path.read_text()).items():
        pid = state.get("pid")
        if not pid or not _is_ours(pid, var):
            continue
        gentle = signal.SIGINT if name == "postgres" else signal.SIGTERM
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, gentle)
        readiness.wait_until(lambda pid=pid: not _exists(pid), alive=lambda: True, seconds=20)  # type: ignore[misc]
    path.unlink()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_ours(pid: int, var: Path) -> bool:
    try:
        with open(f"/proc/{pid}/environ", "rb") as environ, open(f"/proc/{pid}/cmdline", "rb") as cmdline:  # noqa: PTH123
            return str(var).encode() in environ.read() + cmdline.read()
    except OSError:
        return False
