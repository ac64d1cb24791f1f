"""What a list of results shows of one thing, as the database says now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A thing that may be shown now. ``site`` is where its address stands, empty for any site."""

    title: str
    summary: str
    url: str
    kind: str
    site: str = ""
    organ: str = ""
    published_at: dt.datetime | None = None
    document_number: str = ""
    validity: str = ""
    version: int = 0
