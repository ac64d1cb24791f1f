"""Arranging the home page of a site: which sections, in which order, from which columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.inner.sites.actions.changing import changing
from huizheng.inner.sites.homes import MOST_ROWS, MOST_SECTIONS, SECTIONS, Section, default_home
from huizheng.inner.sites.queries import columns_of
from huizheng.inner.sites.rules import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from huizheng.inner.sites.models import Site
    from huizheng.lib.actors import Actor


def arrange_home(
    slug: str, *, sections: Iterable[Section], by: Actor, at: dt.datetime, seen: int | None = None
) -> Site:
    """This function will arrange the home page of a site anew; the public network shows it at once.

    Each section is ``{"section", "columns", "limit", "title"}``, of a kind that ``homes.SECTIONS`` knows. Raises
    ``NotVisible``, ``NotYours``, ``ChangedMeanwhile``, and ``Refused`` with the field at fault.
    """
    wanted = [dict(each) for each in sections]
    if not wanted:
        raise Refused("首页至少要有一个栏位。", field="sections")
    if len(wanted) > MOST_SECTIONS:
        raise Refused(f"首页最多 {MOST_SECTIONS} 个栏位，请先去掉一个。", field="sections")
    with changing(slug, "arrange_home", by=by, at=at, seen=seen, facts={"sections": len(wanted)}) as site:
        shown = {each.path: each.name for each in columns_of(site) if each.is_shown}
        # What stays as it stands is not judged again: a column hidden since would hold up every other change.
        site.home = [each if each in site.home else _checked(each, shown) for each in wanted]
    return site


def restore_home(slug: str, *, by: Actor, at: dt.datetime, seen: int | None = None) -> Site:
    """This function will give a site the home page of its tree again. Raises as ``arrange_home``."""
    with changing(slug, "restore_home", by=by, at=at, seen=seen) as site:
        site.home = default_home(site.tree)
    return site


def _checked(section: Section, shown: dict[str, str]) -> Section:
    kind = SECTIONS.get(str(section.get("section", "")))
    if kind is None:
        raise Refused("没有这种栏位，请从列表中选择。", field="section")
    columns = [_column(str(word), shown) for word in section.get("columns") or () if str(word).strip()]
    columns = list(dict.fromkeys(columns))
    if kind.needs_columns and not columns:
        raise Refused(f"“{kind.label}”要从栏目取内容，请至少写一个栏目。", field="columns")
    if len(columns) > kind.most_columns:
        raise Refused(f"“{kind.label}”最多取 {kind.most_columns} 个栏目。", field="columns")
    limit = int(section.get("limit") or 0)
    if not 0 <= limit <= MOST_ROWS:
        raise Refused(f"条数请填 1 到 {MOST_ROWS} 之间的数。", field="limit")
    title = str(section.get("title") or "").strip()[:30]
    return {"section": section["section"], "columns": columns, "limit": limit, "title": title}


def _column(word: str, shown: dict[str, str]) -> str:
    """Return the path of a shown column that is written as its path or, where only one is called so, as its name."""
    word = word.strip().strip("/")
    if word in shown:
        return word
    called = [path for path, name in shown.items() if name == word]
    if len(called) == 1:
        return called[0]
    if called:
        raise Refused(f"有几个栏目都叫“{word}”，请写路径：{'、'.join(called[:4])}。", field="columns")
    raise Refused(f"没有显示中的栏目“{word}”。请从提示中选择，或者写栏目路径。", field="columns")


def moved(sections: list[Section], place: int, *, up: bool) -> list[dict[str, Any]]:
    """Return the sections with one of them a place further up or down; what stands at the end stays there."""
    other = place - 1 if up else place + 1
    if not (0 <= place < len(sections) and 0 <= other < len(sections)):
        return list(sections)
    changed = list(sections)
    changed[place], changed[other] = changed[other], changed[place]
    return changed
