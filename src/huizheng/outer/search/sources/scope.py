"""What one site shows, and what readers may no longer see though the index still holds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huizheng.outer.sites import api as sites

# More changes than these are a bundle on its way: the database alone decides then, and counts may run ahead.
_MOST_PENDING = 500


def columns_taken(slug: str) -> frozenset[str]:
    """Return the columns of other sites that a site shows beside its own pages."""
    site = sites.site(slug)
    return frozenset(f"{other}/{path}" for other, path in site.taken) if site else frozenset()


def sites_read(slug: str) -> tuple[str, ...]:
    """Return the sites whose places make a page one of this site's: itself, and those whose columns it takes."""
    site = sites.site(slug)
    return (slug, *sorted({other for other, _ in site.taken})) if site else (slug,)


def site_columns(slug: str) -> tuple[sites.Column, ...]:
    site = sites.site(slug)
    return tuple(site.columns.values()) if site else ()


def site_names(language: str) -> dict[str, str]:
    return {one.slug: one.title(language) for one in sites.site_names() if one.is_open}


@dataclass(frozen=True)
class Pending:
    """Pages that have changed since the index was written; ``hidden`` are those that readers may no longer see."""

    numbers: frozenset[int] = frozenset()
    hidden: tuple[int, ...] = ()


def pending(place: int, *, at: dt.datetime) -> Pending:
    numbers = sites.changes_after(place, limit=_MOST_PENDING).numbers
    if not numbers:
        return Pending()
    readable = {card.number for card in sites.cards(numbers, at=at)}
    return Pending(frozenset(numbers), tuple(number for number in numbers if number not in readable))
