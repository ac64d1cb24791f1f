"""The sites of the cluster in a list."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huizheng.inner.sites.models import BrokenLink
from huizheng.inner.sites.policies import kept_by
from huizheng.inner.sites.queries import sites_for
from huizheng.inner.sites.standings import standings
from huizheng.inner.sites.states import SiteKind, site_kinds
from huizheng.inner.sites.web.presenters import site_rows
from huizheng.inner.sites.web.sight import Sight, for_officials

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from huizheng.inner.sites.models import Site

PAGE = 50
_OPEN, _CLOSED, _BROKEN = "open", "closed", "broken-links"


def _found(request: HttpRequest, sight: Sight) -> tuple[QuerySet[Site], dict[str, str]]:
    kept = {key: request.GET[key].strip()[:60] for key in ("q", "kind", "state") if request.GET.get(key, "").strip()}
    found = sites_for(sight.official, at=sight.at)
    if words := kept.get("q"):
        found = found.filter(
            Q(name__icontains=words)
            | Q(slug__startswith=words.lower())
            | Q(organ__name__contains=words)
            | Q(division__pinyin__startswith=words.lower())
            | Q(site_code=words)
        )
    if kept.get("kind") in SiteKind.values:
        found = found.filter(kind=kept["kind"])
    if kept.get("state") in {_OPEN, _CLOSED}:
        found = found.filter(closed_at__isnull=kept["state"] == _OPEN)
    if kept.get("state") == _BROKEN:
        found = found.filter(Exists(BrokenLink.objects.filter(site=OuterRef("pk"))))
    return found.order_by("site_code"), kept


def _columns() -> list[tuple[str, str]]:
    return [
        ("name", _("站点")),
        ("kind", _("类型")),
        ("parent", _("上级")),
        ("state", _("状态")),
        ("late", _("超期栏目")),
        ("last", _("最近更新")),
    ]


@require_safe
@for_officials
def sites(request: HttpRequest, sight: Sight) -> HttpResponse:
    found, kept = _found(request, sight)
    if after := request.GET.get("after", "")[:10]:
        found = found.filter(site_code__gt=after)
    page = list(found[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    context = {
        "columns": _columns(),
        "rows": site_rows(page, standings(page, today=sight.today), sight.today),
        "chosen": {key: kept.get(key, "") for key in ("q", "kind", "state")},
        "kinds": [("", _("全部")), *site_kinds()],
        "states": [("", _("全部")), (_OPEN, _("开放")), (_CLOSED, _("临时关闭")), (_BROKEN, _("有打不开的链接"))],
        "following": "?" + urlencode({**kept, "after": page[-1].site_code}) if more else "",
        "first": "?" + urlencode(kept) if after else "",
        "export": "?" + urlencode(kept),
        "may_open": kept_by(sight.official, sight.at).exists(),
    }
    return render(request, "sites/list.html", context)


@require_safe
@for_officials
def export(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Give the whole list, filtered the same way, as CSV that spreadsheets open in UTF-8."""
    found, _kept = _found(request, sight)
    everything = list(found)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sites.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow([_("站点标识"), *(label for _key, label in _columns()), _("主办单位"), _("网站标识码")])
    for site, row in zip(
        everything, site_rows(everything, standings(everything, today=sight.today), sight.today), strict=True
    ):
        cells = [row[key]["text"] if isinstance(row[key], dict) else row[key] for key, _label in _columns()]
        writer.writerow([site.slug, *cells, site.organ.name, site.site_code])
    return answer
