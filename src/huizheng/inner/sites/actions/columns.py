"""Where a site's columns differ from the standard tree: renamed, hidden, moved, added, subscribed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.inner.sites.actions.changing import changing
from huizheng.inner.sites.actions.checking import checked_name, checked_step
from huizheng.inner.sites.models import Difference, Guarantee, Site
from huizheng.inner.sites.queries import column, columns_of
from huizheng.inner.sites.rules import DEPTH, NameTaken, NotNow, Refused, RequiredColumn
from huizheng.inner.sites.states import DifferenceKind, Requirement

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor

# What an added column may be: kinds that pages are released into, or a container for them.
ADDABLE = {
    "list": "文章列表",
    "page": "单页",
    "directory": "名录",
    "library": "资料库",
    "gallery": "图集视频",
    "section": "容器",
}


def _put(site: Site, path: str, kind: DifferenceKind, value: dict[str, Any], at: dt.datetime) -> None:
    Difference.objects.update_or_create(site=site, path=path, kind=kind, defaults={"value": value, "changed_at": at})


def _drop(site: Site, path: str, kind: DifferenceKind) -> None:
    Difference.objects.filter(site=site, path=path, kind=kind).delete()


def rename_column(
    slug: str, path: str, *, name: str, english_name: str = "", by: Actor, at: dt.datetime, seen: int | None = None
) -> Site:
    """This function will give a column another name on one site; an empty name restores the standard one.

    Raises ``UnknownColumn``, ``NotYours``, ``Refused``.
    """
    with changing(slug, "rename_column", by=by, at=at, seen=seen, facts={"column": path}) as site:
        column(site, path)
        if not name.strip():
            _drop(site, path, DifferenceKind.RENAME)
            return site
        value = {"name": checked_name(name, field="name")}
        if english_name.strip():
            value["english_name"] = checked_name(english_name, field="english_name")
        _put(site, path, DifferenceKind.RENAME, value, at)
    return site


def hide_column(
    slug: str, path: str, *, hidden: bool = True, by: Actor, at: dt.datetime, seen: int | None = None
) -> Site:
    """This function will hide a column on one site, or show it again.

    Raises ``RequiredColumn`` for one the site must keep (规划 and 国办秘函〔2019〕19号 name them), ``UnknownColumn``,
    ``NotYours``.
    """
    with changing(slug, "hide_column", by=by, at=at, seen=seen, facts={"column": path, "hidden": hidden}) as site:
        found = column(site, path)
        if hidden and found.requirement is Requirement.REQUIRED and DifferenceKind.ADD not in found.differs:
            raise RequiredColumn(f"“{found.name}”是本站必设栏目，不能隐藏；可以改名或者调整次序。", field="column")
        if not hidden and found.requirement is not Requirement.NOT_HERE:
            _drop(site, path, DifferenceKind.HIDE)
        else:
            _put(site, path, DifferenceKind.HIDE, {"hidden": hidden}, at)
    return site


def move_column(slug: str, path: str, *, direction: str, by: Actor, at: dt.datetime, seen: int | None = None) -> Site:
    """This function will move a column before (``up``) or behind (``down``) its neighbour on one site.

    Raises ``NotNow`` at the end of the row, ``UnknownColumn``, ``NotYours``.
    """
    with changing(slug, "move_column", by=by, at=at, seen=seen, facts={"column": path}) as site:
        columns = columns_of(site)
        parent = next((each.parent for each in columns if each.path == path), None)
        row = [each for each in columns if each.parent == parent]
        place = next((i for i, each in enumerate(row) if each.path == path), None)
        if place is None:
            column(site, path)  # raises: there is none
            return site
        other = place + (-1 if direction == "up" else 1)
        if not 0 <= other < len(row):
            raise NotNow("已经在最前或者最后。", field="column")
        row[place], row[other] = row[other], row[place]
        for number, each in enumerate(row, start=1):
            if each.order != number * 10:
                _put(site, each.path, DifferenceKind.ORDER, {"order": number * 10}, at)
    return site


def add_column(
    slug: str,
    *,
    parent: str,
    step: str,
    name: str,
    english_name: str = "",
    type: str = "list",  # noqa: A002 - the word of the field
    update_days: int | None = None,
    owner_kind: str = "self",
    by: Actor,
    at: dt.datetime,
    seen: int | None = None,
) -> Site:
    """This function will add a column of one site beside the standard ones, at most three levels deep.

    Raises ``NameTaken`` for an address the site has, ``UnknownColumn`` for the parent, ``Refused``, ``NotYours``.
    """
    with changing(slug, "add_column", by=by, at=at, seen=seen, facts={"parent": parent}) as site:
        columns = columns_of(site)
        if parent:
            column(site, parent)
        path = f"{parent}/{checked_step(step)}" if parent else checked_step(step)
        if path.count("/") >= DEPTH:
            raise Refused(f"栏目最多 {DEPTH} 级，请选择更上级的栏目。", field="parent")
        if any(each.path == path for each in columns):
            raise NameTaken(f"地址“{path}”已经有栏目，请换一个。", field="path")
        if type not in ADDABLE:
            raise Refused("请选择栏目类型。", field="type")
        if update_days is not None and update_days < 1:
            raise Refused("更新周期至少 1 天。", field="update_days")
        wanted = checked_name(name, field="name")
        last = max((each.order for each in columns if each.parent == parent), default=0)
        value = {
            "name": wanted,
            "english_name": english_name.strip()[:160] or wanted,
            "type": type,
            "source": "" if type == "section" else "manual",
            "sources": [],
            "order": last + 10,
            "required": "optional",
            "condition": "",
            "basis": "",
            "update_rule": "NONE",
            "update_days": update_days if type != "section" else None,
            "owner_kind": owner_kind,
            "review_chain": "news",
            "function": "",
            "requirements": [],
            "description": f"{wanted}发布的信息",
            "keywords": [wanted],
            "note": "",
        }
        _put(site, path, DifferenceKind.ADD, value, at)
    return site


def subscribe_column(slug: str, path: str, *, source: str, by: Actor, at: dt.datetime, seen: int | None = None) -> Site:
    """This function will show the pages of another site's column, ``site:path``, beside a column's own.

    Raises ``Refused`` for a source that is none, one's own column, or one there already; ``UnknownColumn``,
    ``NotYours``.
    """
    facts = {"column": path, "source": source}
    with changing(slug, "subscribe_column", by=by, at=at, seen=seen, facts=facts) as site:
        found = column(site, path)
        other, _, theirs = source.strip().partition(":")
        if other == slug or not theirs or not Site.objects.filter(slug=other).exists():
            raise Refused(
                "请选择另一个站点的栏目，写成“站点标识:栏目地址”，例如 hefei:news/government。", field="source"
            )
        column(other, theirs)
        if source in found.sources:
            raise NotNow("已经订阅这个栏目。", field="source")
        _put(site, path, DifferenceKind.SUBSCRIBE, {"sources": [*found.own_sources, source]}, at)
    return site


def unsubscribe_column(
    slug: str, path: str, *, source: str, by: Actor, at: dt.datetime, seen: int | None = None
) -> Site:
    """This function will end a subscription of one site. Those of the standard tree stay. Raises ``NotNow``."""
    facts = {"column": path, "source": source}
    with changing(slug, "unsubscribe_column", by=by, at=at, seen=seen, facts=facts) as site:
        found = column(site, path)
        if source not in found.own_sources:
            raise NotNow("本站没有订阅这个栏目。", field="source")
        left = [each for each in found.own_sources if each != source]
        if left:
            _put(site, path, DifferenceKind.SUBSCRIBE, {"sources": left}, at)
        else:
            _drop(site, path, DifferenceKind.SUBSCRIBE)
    return site


def set_guarantee(
    slug: str,
    path: str,
    *,
    owner: str | None = None,
    period_days: int | None = None,
    by: Actor,
    at: dt.datetime,
    seen: int | None = None,
) -> Site:
    """This function will name the organ that owes a column its updates, or a period shorter than the standard one.

    Raises ``Refused`` for a longer period: what the inspection asks is the least. Raises ``UnknownColumn``,
    ``NotYours``.
    """
    with changing(slug, "set_guarantee", by=by, at=at, seen=seen, facts={"column": path}) as site:
        found = column(site, path)
        if period_days is not None and (period_days < 1 or (found.update_days and period_days > found.update_days)):
            raise Refused(f"更新周期不能长于标准的 {found.update_days} 天。", field="period_days")
        Guarantee.objects.update_or_create(
            site=site, path=path, defaults={"owner_id": owner or None, "period_days": period_days}
        )
    return site
