"""How often pages are read: counted in memory, written now and then; nothing of who reads."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import psycopg

    from huizheng.outer.sites.serving.keeping import Kept

# Site, column, page: a reading counts for its site's column, and for its page when it is one.
Read = tuple[str, str, int]
MOST_WAITING: Final = 20_000

_waiting: Counter[Read] = Counter()
_lock = threading.Lock()

_ADD: Final = """
INSERT INTO sites_readingcount (day, site, "column", page, views, told)
SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date, w.site, w.col, w.page, w.views, 0
FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[]) AS w(site, col, page, views)
ORDER BY w.site, w.col, w.page
ON CONFLICT (day, site, "column", page) DO UPDATE SET views = sites_readingcount.views + excluded.views
"""


def count_reading(about: Kept) -> None:
    """This function will count one reading; what is too much to hold before it is written is dropped."""
    site = about.sites[0]
    with _lock:
        if len(_waiting) < MOST_WAITING:
            _waiting[site, about.column, 0] += 1
            if about.page:
                _waiting[site, "", about.page] += 1


def write_counts(database: psycopg.Connection[Any]) -> int:
    """This function will write what was counted and return how many counters that were; a failure loses nothing."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    if not taken:
        return 0
    rows = [(*read, views) for read, views in taken.items()]
    try:
        database.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])
    except Exception:
        with _lock:
            _waiting.update(taken)
        raise
    return len(rows)
