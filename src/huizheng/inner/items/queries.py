"""Questions about items. The library is public inside: every official may read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from huizheng.inner.items.errors import NoSuchRelease, NotOffered
from huizheng.inner.items.models import Item, Release
from huizheng.inner.items.states import PUBLISHED, ReleaseState

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

_KEPT = 512


@dataclass(frozen=True)
class ServiceRelease:
    """A published release as other rooms use it: by value, never changing."""

    slug: str
    version: int
    digest: str
    document: dict[str, Any]
    released_at: dt.datetime

    def step(self, key: str) -> dict[str, Any]:
        """Return a step; raises ``KeyError``."""
        return next_or_raise((step for step in self.document["steps"] if step["key"] == key), key)

    def material(self, key: str) -> dict[str, Any]:
        """Return a material; raises ``KeyError``."""
        return next_or_raise((material for material in self.document["materials"] if material["key"] == key), key)


def next_or_raise(found: Any, key: str) -> dict[str, Any]:
    for one in found:
        return dict(one)
    raise KeyError(key)


def release_for(slug: str, version: int) -> ServiceRelease:
    """Return a release that was published, also when superseded or withdrawn since; raises ``NoSuchRelease``.

    The document is remembered by its digest and shared: nobody may change it.
    """
    found = (
        Release.objects.published().filter(item_id=slug, version=version).values_list("digest", "released_at").first()
    )
    if found is None or found[1] is None:
        raise NoSuchRelease(slug, version)
    return ServiceRelease(slug, version, found[0], _document(found[0]), found[1])


@lru_cache(maxsize=_KEPT)
def _document(digest: str) -> dict[str, Any]:
    return dict(Release.objects.filter(digest=digest).values_list("document", flat=True)[:1].get())


def current_release(slug: str) -> ServiceRelease:
    """Return the release in force; raises ``NotOffered``."""
    version = Release.objects.current().filter(item_id=slug).values_list("version", flat=True).first()
    if version is None:
        raise NotOffered(slug)
    return release_for(slug, version)


def release_by_digest(digest: str) -> ServiceRelease | None:
    found = Release.objects.published().filter(digest=digest).values_list("item_id", "version").first()
    return release_for(*found) if found else None


def item_names() -> dict[str, str]:
    """Return every item's name by slug."""
    return dict(Item.objects.values_list("slug", "name"))


# --- for this room's pages ---


def listed(
    *,
    text: str = "",
    type_code: str = "",
    level: str = "",
    organ_kind: str = "",
    state: str = "",
) -> QuerySet[Item]:
    """Return items with ``version``, ``state`` and ``making`` of their newest releases, by name."""
    newest = Release.objects.filter(item=OuterRef("pk"), state__in=PUBLISHED).order_by("-version")
    making = Release.objects.filter(item=OuterRef("pk")).exclude(state__in=PUBLISHED)
    found = Item.objects.annotate(
        version=Subquery(newest.values("version")[:1]),
        state=Subquery(newest.values("state")[:1]),
        released_at=Subquery(newest.values("released_at")[:1]),
        making=Subquery(making.values("state")[:1]),
    )
    if text.strip():
        found = found.filter(Q(name__icontains=text.strip()) | Q(slug__icontains=text.strip()))
    for column, value in (("type_code", type_code), ("level", level), ("organ_kind", organ_kind)):
        if value:
            found = found.filter(**{column: value})
    if state in {ReleaseState.DRAFT, ReleaseState.CHECKED}:
        found = found.filter(making=state)
    elif state:
        found = found.filter(state=state)
    return found.order_by("organ_kind", "slug")


def organ_kinds() -> list[str]:
    return list(Item.objects.order_by("organ_kind").values_list("organ_kind", flat=True).distinct())


def item(slug: str) -> Item:
    """Return an item; raises ``NotOffered`` when there is none of that name."""
    found = Item.objects.filter(pk=slug).first()
    if found is None:
        raise NotOffered(slug)
    return found


def releases_of(slug: str) -> QuerySet[Release]:
    return Release.objects.filter(item_id=slug).defer("document").order_by("-version")


def release(slug: str, version: int) -> Release:
    """Return a release in whatever state; raises ``NoSuchRelease``."""
    found = Release.objects.select_related("item").filter(item_id=slug, version=version).first()
    if found is None:
        raise NoSuchRelease(slug, version)
    return found


def release_before(release: Release) -> Release | None:
    """Return the published release before this one, if any."""
    return (
        Release.objects.published()
        .filter(item_id=release.item_id, version__lt=release.version)
        .order_by("-version")
        .first()
    )


def base_of_draft(slug: str) -> dict[str, Any]:
    """Return the document to go on with: the one in the making, else the newest; raises ``NotOffered``."""
    found = Release.objects.filter(item_id=slug).order_by("-version").values_list("document", flat=True).first()
    if found is None:
        raise NotOffered(slug)
    return dict(found)
