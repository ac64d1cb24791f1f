"""All sites as they stand at one moment: read from the database once, every site built when somebody asks for it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from huizheng.outer.sites.models import ColumnTree, Emergency, PortalSite
from huizheng.outer.sites.sources import resolve
from huizheng.outer.sites.structure import BARE_HOSTS, MAIN_SITE, Site, build_site, hosts_of, told_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Banner:
    """An emergency that a site shows on every page."""

    number: str
    state: str
    level: str
    title: str
    english_title: str
    summary: str
    measures: tuple[str, ...]
    area: str
    address: str
    column: str
    opened_at: dt.datetime
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SiteName:
    """A site as directories name it."""

    slug: str
    kind: str
    tier: str
    name: str
    short_name: str
    english_name: str
    parent: str
    division: str
    organ: str
    language: str
    host: str
    is_open: bool

    def title(self, language: str) -> str:
        return self.english_name if language == "en" and self.english_name else self.name


@dataclass(eq=False)
class Snapshot:
    """The structure of the whole cluster under one stamp."""

    stamp: UUID | None
    documents: Mapping[str, Mapping[str, Any]]
    versions: Mapping[str, int]
    trees: Mapping[str, list[dict[str, Any]]]
    banners: Mapping[str, tuple[Banner, ...]]
    _built: dict[str, Site] = field(default_factory=dict)
    _told: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)

    def site(self, slug: str) -> Site | None:
        """Return the site of that name; nothing for an unknown one and for one whose tree has not come."""
        if slug not in self._built:
            document = self.documents.get(slug)
            if document is None or document.get("tree", "") not in self.trees:
                return None
            told = self.columns_told(slug)
            sources = {path: found for path, one in told.items() if (found := self._sources(slug, one))}
            self._built[slug] = build_site(document, version=self.versions[slug], columns=told, sources=sources)
        return self._built[slug]

    def columns_told(self, slug: str) -> dict[str, Mapping[str, Any]]:
        """Return what is told of the columns that a site shows; sites of one shape share one answer."""
        document = self.documents[slug]
        tree = document.get("tree", "")
        shape = json.dumps([tree, document.get("differences"), document.get("functions")], sort_keys=True)
        if shape not in self._told:
            self._told[shape] = told_columns(document, self.trees.get(tree, []))
        return self._told[shape]

    def knows(self, slug: str, path: str) -> bool:
        """Say whether the site has the column, shown or not."""
        document = self.documents.get(slug)
        if document is None:
            return False
        return path in self._paths_of_trees.get(document.get("tree", ""), ()) or bool(
            (document.get("differences") or {}).get(path, {}).get("added")
        )

    @cached_property
    def _paths_of_trees(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(each["path"] for each in columns) for name, columns in self.trees.items()}

    def site_by_host(self, host: str) -> Site | None:
        """Return the site that answers at a ``Host`` header, with or without a port; nothing for a stranger's."""
        name = host.lower().rstrip(".")
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        slug = self.slugs_by_host.get(name)
        if slug is None and name.endswith(".localhost"):
            slug = name.removesuffix(".localhost")
        if slug is None and name in BARE_HOSTS:
            slug = MAIN_SITE
        return self.site(slug) if slug else None

    @cached_property
    def slugs_by_host(self) -> dict[str, str]:
        return {host: slug for slug, document in self.documents.items() for host in hosts_of(document)}

    @cached_property
    def names(self) -> tuple[SiteName, ...]:
        """Return all sites by slug, as directories name them."""
        return tuple(
            SiteName(
                slug=slug,
                kind=one.get("kind", ""),
                tier=one.get("tier", ""),
                name=one.get("name", slug),
                short_name=one.get("short_name") or one.get("name", slug),
                english_name=one.get("english_name", ""),
                parent=one.get("parent") or "",
                division=one.get("division", ""),
                organ=one.get("organ", ""),
                language=one.get("language", "zh-hans"),
                host=next(iter(hosts_of(one)), f"{slug}.localhost"),
                is_open=one.get("is_open", True),
            )
            for slug, one in self.documents.items()
        )

    @cached_property
    def children(self) -> dict[str, tuple[SiteName, ...]]:
        """Return, by slug, the sites directly below a site."""
        found: dict[str, list[SiteName]] = {}
        for each in self.names:
            found.setdefault(each.parent, []).append(each)
        return {slug: tuple(sites) for slug, sites in found.items()}

    @cached_property
    def takers(self) -> dict[str, frozenset[str]]:
        """Return, by site, the sites that show some of its columns."""
        found: dict[str, set[str]] = {}
        for slug in self.documents:
            for told in self.columns_told(slug).values():
                for source, _ in self._sources(slug, told):
                    found.setdefault(source, set()).add(slug)
        return {slug: frozenset(others) for slug, others in found.items()}

    def _sources(self, slug: str, told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        texts = told.get("sources") or ()
        if not texts:
            return ()
        # A column that the other site has not, or does not show, gives nothing; one with columns below gives those too.
        return tuple(
            (site, path)
            for site, asked in resolve(slug, texts, self.documents)
            for path in self.columns_told(site)
            if path == asked or path.startswith(f"{asked}/")
        )


def banner_of(one: Emergency) -> Banner:
    return Banner(
        number=one.number, state=one.state, level=one.level, title=one.title, english_title=one.english_title,
        summary=one.summary, measures=tuple(one.measures), area=one.area, address=one.address, column=one.column,
        opened_at=one.opened_at, at=one.at,
    )  # fmt: skip


def read_snapshot(stamp: UUID | None) -> Snapshot:
    """Read everything that makes the structure."""
    rows = list(PortalSite.objects.order_by("slug").values_list("slug", "version", "document"))
    banners: dict[str, list[Banner]] = {}
    for one in Emergency.objects.exclude(state=CLOSED).order_by("-opened_at", "number"):
        for slug in one.sites:
            banners.setdefault(slug, []).append(banner_of(one))
    return Snapshot(
        stamp=stamp,
        documents={slug: {**document, "slug": slug} for slug, _, document in rows},
        versions={slug: version for slug, version, _ in rows},
        trees=dict(ColumnTree.objects.order_by("name").values_list("name", "columns")),
        banners={slug: tuple(found) for slug, found in banners.items()},
    )
