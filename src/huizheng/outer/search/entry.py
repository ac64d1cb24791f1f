"""What the index knows of one thing that can be found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

PAGE: Final = "page"
SERVICE: Final = "service"
ORGAN: Final = "organ"
SITE: Final = "site"
COLUMN: Final = "column"
# In the scope of every site.
EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: a page, a service, an organ or a site.

    ``kind`` is the kind of a page, else the type itself. ``sites`` are the sites on which it stands, ``columns`` the
    columns (``site/path``). It is found from ``shown_from`` until ``shown_until``.
    """

    type: str
    key: str
    title: str
    kind: str
    language: str = "zh-hans"
    site: str = ""
    sites: tuple[str, ...] = (EVERYWHERE,)
    columns: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    keywords: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=())  # further names: short, former, English
    english: str = ""
    english_text: str = ""
    organ: str = ""
    numbers: tuple[str, ...] = ()  # document and index numbers
    themes: tuple[str, ...] = ()
    year: int | None = None
    published_at: dt.datetime | None = None
    shown_from: dt.datetime | None = None
    shown_until: dt.datetime | None = None
    version: int = 0
    hot: float = 1.0

    @property
    def id(self) -> str:
        return f"{self.type}:{self.key}"
