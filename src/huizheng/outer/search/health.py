"""The index's own word to ``/healthz``."""

from __future__ import annotations

from django.utils import timezone

from huizheng.commons.telemetry.api import Check
from huizheng.outer.search.index import folder, reader
from huizheng.outer.search.models import Waiting
from huizheng.outer.sites import api as sites

_MOST = 10_000


def check() -> Check:
    """Say how many things can be found, how many changes wait and for how long the oldest of them has.

    An index that is being made is no fault: every other page is served meanwhile.
    """
    try:
        searcher = reader.searcher()
    except reader.NoIndex:
        return Check(well=True, figures={"index": "making" if folder.root().is_dir() else "none"})
    place = reader.position(searcher)
    changes = sites.changes_after(place.pages, limit=_MOST)
    waiting = Waiting.objects.filter(pk__gt=place.others).order_by("id")
    moments = [changes.since, waiting.values_list("noted_at", flat=True).first()]
    oldest = min((moment for moment in moments if moment is not None), default=None)
    return Check(
        well=True,
        figures={
            "entries": max(searcher.num_docs - 1, 0),
            "waiting": len(changes.numbers) + waiting.count(),
            "lag_seconds": round((timezone.now() - oldest).total_seconds(), 1) if oldest else 0.0,
        },
    )
