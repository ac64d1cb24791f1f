"""Sites, from memory: no statement while this process hears announcements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.outer.sites.models import SiteMark
from huizheng.outer.sites.standing import standing
from huizheng.outer.sites.structure import hosts_of

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.outer.sites.snapshot import Banner
    from huizheng.outer.sites.structure import Site


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


def site_by_host(host: str) -> Site | None:
    """Return the site that answers at a ``Host`` header; nothing when it is none of ours."""
    return standing.snapshot().site_by_host(host)


def site(slug: str) -> Site | None:
    return standing.snapshot().site(slug)


def site_names() -> tuple[SiteName, ...]:
    """Return all sites of the cluster by slug."""
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
        for slug, one in standing.snapshot().documents.items()
    )


def children_of(slug: str) -> tuple[SiteName, ...]:
    """Return the sites directly below one, by slug."""
    return tuple(each for each in site_names() if each.parent == slug)


def emergencies(slug: str) -> tuple[Banner, ...]:
    """Return the banners that a site shows now, the newest first."""
    return standing.snapshot().banners.get(slug, ())


def emergency(number: str) -> Banner | None:
    found = standing.snapshot().banners.values()
    return next((each for banners in found for each in banners if each.number == number), None)


def latest_change(slug: str) -> dt.datetime | None:
    """Return when the site last showed something new."""
    return SiteMark.objects.filter(pk=slug).values_list("changed_at", flat=True).first()
