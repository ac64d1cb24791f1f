"""Who may keep which site, and who may open an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from huizheng.inner.organs.api import Duty, duties_of, has_duty, organs_with_duty
from huizheng.inner.sites.models import Emergency, Site
from huizheng.inner.sites.rules import NotYours
from huizheng.inner.sites.states import PORTALS, SiteKind
from huizheng.lib.actors import Actor, ActorKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from huizheng.inner.organs.api import Official

# Who works on the pages of a site sees how it stands.
_SEES = (Duty.SITE_ADMIN, Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE, Duty.LEAD, Duty.OPERATIONS)
_ANNOUNCES = (Duty.PUBLISH_RELEASE, Duty.LEAD)


def organs_above(site: Site) -> list[str]:
    """Return the organs whose site administrators keep the site: its own, and those of the portals above it."""
    keys = [site.organ_id]
    above = site.parent
    while above is not None:
        keys.append(above.organ_id)
        above = above.parent
    return keys


def check_keep(site: Site, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYours`` unless the actor administers the site or a portal above it. The system sets the house up."""
    if by.kind == ActorKind.SYSTEM:
        return
    if by.kind == ActorKind.OFFICIAL and any(has_duty(by.id, Duty.SITE_ADMIN, key, at) for key in organs_above(site)):
        return
    raise NotYours(f"您没有“{site.name}”的网站管理职责，请联系该站点或上级门户的网站管理员。")


def check_open(parent: Site | None, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYours`` unless the actor administers the portal under which a site is to open."""
    if by.kind == ActorKind.SYSTEM:
        return
    if parent is None:
        raise NotYours("请选择新站点的上级门户。", field="parent")
    check_keep(parent, by=by, at=at)


def kept_by_organs(organs: Iterable[str]) -> Q:
    """Return the predicate of what organs administer: their own sites, and all below the portals among them."""
    keys = list(organs)
    return Q(organ__in=keys) | Q(parent__organ__in=keys) | Q(parent__parent__organ__in=keys)


def kept_by(official: Official, at: dt.datetime) -> QuerySet[Site]:
    """Return the sites the official administers, with all below the portals among them."""
    own = organs_with_duty(official, Duty.SITE_ADMIN, at)
    return Site.objects.filter(kept_by_organs(own)).order_by("site_code")


def seen_by(official: Official, at: dt.datetime) -> Q:
    """Return the one predicate of visibility: the sites one keeps, and those of the organs one works for.

    Whoever works on pages in an organ of a division sees the division's portals; whoever runs the system sees all.
    """
    held = duties_of(official, at)
    kept = [key for key, duties in held.items() if Duty.SITE_ADMIN in duties]
    working = [key for key, duties in held.items() if duties & set(_SEES)]
    if any(Duty.OPERATIONS in duties for duties in held.values()):
        return Q()
    return (
        Q(organ__in=[*kept, *working])
        | Q(parent__organ__in=kept)
        | Q(parent__parent__organ__in=kept)
        | Q(division__in=[key.partition("-")[0] for key in working], kind__in=sorted(PORTALS))
    )


def check_announce(site: Site, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYours`` unless the actor signs releases, or leads, at the organ of the site or of a portal above it.

    有关人民政府和部门应当及时公布突发事件信息 (突发事件应对法 art 7): one signature of a competent official is enough.
    """
    if by.kind == ActorKind.OFFICIAL and any(has_duty(by.id, _ANNOUNCES, key, at) for key in organs_above(site)):
        return
    raise NotYours("您没有在这些站点发布突发事件信息的职责，请由本级信息签发人或者领导办理。")


def announces_for(official: Official, at: dt.datetime) -> QuerySet[Site]:
    """Return the sites from which the official may announce an emergency."""
    own = organs_with_duty(official, _ANNOUNCES, at)
    return Site.objects.filter(organ__in=own).exclude(kind=SiteKind.THEME).order_by("site_code")


def check_emergency(emergency: Emergency, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYours`` unless the actor announces for the organ that opened it."""
    if by.kind == ActorKind.OFFICIAL and has_duty(by.id, _ANNOUNCES, emergency.organ_id, at):
        return
    raise NotYours("这条突发事件信息由发布机关的信息签发人或者领导更新和解除。")
