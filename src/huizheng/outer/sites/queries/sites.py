"""Sites, from memory: no statement while this process hears announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.outer.sites.models import Emergency, SiteMark
from huizheng.outer.sites.snapshot import banner_of
from huizheng.outer.sites.standing import standing

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.outer.sites.snapshot import Banner, SiteName
    from huizheng.outer.sites.structure import Site


def site_by_host(host: str) -> Site | None:
    """Return the site that answers at a ``Host`` header; nothing when it is none of ours."""
    return standing.snapshot().site_by_host(host)


def site(slug: str) -> Site | None:
    return standing.snapshot().site(slug)


def site_names() -> tuple[SiteName, ...]:
    """Return all sites of the cluster by slug."""
    return standing.snapshot().names


def children_of(slug: str) -> tuple[SiteName, ...]:
    """Return the sites directly below one, by slug."""
    return standing.snapshot().children.get(slug, ())


def emergencies(slug: str) -> tuple[Banner, ...]:
    """Return the banners that a site shows now, the newest first."""
    return standing.snapshot().banners.get(slug, ())


def emergency(number: str, *, slug: str = "") -> Banner | None:
    """Return an emergency, open or closed, that was announced on the site ``slug`` or, without one, anywhere."""
    found = Emergency.objects.filter(number=number, **({"sites__contains": [slug]} if slug else {})).first()
    return banner_of(found) if found is not None else None


def latest_change(slug: str) -> dt.datetime | None:
    """Return when the site last showed something new."""
    return SiteMark.objects.filter(pk=slug).values_list("changed_at", flat=True).first()
