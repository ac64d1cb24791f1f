"""What the machine and the database still have room for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

_MEMORY = Path("/proc/meminfo")


def resources() -> dict[str, Any]:
    """Return disk, memory, load and the size of the zone's database, in bytes."""
    disk = shutil.disk_usage(settings.VAR)
    memory = _memory()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        database = cursor.fetchone()[0]
    return {
        "disk_free": disk.free,
        "disk_total": disk.total,
        "memory_available": memory.get("MemAvailable", 0),
        "memory_total": memory.get("MemTotal", 0),
        "load": round(os.getloadavg()[0], 2),
        "cores": os.cpu_count() or 1,
        "database_size": database,
    }


def _memory() -> dict[str, int]:
    if not _MEMORY.is_file():
        return {}
    lines = (line.split() for line in _MEMORY.read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if len(words) > 1 and words[1].isdecimal()}
