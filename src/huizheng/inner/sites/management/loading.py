"""Setting up: the trees as editions, the sites of the cluster, both sent through the gate once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.reference.api import Organ
from huizheng.commons.reference.api import sites as reference_sites
from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import ColumnTreeReleased
from huizheng.inner.sites.documents import release_site
from huizheng.inner.sites.homes import default_home
from huizheng.inner.sites.models import ColumnTree, Site
from huizheng.inner.sites.queries import all_sites, tree_rows
from huizheng.inner.sites.states import Language, SiteKind
from huizheng.inner.sites.trees import columns_of_tree, digest_of_tree, tree_names, tree_title
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from huizheng.commons.reference.api import Site as ReferenceSite

# One calm colour for each kind of site; a site may choose another.
COLOURS = {
    SiteKind.PROVINCE_PORTAL: "#1d4e89",
    SiteKind.CITY_PORTAL: "#1f5f8b",
    SiteKind.COUNTY_PORTAL: "#22657a",
    SiteKind.DEPARTMENT: "#34495e",
    SiteKind.THEME: "#2e6b3e",
    SiteKind.LANGUAGE: "#1d4e89",
}
# The two sites beside the 169: slug, kind, tree, name, English name, language, organ, 网站标识码.
_BESIDE: tuple[dict[str, Any], ...] = (
    {
        "slug": "sannong",
        "kind": SiteKind.THEME,
        "tree": "sannong",
        "name": "安徽“三农”服务网",
        "short_name": "安徽三农",
        "english_name": "Anhui Farmers' Service Site",
        "language": Language.CHINESE,
        "organ": "340000-agriculture",
        "site_code": "3400000201",
    },
    {
        "slug": "english",
        "kind": SiteKind.LANGUAGE,
        "tree": "english",
        "name": "安徽省人民政府英文网站",
        "short_name": "英文网站",
        "english_name": "The People's Government of Anhui Province",
        "language": Language.ENGLISH,
        "organ": "340000-foreign-affairs",
        "site_code": "3400000202",
    },
)


def load_sites(progress: Callable[[str], None] = lambda _: None) -> bool:
    """This function will release new editions of changed trees and open the sites of the cluster that are missing.

    Each goes through the gate once. It returns whether anything was written. Sites that stand are never changed: what
    their keepers arranged stays.
    """
    with transaction.atomic():
        at = timezone.now()
        trees = [name for name in tree_names() if _release_tree(name, at=at)]
        opened = _open_missing(at=at)
        _release_again(trees, but={each.slug for each in opened}, at=at)
        if not trees and not opened:
            return False
        record(
            actor=SYSTEM,
            action="sites:cluster:load",
            target=("cluster", "sites"),
            facts={"trees": trees, "sites": len(opened)},
            at=at,
        )
    if trees:
        progress(f"栏目树 {len(trees)} 棵")
    if opened:
        progress(f"站点 {len(opened)} 个")
    return True


def _release_tree(name: str, *, at: dt.datetime) -> bool:
    newest = ColumnTree.objects.filter(name=name).order_by("-version").first()
    digest = digest_of_tree(name)
    if newest is not None and newest.digest == digest:
        return False
    version = newest.version + 1 if newest else 1
    columns = columns_of_tree(name)
    ColumnTree.objects.create(
        name=name, version=version, title=tree_title(name), columns=columns, digest=digest, released_at=at
    )
    send(ColumnTreeReleased(name=name, version=version, columns=columns, released_at=at), at=at)
    return True


def _open_missing(*, at: dt.datetime) -> list[Site]:
    known = set(Site.objects.values_list("slug", flat=True))
    operators = dict(Organ.objects.filter(kind="data-resources").values_list("division_id", "name"))
    wanted = [_from_reference(each, operators, at=at) for each in reference_sites() if each.slug not in known]
    portal = next((each for each in reference_sites() if each.kind == "province-portal"), None)
    if portal is not None:  # a node without the province has neither of the two
        wanted += [_beside(each, portal, operators, at=at) for each in _BESIDE if each["slug"] not in known]
    Site.objects.bulk_create(wanted)
    rows = {name: tree_rows(name) for name in tree_names()}
    opened = list(all_sites().filter(slug__in=[each.slug for each in wanted]))
    for each in opened:
        release_site(each, rows[each.tree], [], at=at)
    return opened


def _release_again(trees: list[str], *, but: set[str], at: dt.datetime) -> None:
    """Send the sites of changed trees once more: what a tree asks of some sites only crosses with each site."""
    for each in all_sites().filter(tree__in=trees).exclude(slug__in=but).prefetch_related("differences"):
        each.version += 1
        each.save(update_fields=["version"])
        release_site(each, tree_rows(each.tree), each.differences.all(), at=at)


def _from_reference(given: ReferenceSite, operators: dict[str, str], *, at: dt.datetime) -> Site:
    kind = SiteKind(given.kind)
    return Site(
        slug=given.slug,
        kind=kind,
        tier=given.tier,
        name=given.name,
        short_name=given.organ.short_name if kind is SiteKind.DEPARTMENT else given.division.short_name,
        english_name=given.english_name,
        parent_id=given.parent_id,
        division_id=given.division_id,
        organ_id=given.organ_id,
        language=Language.CHINESE,
        hosts=[],
        tree=given.channel_tree,
        colour=COLOURS[kind],
        site_code=given.site_code,
        site_code_status=given.site_code_status,
        footer=_footer(given.organ.name, operators.get(given.division_id, given.organ.name)),
        home=default_home(given.channel_tree),
        opened_at=at,
        is_demonstration=settings.DEMONSTRATION,
    )


def _beside(given: dict[str, Any], portal: ReferenceSite, operators: dict[str, str], *, at: dt.datetime) -> Site:
    facts = {key: value for key, value in given.items() if key != "organ"}
    return Site(
        **facts,
        tier=portal.tier,
        parent_id=portal.slug,
        division_id=portal.division_id,
        organ_id=given["organ"],
        hosts=[],
        colour=COLOURS[given["kind"]],
        site_code_status="demo",
        footer=_footer("", operators.get(portal.division_id, "")),
        home=default_home(given["tree"]),
        opened_at=at,
        is_demonstration=settings.DEMONSTRATION,
    )


def _footer(organ_name: str, operator: str) -> dict[str, str]:
    """Return the facts of a footer; record numbers stay empty until they are known, and say so in a demonstration."""
    return {
        "operator": operator or organ_name,
        "phone": "12345",
        "icp": "演示备案号" if settings.DEMONSTRATION else "",
        "police": "演示公安备案号" if settings.DEMONSTRATION else "",
        "address": "",
        "postcode": "",
        "email": "",
    }
