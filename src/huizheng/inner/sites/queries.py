"""Questions about sites and their columns. Reading a tree costs one question; its rows are kept by edition."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from huizheng.commons.reference.api import Organ
from huizheng.inner.sites.documents import facts_of
from huizheng.inner.sites.models import ColumnTree, Difference, Guarantee, Site
from huizheng.inner.sites.policies import seen_by
from huizheng.inner.sites.resolving import Column, resolve
from huizheng.inner.sites.rules import NotVisible, UnknownColumn
from huizheng.inner.sites.trees import review_chain as chain_of

if TYPE_CHECKING:
    import datetime as dt

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


@lru_cache(maxsize=64)
def _rows(pk: int) -> tuple[Row, ...]:
    """Return the columns of an edition of a tree. An edition never changes, so they are read once a process."""
    return tuple(ColumnTree.objects.values_list("columns", flat=True).get(pk=pk))


def tree_rows(name: str) -> tuple[Row, ...]:
    """Return the standard columns of a tree as they stand now; raises ``NotVisible``."""
    pk = ColumnTree.objects.filter(name=name).order_by("-version").values_list("pk", flat=True).first()
    if pk is None:
        raise NotVisible(f"没有栏目树“{name}”。")
    return _rows(pk)


def all_tree_rows() -> dict[str, tuple[Row, ...]]:
    """Return the standard columns of every tree, in one question."""
    newest = ColumnTree.objects.values("name").annotate(newest=Max("pk")).order_by("name")
    return {row["name"]: _rows(row["newest"]) for row in newest}


def differences_of(found: Site) -> list[tuple[str, str, Row]]:
    return list(Difference.objects.filter(site=found).order_by("path", "kind").values_list("path", "kind", "value"))


def columns_of(found: Site | str) -> list[Column]:
    """Return the columns of a site in reading order, the hidden ones among them (``column.is_shown`` tells)."""
    the_site = site(found) if isinstance(found, str) else found
    return resolve(tree_rows(the_site.tree), facts_of(the_site), differences_of(the_site))


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


class OwnerBook:
    """Which organs there are in the divisions of some sites, asked once."""

    def __init__(self, sites: list[Site]) -> None:
        divisions = {each.division_id for each in sites}
        self._keys = frozenset(Organ.objects.filter(division__in=divisions).values_list("key", flat=True))

    def owner(self, of: Site, kind: str) -> str:
        key = f"{of.division_id}-{kind}"
        return of.organ_id if kind == "self" or key not in self._keys else key


def review_chain(found: Site | str, path: str) -> Row:
    """Return ``code``, ``name``, ``steps`` and ``secrecy_review`` of a column's chain; raises ``UnknownColumn``."""
    code = column(found, path).review_chain
    return {"code": code, **chain_of(code)}
