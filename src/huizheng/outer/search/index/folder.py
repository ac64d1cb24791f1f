"""Where an index lies: one folder a generation, and a pointer to the one that answers now."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from huizheng.outer.search.index.schema import version

_POINTER = "current"
_ABOUT = "about.json"
SOUNDS = "sounds.json"


@dataclass(frozen=True)
class Generation:
    """One whole index on disk."""

    path: Path
    version: str

    @property
    def is_ours(self) -> bool:
        """Say whether this code can go on writing it."""
        return self.version == version()


def root() -> Path:
    return Path(settings.VAR) / "search"


def pointer() -> Path:
    return root() / _POINTER


def current() -> Generation | None:
    """Return the generation that answers now, or nothing where none was finished yet."""
    try:
        path = root() / pointer().read_text("utf-8").strip()
        about = json.loads((path / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Generation(path, about.get("version", "")) if (path / "meta.json").is_file() else None


def begin() -> Generation:
    """Make an empty folder for a new generation."""
    path = root() / f"generation-{uuid4().hex}"
    path.mkdir(parents=True)
    (path / _ABOUT).write_text(json.dumps({"version": version()}), "utf-8")
    return Generation(path, version())


def switch(to: Generation) -> None:
    """Let a finished generation answer from now on, in one step; the one before stays for who still reads it."""
    before = current()
    ready = pointer().with_suffix(".new")
    ready.write_text(to.path.name, "utf-8")
    ready.replace(pointer())
    kept = {to.path, before.path if before else to.path}
    for path in root().glob("generation-*"):
        if path not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time make a generation; a killed one lets go by itself."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
