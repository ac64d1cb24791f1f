"""The sections of a home page, by tree: what stands where until a site arranges it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

Section = dict[str, Any]


@dataclass(frozen=True)
class SectionKind:
    """A kind of section: what it is called, what it shows, how many columns feed it, at most."""

    label: Any
    note: Any
    most_columns: int = 0
    needs_columns: bool = False
    has_limit: bool = False


# The names are those that the public network draws (docs/editions.md).
SECTIONS: Final[dict[str, SectionKind]] = {
    "headlines": SectionKind(_("要闻"), _("头条和最新消息"), 2, needs_columns=True, has_limit=True),
    "notices": SectionKind(_("通知和政策"), _("通知公告、政策文件和解读"), 3, needs_columns=True, has_limit=True),
    "services": SectionKind(_("办事服务"), _("按主题办事、办得最多的事；由办事大厅提供"), has_limit=True),
    "openness": SectionKind(_("政务公开"), _("公开栏目的入口，另列几个栏目的最新内容"), 6, has_limit=True),
    "interaction": SectionKind(_("互动交流"), _("访谈、发布会和回应"), 4, has_limit=True),
    "data": SectionKind(_("数据"), _("统计和图解"), 4, has_limit=True),
    "themes": SectionKind(_("专题"), _("正在进行的专题和专题分类"), 4, has_limit=True),
    "pictures": SectionKind(_("图片视频"), _("有图片的最新内容"), 2, needs_columns=True, has_limit=True),
    "prices": SectionKind(_("价格行情"), _("价格信息的最新数字"), 4, needs_columns=True, has_limit=True),
    "columns": SectionKind(_("并列栏目"), _("几个栏目并排，各列最新内容"), 4, needs_columns=True, has_limit=True),
    "doors": SectionKind(_("入口"), _("几个栏目的入口"), 8, needs_columns=True),
    "sites": SectionKind(_("网站群"), _("下级和同级网站；由站点库提供")),
}
MOST_SECTIONS: Final = 16
MOST_ROWS: Final = 12


def _section(section: str, *columns: str, limit: int = 8, title: str = "") -> Section:
    return {"section": section, "columns": list(columns), "limit": limit, "title": title}


_PORTAL = [
    _section("headlines", "news/government", "news/leaders", limit=7),
    _section("notices", "news/notices", "openness/policies", "openness/policies/interpretation", limit=6),
    _section("services", limit=12),
    _section("openness", "openness/policies/government", "openness/gazette", "openness/budget", limit=6),
    _section("interaction", "interaction/interview", "news/press", "news/clarification", limit=5),
    _section("data", "openness/statistics", "data/charts", limit=4),
    _section("themes", "themes/current", "themes/public-safety", "themes/agriculture-rural", limit=6),
    _section("pictures", "news/media", limit=4),
    _section("sites", limit=0),
]
_HOMES: dict[str, list[Section]] = {
    "province": _PORTAL,
    "city": _PORTAL,
    "county": _PORTAL,
    "department": [
        _section("headlines", "news/work", "news/pictures", limit=7),
        _section("notices", "news/notices", "openness/policies", "openness/policies/interpretation", limit=6),
        _section("services", limit=12),
        _section("openness", "openness/plans", "openness/budget", "openness/statistics", limit=6),
        _section("interaction", "interaction/interview", limit=5),
        _section("themes", "themes", limit=6),
        _section("sites", limit=0),
    ],
    "sannong": [
        _section("headlines", "news", limit=7),
        _section("notices", "policy/documents", "policy/plain", limit=6),
        _section("prices", "market/produce-prices", "market/input-prices", limit=8),
        _section("columns", "technology/calendar", "technology/crops", "technology/pests", limit=5),
        _section("columns", "migrant/jobs", "migrant/return", "disaster/guides", limit=5),
    ],
    "english": [
        _section("headlines", "news", limit=6),
        _section("doors", "entry", "work", "business", "study", "living", "travel"),
        _section("columns", "entry/visas", "work/permit", "study/guide", limit=4),
        _section("columns", "business/projects", "business/policy", "business/zones", limit=5),
        _section("columns", "travel/attractions", "travel/routes", "living/hotlines", limit=5),
    ],
}


def default_home(tree: str) -> list[Section]:
    return [dict(section) for section in _HOMES.get(tree, _PORTAL)]
