"""Where a page may stand, as the sites room tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from huizheng.inner.publishing.errors import ColumnTakesNoPages, NoSuchColumn
from huizheng.inner.publishing.states import CHAIN_ALERT, CHAIN_THREE
from huizheng.inner.sites.api import NotVisible, UnknownColumn, all_sites, columns_of, owner_organ, review_chain, site


@dataclass(frozen=True)
class Place:
    """A column of a site with those who answer for it."""

    site: str
    site_name: str
    language: str
    column: str
    column_name: str
    organ: str
    organ_name: str
    owner: str
    chain: str
    takes_pages: bool


Places = dict[tuple[str, str], Place]
_remembered: ContextVar[Places | None] = ContextVar("places", default=None)


@contextmanager
def remembering(places: Places) -> Iterator[None]:
    """Look every column up once while the block lasts, for whoever asks for the same few again and again."""
    token = _remembered.set(places)
    try:
        yield
    finally:
        _remembered.reset(token)


def place(site_slug: str, column: str) -> Place:
    """Return a column of a site as pages need to know it; raises ``NoSuchColumn``."""
    known = _remembered.get()
    if known is None:
        return _looked_up(site_slug, column)
    if (site_slug, column) not in known:
        known[site_slug, column] = _looked_up(site_slug, column)
    return known[site_slug, column]


def place_for_pages(site_slug: str, column: str) -> Place:
    """Return the column for a page that is to stand in it; raises ``NoSuchColumn``, ``ColumnTakesNoPages``."""
    found = place(site_slug, column)
    if not found.takes_pages:
        raise ColumnTakesNoPages
    return found


def _looked_up(site_slug: str, column: str) -> Place:
    try:
        found = site(site_slug)
        named = next(each for each in columns_of(found) if each.path == column)
        chain = review_chain(found, column)["code"]
        owner = owner_organ(found, column)
    except (NotVisible, UnknownColumn, StopIteration) as error:
        raise NoSuchColumn from error
    return Place(
        site=found.slug,
        site_name=found.name,
        language=found.language,
        column=column,
        column_name=named.name,
        organ=found.organ_id,
        organ_name=found.organ.name,
        owner=owner,
        chain=CHAIN_ALERT if chain == "alert" else CHAIN_THREE,
        takes_pages=named.takes_pages,
    )


def column_choices(site_slug: str) -> list[tuple[str, str]]:
    """Return the columns an author may choose, as paths of names; empty for a site that is not there."""
    try:
        columns = columns_of(site_slug)
    except NotVisible:
        return []
    names = {each.path: each.name for each in columns}
    return [
        (each.path, " / ".join(names.get(part, part) for part in _ways(each.path)))
        for each in columns
        if each.takes_pages and each.is_shown
    ]


def column_name(site_slug: str, path: str) -> str:
    """Return a column's name, or its path where it has none any more."""
    return column_names({(site_slug, path)}).get((site_slug, path), path)


def column_names(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the names of columns of several sites, by site and path."""
    versions = dict(all_sites().filter(slug__in={slug for slug, _ in wanted}).values_list("slug", "version"))
    return {(slug, path): _names(slug, versions[slug]).get(path, path) for slug, path in wanted if slug in versions}


@lru_cache(maxsize=256)
def _names(slug: str, version: int) -> dict[str, str]:  # noqa: ARG001 - a site that changes has a new version
    return {each.path: each.name for each in columns_of(slug)}


def _ways(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: index + 1]) for index in range(len(parts))]
