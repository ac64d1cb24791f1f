"""Content guarantee: which columns are late, and which will be."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huizheng.commons.design.api import day
from huizheng.commons.reference.api import Organ
from huizheng.inner.sites.queries import site_for, sites_for
from huizheng.inner.sites.standings import ColumnStanding, standings
from huizheng.inner.sites.states import Standing
from huizheng.inner.sites.web.presenters import standing_row
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import crumbs

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.inner.sites.models import Site

PAGE = 50
_LATE, _MUST = "late", "required-empty"
_FIGURES = {Standing.OVERDUE: "danger", Standing.EMPTY: "danger", Standing.SOON: "warning", Standing.FRESH: ""}
_ORDER = {Standing.OVERDUE: 0, Standing.EMPTY: 1, Standing.SOON: 2, Standing.FRESH: 3, Standing.FREE: 4}


@require_safe
@for_officials
def guarantee(request: HttpRequest, sight: Sight) -> HttpResponse:
    return _page(request, sight, list(sites_for(sight.official, at=sight.at)), None)


@require_safe
@for_officials
def site_guarantee(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    return _page(request, sight, [found], found)


def _sifted(
    request: HttpRequest, sight: Sight, sites: list[Site]
) -> tuple[list[ColumnStanding], list[ColumnStanding], str]:
    """Return everything, what was asked for, and the choice; without one, what is late or will be."""
    everything = standings(sites, today=sight.today, views=True)
    chosen = request.GET.get("standing", "")
    if chosen == _LATE:
        asked = [each for each in everything if each.overdue_since(sight.today)]
    elif chosen in Standing.values:
        asked = [each for each in everything if each.standing == chosen]
    elif chosen == _MUST:
        asked = [each for each in everything if each.standing is Standing.EMPTY and each.column.is_mandatory]
    elif chosen == "all":
        asked = list(everything)
    else:
        chosen = "open"
        asked = [each for each in everything if each.standing not in {Standing.FRESH, Standing.FREE}]
    words = request.GET.get("q", "").strip()
    if words:
        asked = [each for each in asked if words in each.column.name or words in each.site.name or words in each.path]
    asked.sort(key=lambda each: (_ORDER[each.standing], str(each.due_on or ""), each.site.site_code, each.path))
    return everything, asked, chosen


def _heads() -> list[tuple[str, ...]]:
    return [
        ("column", _("栏目")),
        ("owner", _("责任单位")),
        ("period", _("更新周期和检查规则")),
        ("last", _("最近更新")),
        ("due", _("最迟更新")),
        ("standing", _("状况")),
        ("views", _("近30天访问")),
    ]


def _choices() -> list[tuple[str, str]]:
    return [
        ("", _("需要更新的")),
        (_LATE, _("已超期")),
        (_MUST, _("必设栏目为空")),
        *((each.value, str(each.label)) for each in Standing),
        ("all", _("全部")),
    ]


def _owners(found: list[ColumnStanding]) -> dict[str, str]:
    return dict(Organ.objects.filter(key__in={each.owner for each in found}).values_list("key", "short_name"))


def _page(request: HttpRequest, sight: Sight, sites: list[Site], one: Site | None) -> HttpResponse:
    everything, asked, chosen = _sifted(request, sight, sites)
    keys = [f"{each.site.slug}:{each.path}" for each in asked]
    after = request.GET.get("after", "")
    begin = keys.index(after) + 1 if after in keys else 0
    shown = asked[begin : begin + PAGE]
    owners = _owners(shown)
    kept = {key: request.GET[key][:60] for key in ("standing", "q") if request.GET.get(key)}
    context: dict[str, Any] = {
        "site": one,
        "crumbs": crumbs(one, _("内容保障")) if one else [],
        "figures": [
            {
                "label": str(kind.label),
                "value": value,
                "tone": tone if value else "",
                "href": "?" + urlencode({"standing": kind.value}),
            }
            for kind, tone in _FIGURES.items()
            for value in [sum(each.standing is kind for each in everything)]
        ],
        "heads": [head for head in _heads() if head[0] != "due"],
        "rows": [_with_last_day(standing_row(each, owners, sight.today)) for each in shown],
        "count": len(asked),
        "choices": _choices(),
        "chosen": "" if chosen == "open" else chosen,
        "words": request.GET.get("q", "").strip()[:60],
        "following": "?" + urlencode({**kept, "after": keys[begin + PAGE - 1]}) if len(asked) > begin + PAGE else "",
        "first": "?" + urlencode(kept) if begin else "",
        "export": "?" + urlencode({**kept, **({"site": one.slug} if one else {})}),
    }
    return render(request, "sites/guarantee.html", context)


def _with_last_day(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose last update tells the last day of the next one; a table of seven columns breaks every date."""
    note = _("最迟 %(day)s") % {"day": row["due"]} if row["due"] else ""
    return {**row, "last": {"text": row["last"], "note": note}}


@require_safe
@for_officials
def export(request: HttpRequest, sight: Sight) -> HttpResponse:
    slug = request.GET.get("site", "")
    sites = [site_for(sight.official, slug, at=sight.at)] if slug else list(sites_for(sight.official, at=sight.at))
    _everything, asked, _chosen = _sifted(request, sight, sites)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="guarantee.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow([_("站点"), _("地址"), *(head[1] for head in _heads()), _("检查规则"), _("超期起始")])
    owners = _owners(asked)
    for each in asked:
        row = standing_row(each, owners, sight.today)
        cells = [row[head[0]]["text"] if isinstance(row[head[0]], dict) else row[head[0]] for head in _heads()]
        since = day(each.overdue_since(sight.today))
        writer.writerow([each.site.name, f"/{each.path}/", *cells, each.verdict, since])
    return answer
