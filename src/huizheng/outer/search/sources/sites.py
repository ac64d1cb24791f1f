"""The sites of the cluster themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huizheng.outer.search.entry import EVERYWHERE, SITE, Entry
from huizheng.outer.search.sources.shown import Shown
from huizheng.outer.sites import api as sites

_HOT = 1.1


def entries(keys: Iterable[str] | None = None) -> Iterator[Entry]:
    wanted = None if keys is None else set(keys)
    for one in sites.site_names():
        if one.is_open and (wanted is None or one.slug in wanted):
            yield Entry(
                type=SITE,
                key=one.slug,
                title=one.name,
                kind=SITE,
                language=EVERYWHERE,
                names=(one.short_name,) if one.short_name != one.name else (),
                english=one.english_name,
                hot=_HOT,
            )


def shown(keys: Iterable[str], *, language: str) -> dict[str, Shown]:
    known = {one.slug: one for one in sites.site_names() if one.is_open}
    return {
        slug: Shown(title=one.title(language), summary="", url="/", kind=SITE, site=slug)
        for slug in keys
        if (one := known.get(slug))
    }
