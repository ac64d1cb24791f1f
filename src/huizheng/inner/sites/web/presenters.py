"""Ready words for the pages of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huizheng.commons.design.api import day, moment
from huizheng.inner.sites.functions import FUNCTIONS
from huizheng.inner.sites.resolving import Column
from huizheng.inner.sites.states import DifferenceKind, Hidden, Requirement, Standing
from huizheng.inner.sites.trees import review_chain, update_rule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from huizheng.inner.sites.models import Site
    from huizheng.inner.sites.standings import ColumnStanding

Row = dict[str, Any]
TYPES = {
    "section": "容器",
    "list": "文章列表",
    "page": "单页",
    "directory": "名录",
    "library": "资料库",
    "form": "表单",
    "service": "办事服务",
    "data": "数据图表",
    "map": "地图",
    "link": "链接",
    "qa": "问答",
    "gallery": "图集视频",
    "live": "直播访谈",
}
STANDING_TONES = {
    Standing.FRESH: "success",
    Standing.SOON: "warning",
    Standing.OVERDUE: "danger",
    Standing.EMPTY: "danger",
    Standing.FREE: "neutral",
}
_REQUIREMENT_TONES = {Requirement.REQUIRED: "info", Requirement.NOT_HERE: "neutral"}
_WHERE = {"children": "下级门户", "parent": "上级门户", "departments": "下属部门网站", "translations": "上级门户的译文"}


def short_day(value: dt.datetime | None) -> str:
    return date_format(timezone.localtime(value), "n月j日") if value else ""


def period_words(days: int | None) -> str:
    return _("每 %(n)d 天") % {"n": days} if days else _("不按周期")


def state_cell(site: Site) -> Row:
    if site.is_open:
        return {"text": _("开放"), "tone": "success"}
    return {"text": _("临时关闭"), "tone": "warning", "note": _("至%(day)s") % {"day": moment(site.closed_until)}}


def site_rows(sites: Iterable[Site], standings: Iterable[ColumnStanding], today: dt.date) -> list[Row]:
    """Return the rows of a list of sites, with how many of their columns are late and when one was last updated."""
    late: dict[str, int] = {}
    last: dict[str, dt.datetime] = {}
    for each in standings:
        if each.overdue_since(today):
            late[each.site.slug] = late.get(each.site.slug, 0) + 1
        if each.last_update_at:
            last[each.site.slug] = max(each.last_update_at, last.get(each.site.slug, each.last_update_at))
    return [
        {
            "name": {
                "text": site.name,
                "href": reverse("sites:site", args=[site.slug]),
                "note": site.slug,
            },
            "kind": site.get_kind_display(),
            "parent": site.parent.short_name if site.parent else "",
            "state": state_cell(site),
            "late": {
                "text": str(late.get(site.slug, 0)),
                "href": reverse("sites:site_guarantee", args=[site.slug]) + "?standing=late",
            },
            "last": moment(last.get(site.slug)) or _("尚无更新"),
        }
        for site in sites
    ]


def function_rows(functions: Mapping[str, bool]) -> list[Row]:
    return [
        {
            "name": name,
            "label": each.label,
            "note": each.note,
            "on": functions[name],
            "stands": each.stands,
        }
        for name, each in FUNCTIONS.items()
    ]


def source_words(source: str, names: Mapping[str, str]) -> str:
    """Return a subscription as people read it: ``下级门户 · news/government``."""
    where, _colon, path = source.partition(":")
    return f"{_WHERE.get(where) or names.get(where, where)} · {path}"


def hidden_words(column: Column) -> str:
    if column.hidden is Hidden.FUNCTION:
        return _("“%(function)s”功能未启用") % {"function": FUNCTIONS[column.function].label}
    return str(column.hidden.label)


def column_row(site: Site, column: Column, names: Mapping[str, str]) -> Row:
    """Return a column as a row of the tree."""
    differs = "、".join(str(kind.label) for kind in DifferenceKind if kind in column.differs)
    return {
        "name": {
            "text": "　" * max(column.depth - 1, 0) + column.name,
            "href": reverse("sites:column", args=[site.slug, column.path]),
            "note": "/" + column.path + "/",
        },
        "type": TYPES.get(column.type, column.type),
        "requirement": {
            "text": str(column.requirement.label),
            "tone": _REQUIREMENT_TONES.get(column.requirement, ""),
        },
        "period": period_words(column.update_days),
        "sources": "；".join(source_words(each, names) for each in column.sources),
        "shown": {"text": _("显示"), "tone": "success"}
        if column.is_shown
        else {"text": hidden_words(column), "tone": "neutral"},
        "differs": {"text": differs, "tone": "info"} if differs else "",
    }


def column_facts(column: Column, owner_name: str) -> list[Row]:
    chain = review_chain(column.review_chain)
    rule = update_rule(column.update_rule)
    rows = [
        (_("地址"), f"/{column.path}/", ""),
        (_("英文名称"), column.english_name, ""),
        (_("类型"), TYPES.get(column.type, column.type), ""),
        (_("设置要求"), str(column.requirement.label), column.basis),
        (_("责任单位"), owner_name, ""),
        (_("更新周期"), period_words(column.update_days), f"{rule['verdict']}。依据：{rule['basis']}"),
        (_("审核流程"), str(chain["name"]), " → ".join(chain["steps"])),
        (_("内容来源"), column.source, ""),
        (_("说明"), column.note, ""),
    ]
    return [{"label": label, "value": value, "note": note} for label, value, note in rows if value]


def standing_cell(each: ColumnStanding, today: dt.date) -> Row:
    cell: Row = {"text": str(each.standing.label), "tone": STANDING_TONES[each.standing]}
    if since := each.overdue_since(today):
        cell["note"] = _("自%(day)s起超期 %(n)d 天") % {"day": day(since), "n": (today - since).days + 1}
    elif each.standing is Standing.SOON and each.due_on:
        left = (each.due_on - today).days
        cell["note"] = _("还有 %(n)d 天") % {"n": left} if left else _("今天到期")
    return cell


def standing_row(each: ColumnStanding, owners: Mapping[str, str], today: dt.date) -> Row:
    return {
        "column": {
            "text": each.column.name,
            "href": reverse("sites:column", args=[each.site.slug, each.path]),
            "note": f"{each.site.short_name} · /{each.path}/",
        },
        "owner": owners.get(each.owner, each.owner),
        "period": {"text": period_words(each.period), "note": each.verdict},
        "last": day(timezone.localdate(each.last_update_at)) if each.last_update_at else _("尚无"),
        "due": day(each.due_on),
        "standing": standing_cell(each, today),
        "views": str(each.views),
        "row_tone": "danger" if each.overdue_since(today) else "",
    }
