"""A new organ gets a working site: organ, site, columns, first people, first item, in one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.reference.api import Organ, OrganTaken, add_organ
from huizheng.inner.organs.api import Refused as OrganRefused
from huizheng.inner.sites.actions.appointing import FirstPerson, appoint_first_people
from huizheng.inner.sites.actions.checking import check_hosts, checked_name, checked_slug, checked_step
from huizheng.inner.sites.actions.columns import hide_column
from huizheng.inner.sites.documents import release_site
from huizheng.inner.sites.events import SiteOpened
from huizheng.inner.sites.homes import default_home
from huizheng.inner.sites.models import Site
from huizheng.inner.sites.policies import check_open
from huizheng.inner.sites.queries import columns_of, site, tree_rows
from huizheng.inner.sites.rules import NameTaken, NotVisible, Refused, fitted_colour
from huizheng.inner.sites.states import Hidden, Language, SiteKind
from huizheng.lib.actors import ActorKind
from huizheng.lib.identifiers import InvalidIdentifier, check_uscc

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor

# The trees of sites that open later than the cluster: portals of divisions are all there.
OPENABLE = {
    "department": (SiteKind.DEPARTMENT, Language.CHINESE, "部门网站"),
    "sannong": (SiteKind.THEME, Language.CHINESE, "“三农”特色网站"),
    "english": (SiteKind.LANGUAGE, Language.ENGLISH, "外文网站（英文）"),
}
_LONGEST_TEXT = 5000


@dataclass(frozen=True)
class NewOrgan:
    """An organ that the office does not know yet."""

    kind: str
    name: str
    short_name: str
    english_name: str
    uscc: str


@dataclass(frozen=True)
class NewSite:
    """All that a site needs to open; what is left empty gets its usual value."""

    parent: str
    organ: str | NewOrgan
    slug: str
    name: str
    short_name: str = ""
    english_name: str = ""
    tree: str = "department"
    colour: str = "#34495e"
    hosts: tuple[str, ...] = ()
    phone: str = ""
    people: tuple[FirstPerson, ...] = ()
    first_item: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """The new site, and the passwords of accounts that were made with it: login name, name, password."""

    site: Site
    passwords: tuple[tuple[str, str, str], ...]


@transaction.atomic
def open_site(new: NewSite, *, by: Actor, at: dt.datetime) -> Opened:
    """This function will open a site under a portal, with its organ, its first people and its first item, or nothing.

    The site crosses the gate at once; the first item goes into review through ``SiteOpened``. One unit has at most
    one site of its own (政府网站发展指引, 国办发〔2017〕47号). Raises ``NotYours``, ``NameTaken``, and ``Refused`` with
    the field at fault.
    """
    try:
        parent = site(new.parent)
    except NotVisible as reason:
        raise Refused("请选择新站点的上级门户。", field="parent") from reason
    check_open(parent, by=by, at=at)
    if new.tree not in OPENABLE:
        raise Refused("请选择栏目树。", field="tree")
    kind, language, _ = OPENABLE[new.tree]
    organ = _organ(new.organ, parent)
    if kind is SiteKind.DEPARTMENT and (other := Site.objects.filter(organ=organ, kind=kind).first()):
        raise NameTaken(f"该单位已经有网站“{other.name}”，一个单位最多开设一个网站。", field="organ")
    name = checked_name(new.name, field="name")
    opened = Site(
        slug=checked_slug(new.slug),
        kind=kind,
        tier=parent.tier,
        name=name,
        short_name=checked_name(new.short_name or organ.short_name, field="short_name")[:40],
        english_name=checked_name(new.english_name or f"{organ.english_name} Website", field="english_name"),
        parent=parent,
        division=parent.division,
        organ=organ,
        language=language,
        hosts=check_hosts(new.hosts, of=new.slug),
        tree=new.tree,
        colour=fitted_colour(new.colour),
        site_code=next_site_code(parent.division_id),
        site_code_status="pending",
        footer={**parent.footer, "phone": new.phone.strip()[:40] or parent.footer.get("phone", "")},
        home=default_home(new.tree),
        opened_at=at,
        is_demonstration=parent.is_demonstration,
    )
    opened.save(force_insert=True)
    first_item = _first_item(opened, new.first_item)
    try:
        passwords = appoint_first_people(organ.key, new.people, by=by, at=at)
    except OrganRefused as reason:
        raise Refused(reason.sentence, field="people") from reason
    record(
        actor=by,
        action="sites:site:open",
        target=("site", opened.slug),
        facts={"parent": parent.slug, "organ": organ.key, "tree": new.tree, "people": len(new.people)},
        at=at,
    )
    release_site(opened, tree_rows(opened.tree), [], at=at)
    if kind is SiteKind.DEPARTMENT:
        _gather_from_departments(parent, by=by, at=at)
    if by.kind == ActorKind.OFFICIAL:
        publish(SiteOpened(slug=opened.slug, organ=organ.key, by=by.id, at=at, first_item=first_item))
    return Opened(opened, tuple(passwords))


def _gather_from_departments(parent: Site, *, by: Actor, at: dt.datetime) -> None:
    """Show the portal's columns that gather from departments, once there is one to gather from."""
    for each in columns_of(parent):
        if each.hidden is Hidden.CONDITION and any(source.startswith("departments:") for source in each.sources):
            hide_column(parent.slug, each.path, hidden=False, by=by, at=at)


def check_new_organ(new: NewOrgan) -> NewOrgan:
    """Return the organ with its entries in order; raises ``Refused`` with the field at fault, ``NameTaken``."""
    try:
        uscc = check_uscc(new.uscc)
    except InvalidIdentifier as reason:
        raise Refused(str(reason), field="uscc") from reason
    name = checked_name(new.name, field="organ_name")
    taken = Organ.objects.filter(Q(name=name) | Q(uscc=uscc)).first()
    if taken is not None:
        field = "organ_name" if taken.name == name else "uscc"
        raise NameTaken(f"“{taken.name}”已经登记，请在上面的已登记单位中选择。", field=field)
    return NewOrgan(
        kind=checked_step(new.kind),
        name=name,
        short_name=checked_name(new.short_name or new.name, field="organ_short_name")[:40],
        english_name=checked_name(new.english_name, field="organ_english_name"),
        uscc=uscc,
    )


def _organ(wanted: str | NewOrgan, parent: Site) -> Organ:
    if isinstance(wanted, str):
        found = Organ.objects.filter(key=wanted, division=parent.division_id).first()
        if found is None:
            raise Refused("请选择主办单位；新单位请先登记。", field="organ")
        return found
    new = check_new_organ(wanted)
    try:
        return add_organ(
            division=parent.division,
            kind=new.kind,
            name=new.name,
            short_name=new.short_name,
            english_name=new.english_name,
            uscc=new.uscc,
            superior=parent.organ_id,
        )
    except OrganTaken as reason:
        raise NameTaken(
            f"已经登记有“{reason}”，名称、类别或者代码相同；请选择已有单位。", field="organ_name"
        ) from reason


def _first_item(opened: Site, item: dict[str, str]) -> dict[str, Any]:
    """Return the first item in order; an empty one is none. Raises ``Refused``."""
    title, text = item.get("title", "").strip(), item.get("text", "").strip()
    if not title and not text:
        return {}
    if not title or not text:
        raise Refused("首条信息的标题和正文请都填写，或者都留空。", field="title")
    if len(text) > _LONGEST_TEXT:
        raise Refused(f"首条信息最多 {_LONGEST_TEXT} 字，其余以后再写。", field="text")
    takers = {each.path for each in columns_of(opened) if each.is_shown and each.takes_pages}
    if item.get("column") not in takers:
        raise Refused("请选择首条信息的栏目。", field="column")
    return {"column": item["column"], "title": checked_name(title, field="title"), "text": text}


def next_site_code(division: str) -> str:
    """Return the next free 网站标识码 of a division: six digits of the region, four in sequence."""
    region = division[:6]
    last = Site.objects.filter(site_code__startswith=region).order_by("-site_code").values_list("site_code", flat=True)
    return f"{region}{int((last.first() or region + '0000')[6:]) + 1:04d}"
