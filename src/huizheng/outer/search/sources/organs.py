"""Organs, found by name, former name and what they do; they lead to the site on which they publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huizheng.commons.reference import api as reference
from huizheng.outer.search.entry import EVERYWHERE, ORGAN, Entry
from huizheng.outer.search.sources.shown import Shown


def entries(keys: Iterable[str] | None = None) -> Iterator[Entry]:
    found = reference.organs()
    if keys is not None:
        found = found.filter(pk__in=list(keys))
    own, of_place = _sites()
    for one in found:
        sites = {own.get(one.key), of_place.get(one.division_id), of_place.get(one.division_id[:6])}
        yield Entry(
            type=ORGAN,
            key=one.key,
            title=one.name,
            kind=ORGAN,
            language=EVERYWHERE,
            sites=tuple(sorted(site for site in sites if site)) or (EVERYWHERE,),
            keywords=tuple(one.keywords),
            names=tuple(filter(None, (one.short_name, one.predecessor))),
            english=one.english_name,
        )


def names(keys: Iterable[str], *, language: str) -> dict[str, str]:
    """Return what organs are called."""
    field = "english_name" if language == "en" else "name"
    return dict(reference.organs().filter(pk__in=list(keys)).order_by("pk").values_list("pk", field))


def shown(keys: Iterable[str], *, language: str) -> dict[str, Shown]:
    own, of_place = _sites()
    english = language == "en"
    return {
        one.key: Shown(
            title=one.english_name if english else one.name,
            summary="" if english else "、".join(one.keywords[:8]),
            url="/",
            kind=ORGAN,
            site=own.get(one.key) or of_place.get(one.division_id) or of_place.get(one.division_id[:6], ""),
        )
        for one in reference.organs().filter(pk__in=list(keys))
    }


def _sites() -> tuple[dict[str, str], dict[str, str]]:
    """Return the site of every organ that has one, and the portal of every place."""
    rows = list(reference.sites().values_list("slug", "organ_id", "division_id", "kind"))
    own = {organ: slug for slug, organ, _, kind in rows if kind == "department"}
    return own, {division: slug for slug, _, division, kind in rows if kind != "department"}
