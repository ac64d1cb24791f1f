"""Questions about sites and their columns. Reading a tree costs one question; its rows are kept by edition."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Q

from huizheng.commons.reference.api import Organ
from huizheng.inner.organs.api import Duty, organs_with_duty
from huizheng.inner.sites.documents import facts_of
from huizheng.inner.sites.models import BrokenLink, ColumnNotice, ColumnTree, Difference, Emergency, Guarantee, Site
from huizheng.inner.sites.policies import kept_by_organs, seen_by
from huizheng.inner.sites.resolving import Column, SiteFacts, resolve
from huizheng.inner.sites.rules import NotVisible, UnknownColumn
from huizheng.inner.sites.states import PORTALS, NoticeKind, SiteKind
from huizheng.inner.sites.trees import review_chain as chain_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from huizheng.inner.organs.api import Official

Row = dict[str, Any]


def all_sites() -> QuerySet[Site]:
    return Site.objects.select_related("division", "organ", "parent__parent")


def site(slug: str) -> Site:
    """Return the site of a slug; raises ``NotVisible``."""
    found = all_sites().filter(slug=slug).first()
    if found is None:
        raise NotVisible(f"没有站点“{slug}”。")
    return found


def sites_for(viewer: Official, *, at: dt.datetime) -> QuerySet[Site]:
    """Return the sites an official works with: those kept, those below, and the portals of the own division."""
    return all_sites().filter(seen_by(viewer, at))


def site_for(viewer: Official, slug: str, *, at: dt.datetime) -> Site:
    """Return one site the official works with; raises ``NotVisible``."""
    found = sites_for(viewer, at=at).filter(slug=slug).first()
    if found is None:
        raise NotVisible("没有这个站点，或者它不归您管理。")
    return found


@cache
def _rows(pk: int) -> tuple[Row, ...]:
    """Return the columns of an edition of a tree. An edition never changes, so they are read once a process."""
    return tuple(ColumnTree.objects.values_list("columns", flat=True).get(pk=pk))


def site_of_organ(key: str) -> Site | None:
    """Return the site where an organ opens its own information: its own, or its government's portal.

    A bureau without a site opens on the portal of its county, city or province (政府信息公开条例 art 24); nothing where
    this node keeps neither.
    """
    organ = Organ.objects.filter(key=key).first()
    if organ is None:
        return None
    found = all_sites().exclude(kind__in=[SiteKind.THEME, SiteKind.LANGUAGE])
    own = found.filter(organ=organ).order_by("site_code").first()
    return own or found.filter(division_id=organ.division_id[:6], kind__in=PORTALS).first()


def edition_of(name: str) -> int:
    """Return the key of the newest edition of a tree; raises ``NotVisible``."""
    pk = ColumnTree.objects.filter(name=name).order_by("-version").values_list("pk", flat=True).first()
    if pk is None:
        raise NotVisible(f"没有栏目树“{name}”。")
    return pk


def editions() -> dict[str, int]:
    """Return the key of the newest edition of every tree, in one question."""
    newest = ColumnTree.objects.values("name").annotate(newest=Max("pk")).order_by("name")
    return {row["name"]: row["newest"] for row in newest}


def tree_rows(name: str) -> tuple[Row, ...]:
    """Return the standard columns of a tree as they stand now; raises ``NotVisible``."""
    return _rows(edition_of(name))


def differences_of(found: Site) -> list[tuple[str, str, Row]]:
    return list(Difference.objects.filter(site=found).order_by("path", "kind").values_list("path", "kind", "value"))


def columns_of(found: Site | str) -> list[Column]:
    """Return the columns of a site in reading order, the hidden ones among them (``column.is_shown`` tells)."""
    the_site = site(found) if isinstance(found, str) else found
    return list(resolved(the_site, edition_of(the_site.tree), differences_of(the_site)))


def resolved(the_site: Site, tree: int, differences: list[tuple[str, str, Row]]) -> tuple[Column, ...]:
    """Return the columns of a site over an edition of its tree; the same question is answered once a process."""
    facts = facts_of(the_site)
    parts = tuple(tuple(part.items()) for part in (facts.facts, facts.words, facts.functions))
    return _resolved(tree, parts, json.dumps(differences, ensure_ascii=False))


@lru_cache(maxsize=256)
def _resolved(tree: int, parts: tuple[tuple[tuple[str, Any], ...], ...], differences: str) -> tuple[Column, ...]:
    facts = SiteFacts(*(dict(part) for part in parts))
    return tuple(resolve(_rows(tree), facts, [tuple(each) for each in json.loads(differences)]))


def column(found: Site | str, path: str) -> Column:
    """Return one column of a site; raises ``UnknownColumn``."""
    for each in columns_of(found):
        if each.path == path:
            return each
    raise UnknownColumn(f"该站点没有栏目“{path}”。", field="column")


def owner_organ(found: Site | str, path: str) -> str:
    """Return the key of the organ that owes a column its updates.

    The organ named for this very column, or the site's division's organ of the kind that the tree names; where the
    division has none, the organ that runs the site. Raises ``UnknownColumn``.
    """
    the_site = site(found) if isinstance(found, str) else found
    named = Guarantee.objects.filter(site=the_site, path=path).values_list("owner_id", flat=True).first()
    kind = column(the_site, path).owner_kind
    return named or OwnerBook([the_site]).owner(the_site, kind)


def below(above: Site) -> list[str]:
    """Return the slugs of all sites below a site, whatever their kind, by their codes."""
    return list(
        Site.objects.filter(Q(parent=above) | Q(parent__parent=above))
        .order_by("site_code")
        .values_list("slug", flat=True)
    )


class OwnerBook:
    """Which organs there are in the divisions of some sites, asked once."""

    def __init__(self, sites: Sequence[Site]) -> None:
        divisions = {each.division_id for each in sites}
        self._keys = frozenset(Organ.objects.filter(division__in=divisions).values_list("key", flat=True))

    def owner(self, of: Site, kind: str) -> str:
        key = f"{of.division_id}-{kind}"
        return of.organ_id if kind == "self" or key not in self._keys else key


def sites_named(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the slugs of the sites that people name, by slug, by name or by the place of a portal; and what is none.

    A word that fits several sites names none of them.
    """
    wanted = list(dict.fromkeys(words))
    portal = Q(kind__in=PORTALS)
    place = Q(division__short_name__in=wanted) | Q(division__name__in=wanted)
    found = Site.objects.filter(Q(slug__in=wanted) | Q(name__in=wanted) | (portal & place)).select_related("division")
    by_word: dict[str, set[str]] = {word: set() for word in wanted}
    for each in found:
        names = {each.slug, each.name}
        if each.kind in PORTALS:
            names |= {each.division.short_name, each.division.name}
        for word in names & by_word.keys():
            by_word[word].add(each.slug)
    slugs = [next(iter(by_word[word])) for word in wanted if len(by_word[word]) == 1]
    return list(dict.fromkeys(slugs)), [word for word in wanted if len(by_word[word]) != 1]


def review_chain(found: Site | str, path: str) -> Row:
    """Return ``code``, ``name``, ``steps`` and ``secrecy_review`` of a column's chain; raises ``UnknownColumn``."""
    code = column(found, path).review_chain
    return {"code": code, **chain_of(code)}


def preview(tree: str, parent: Site) -> list[Column]:
    """Return the columns that a new site of a tree would have under a portal."""
    unsaved = Site(tier=parent.tier, division=parent.division, functions={})
    return list(resolved(unsaved, edition_of(tree), []))


def emergencies_for(viewer: Official, *, at: dt.datetime) -> QuerySet[Emergency]:
    """Return the emergencies an official may look at: those of the organs one announces for, and those on own sites."""
    own = list(sites_for(viewer, at=at).values_list("slug", flat=True))
    announcing = organs_with_duty(viewer, (Duty.PUBLISH_RELEASE, Duty.LEAD), at)
    return (
        Emergency.objects.filter(Q(organ__in=announcing) | Q(sites__overlap=own))
        .select_related("organ", "opened_by", "checked_by")
        .order_by("-opened_at", "-number")
    )


def emergency_for(viewer: Official, number: str, *, at: dt.datetime) -> Emergency:
    """Return one emergency; raises ``NotVisible``."""
    found = emergencies_for(viewer, at=at).filter(number=number).first()
    if found is None:
        raise NotVisible("没有这条突发事件信息。")
    return found


def emergencies_to_check(organs: Iterable[str], *, but_of: int | None) -> QuerySet[Emergency]:
    """Return what these organs sent through the green channel and waits for another person's check: not one's own."""
    return (
        Emergency.objects.filter(organ__in=organs, checked_at__isnull=True)
        .exclude(opened_by=but_of)
        .select_related("organ")
        .order_by("opened_at", "number")
    )


def notices_of(owners: Iterable[str]) -> QuerySet[ColumnNotice]:
    """Return the unsettled notices of some organs, the most urgent first; of one column the latest only."""
    return _notices().filter(owner__in=owners)


@dataclass(frozen=True)
class KeptTally:
    """How the sites stand that some organs administer, with all below them."""

    sites: int
    to_update: int
    late: int
    with_broken_links: int


def kept_tally(keepers: Iterable[str]) -> KeptTally:
    kept = Site.objects.filter(kept_by_organs(keepers)).order_by()
    kinds = list(_notices().filter(site__in=kept).values_list("kind", flat=True))
    return KeptTally(
        sites=kept.count(),
        to_update=len(kinds),
        late=kinds.count(NoticeKind.OVERDUE),
        with_broken_links=kept.filter(Exists(BrokenLink.objects.filter(site=OuterRef("pk")))).count(),
    )


def _notices() -> QuerySet[ColumnNotice]:
    waiting = ColumnNotice.objects.filter(settled_at__isnull=True)
    newer = waiting.filter(site=OuterRef("site"), path=OuterRef("path"), raised_at__gt=OuterRef("raised_at"))
    return waiting.filter(~Exists(newer)).select_related("site").order_by("due_on", "pk")
