"""Reading: every process looks at the newest commit of the newest generation, at the cost of two looks at the disk."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy

from huizheng.outer.search.index import folder
from huizheng.outer.search.index.schema import POSITION, schema


class NoIndex(Exception):
    """Nothing can be asked yet: the index is being made for the first time."""


@dataclass
class _Open:
    name: str
    path: Path
    index: tantivy.Index
    seen: int


_lock = threading.Lock()
_open: _Open | None = None


def searcher() -> tantivy.Searcher:
    """Return a searcher over the newest commit; raises ``NoIndex`` where there is none."""
    return _opened().index.searcher()


@dataclass(frozen=True)
class Place:
    """Up to where the runs of changes are in the index: those of pages, and those of everything else."""

    pages: int = 0
    others: int = 0


def position(searcher: tantivy.Searcher) -> Place:
    """Return what a searcher has seen."""
    found = searcher.search(tantivy.Query.term_query(schema(), "id", POSITION), 1, count=False).hits
    if not found:
        return Place()
    document = searcher.doc(found[0][1])
    return Place(int(document.get_first("version") or 0), int(document.get_first("seen") or 0))


def folder_of_index() -> Path:
    """Return the folder of the generation that answers."""
    return _opened().path


def _opened() -> _Open:
    global _open  # noqa: PLW0603 - one reader a process
    with _lock:
        try:
            name = folder.pointer().read_text("utf-8")
        except OSError:
            raise NoIndex from None
        if _open is None or _open.name != name:
            generation = folder.current()
            if generation is None or not generation.is_ours:
                raise NoIndex
            index = tantivy.Index.open(str(generation.path))
            index.config_reader("manual", 0)
            index.reload()
            _open = _Open(name, generation.path, index, _stamp(generation.path))
            _cached_sounds.cache_clear()
            return _open
        stamp = _stamp(_open.path)
        if stamp != _open.seen:
            _open.index.reload()
            _open.seen = stamp
        return _open


def _stamp(path: Path) -> int:
    return (path / "meta.json").stat().st_mtime_ns


def sounds() -> dict[str, str]:
    """Return how single characters sound."""
    return _cached_sounds(folder_of_index())


@lru_cache(maxsize=1)
def _cached_sounds(path: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((path / folder.SOUNDS).read_text("utf-8"))
    except OSError:
        return {}
    return found


def forget() -> None:
    """Let go of what is open, for tests and for a folder that has moved."""
    global _open  # noqa: PLW0603 - one reader a process
    with _lock:
        _open = None
        _cached_sounds.cache_clear()
