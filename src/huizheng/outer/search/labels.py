"""What the values of the facets are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huizheng.outer.search.sources import organs

KINDS = {
    "article": _("信息"),
    "info": _("单页"),
    "document": _("政策文件"),
    "gazette": _("公报"),
    "appointment": _("人事任免"),
    "conference": _("新闻发布会"),
    "budget": _("预决算"),
    "permit": _("行政许可决定"),
    "procurement": _("采购公告"),
    "project": _("重大建设项目"),
    "decision": _("重大行政决策"),
    "theme": _("专题"),
    "region": _("地区概况"),
    "enterprise": _("企事业单位"),
    "scenic": _("景区"),
    "product": _("名优特产"),
    "investment": _("招商项目"),
    "expo": _("博览会展馆"),
    "exhibitor": _("参展单位"),
    "exhibit": _("展品"),
    "price": _("市场价格"),
    "vacancy": _("招聘岗位"),
    "course": _("培训课程"),
    "person": _("领导信息"),
    "dataset": _("统计数据"),
    "service": _("办事服务"),
    "organ": _("机关"),
    "site": _("网站"),
    "column": _("栏目"),
}


def label_of(facet: str, values: Sequence[str], *, names: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of a facet's values, sites by ``names``; what has no name is left out."""
    if facet == "kind":
        return {value: str(KINDS[value]) for value in values if value in KINDS}
    if facet == "site":
        return {value: names[value] for value in values if value in names}
    if facet == "organ":
        return organs.names(values, language=get_language() or "") if values else {}
    return {value: value for value in values}


def kind_labels() -> dict[str, str]:
    """Return what every kind of thing is called, in the reader's language."""
    return {kind: str(label) for kind, label in KINDS.items()}
