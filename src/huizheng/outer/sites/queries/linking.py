"""The pages whose texts refer to something, one site after the other, for the patrol of links."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from huizheng.outer.sites.queries.asking import ask

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class ReferringPage:
    """A page of a site with its ready pieces: ``{"html"}`` or ``{"live": block}``."""

    number: int
    site: str
    column: str
    title: str
    parts: tuple[dict[str, Any], ...]


_REFERRING: Final = """
SELECT p.number, p.site, p."column", p.title, p.parts::text
FROM sites_page p JOIN sites_listing l ON l.key = p.key
WHERE p.site = %s AND p.number > %s AND l.shown_from <= %s AND (l.shown_until IS NULL OR l.shown_until > %s)
ORDER BY p.number LIMIT %s
"""


def referring_pages(site: str, *, at: dt.datetime, batch: int = 200) -> Iterator[ReferringPage]:
    """Return the pages of a site that people may read now and that refer to something, a few at a time."""
    after = 0
    while True:
        rows = ask(_REFERRING, [site, after, at, at, batch])
        for number, slug, column, title, parts in rows:
            if 'href=\\"' in parts or '"live"' in parts:
                yield ReferringPage(number, slug, column, title, tuple(json.loads(parts)))
        if len(rows) < batch:
            return
        after = rows[-1][0]
