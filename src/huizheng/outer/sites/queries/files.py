"""Released files: public while a page that people may read refers to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from huizheng.outer.sites.errors import NotVisible
from huizheng.outer.sites.queries.asking import ask

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that anybody may have now."""

    sm3: str
    size: int
    media: str
    name: str


_FILE: Final = """
SELECT r.sm3, r.size, r.media, f.name FROM sites_releasedfile r JOIN sites_pagefile f ON f.sm3 = r.sm3
WHERE r.sm3 = %s AND EXISTS (SELECT 1 FROM sites_listing l WHERE l.page_id = f.page_id AND l.shown_from <= %s
  AND (l.shown_until IS NULL OR l.shown_until > %s))
ORDER BY f.name = '', f.id LIMIT 1
"""


def public_file(sm3: str, *, at: dt.datetime) -> PublicFile:
    """Return the file; raises ``NotVisible`` unless a page shown now refers to it."""
    rows = ask(_FILE, [sm3, at, at])
    if not rows:
        raise NotVisible(sm3)
    return PublicFile(*rows[0])
