"""What the processes of a running instance cost: processor time and memory, read from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tests.product.instance import Product

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def processes(product: Product) -> dict[str, list[int]]:
    """Return the process ids of every part and of what it started, and of the supervisor itself."""
    assert product.process is not None
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(int(entry.name))) is not None:
            children.setdefault(parent, []).append(int(entry.name))

    def all_of(pid: int) -> Iterator[int]:
        yield pid
        for child in children.get(pid, ()):
            yield from all_of(child)

    found = {name: list(all_of(pid)) for name, pid in product.part_pids().items()}
    return {"supervisor": [product.process.pid], **found}


def seconds_used(product: Product) -> dict[str, float]:
    """Return the processor seconds that each part has used since its start."""
    used = {}
    for name, pids in processes(product).items():
        fields = [_stat(pid) for pid in pids]
        used[name] = sum(int(each[11]) + int(each[12]) for each in fields if each) / TICKS
    return used


def megabytes(product: Product) -> dict[str, float]:
    """Return each part's share of memory: what processes have in common is divided among them (PSS)."""
    found = {}
    for name, pids in processes(product).items():
        found[name] = sum(_proportional(pid) for pid in pids) / 1024
    return found


def _proportional(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # ended since it was listed
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _stat(pid: int) -> list[str]:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return []
