"""What this process knows of the sites without asking: a snapshot, and the marks of what it has heard.

A process that listens (``listening``) is told of every change; any other looks at the mark each time it asks.
"""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from huizheng.outer.sites.models import SiteMark
from huizheng.outer.sites.snapshot import Snapshot, read_snapshot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

CHANNEL: Final = "huizheng_sites"
# The mark and the announcement of the structure of all sites.
STRUCTURE: Final = ""
EVERY_SITE: Final = "*"


class Standing:
    """One for each process. Announcements are numbered as they come, so an answer knows what it has not seen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._news: dict[str, int] = {}
        self.newest = 0
        self.is_hearing = False

    def snapshot(self) -> Snapshot:
        held = self._snapshot
        if held is not None and self.is_hearing:
            return held
        # Before the reading: what is announced while we read makes this snapshot stale at once.
        begun = self.newest
        stamp = SiteMark.objects.filter(pk=STRUCTURE).values_list("stamp", flat=True).first()
        if held is not None and held.stamp == stamp:
            return held
        fresh = read_snapshot(stamp)
        with self._lock:
            if not self.has_news((), since=begun):
                self._snapshot = fresh
        return fresh

    def has_news(self, slugs: Iterable[str], *, since: int) -> bool:
        """Say whether something was announced for one of the sites, or for all, after the announcement ``since``."""
        news = self._news
        return any(news.get(slug, 0) > since for slug in (STRUCTURE, EVERY_SITE, *slugs))

    def announced(self, slugs: Iterable[str]) -> None:
        """This function will note that these sites have changed; answers made before are stale from now on."""
        with self._lock:
            self.newest += 1
            for slug in slugs:
                self._news[slug] = self.newest
                if slug == STRUCTURE:
                    self._snapshot = None

    def hearing(self, *, starts: bool) -> None:
        """This function will note that announcements reach us from now on, or no longer do."""
        with self._lock:
            self.newest += 1
            self._news[EVERY_SITE] = self.newest
            self._snapshot = None
            self.is_hearing = starts


standing = Standing()


def bump(slugs: Iterable[str], *, at: dt.datetime) -> None:
    """This function will give the sites a new mark and announce it when the transaction commits."""
    marked = sorted(set(slugs))
    if not marked:
        return
    SiteMark.objects.bulk_create(
        [SiteMark(slug=slug, stamp=uuid.uuid4(), changed_at=at) for slug in marked if slug != EVERY_SITE],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["stamp", "changed_at"],
    )
    with connection.cursor() as cursor:
        for start in range(0, len(marked), 100):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, ",".join(marked[start : start + 100])])
    # The process that writes hears itself only if it listens.
    transaction.on_commit(lambda: standing.announced(marked))
