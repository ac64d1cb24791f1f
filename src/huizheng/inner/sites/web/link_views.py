"""Links on a site's public pages that lead nowhere, for whoever owns their columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huizheng.commons.design.api import day, moment
from huizheng.commons.reference.api import Organ
from huizheng.inner.sites.models import BrokenLink, LinkRound
from huizheng.inner.sites.queries import columns_of, site_for
from huizheng.inner.sites.states import LinkFault
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import crumbs
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from huizheng.inner.sites.models import Site

PAGE = 50
# What to do about it, for whoever mends the page.
ADVICE = {
    LinkFault.NO_PAGE: "核对编号，或者去掉链接。",
    LinkFault.WITHDRAWN: "改为接替它的页面，或者去掉链接。",
    LinkFault.SITE_CLOSED: "改为本站点的页面，或者去掉链接。",
    LinkFault.NO_COLUMN: "核对栏目地址；栏目已隐藏的，去掉链接。",
    LinkFault.NO_FILE: "把文件作为本页的附件重新发布。",
    LinkFault.NO_SERVICE: "核对事项；已取消的，去掉链接。",
    LinkFault.NO_EMERGENCY: "去掉链接。",
    LinkFault.NO_ADDRESS: "重新复制地址。",
    LinkFault.NO_ANSWER: "点开再看一次；确实打不开的，换成对方的新地址，或者去掉链接。",
}


@require_safe
@for_officials
def links(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    asked, kept = _asked(request, found)
    count = asked.count()
    after = row_key(request.GET.get("after", ""))
    rows = list(asked.filter(pk__gt=after) if after else asked)[: PAGE + 1]
    shown = rows[:PAGE]
    more = "?" + urlencode({**kept, "after": str(shown[-1].pk)}) if len(rows) > PAGE else ""
    last = LinkRound.objects.filter(site=found).first()
    everything = BrokenLink.objects.filter(site=found)
    context: dict[str, Any] = {
        "site": found,
        "crumbs": crumbs(found, _("打不开的链接")),
        "round": last and {"at": moment(last.checked_at), "pages": last.pages, "links": last.links, "more": last.more},
        "total": everything.count(),
        "tone": "danger" if everything.exists() else "success",
        "heads": _heads(),
        "rows": _rows(found, shown),
        "count": count,
        "owners": [("", _("全部单位")), *_owners(everything)],
        "owner": kept.get("owner", ""),
        "reasons": [("", _("全部原因")), *LinkFault.choices],
        "why": kept.get("why", ""),
        "following": more,
        "first": "?" + urlencode(kept) if after else "",
        "export": "?" + urlencode(kept),
    }
    return render(request, "sites/links.html", context)


@require_safe
@for_officials
def export(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    asked, _kept = _asked(request, found)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="links-{found.slug}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(head[1] for head in _heads())
    for row in _rows(found, list(asked)):
        cells = (row[head[0]] for head in _heads())
        texts = (str(cell["text"] if isinstance(cell, dict) else cell) for cell in cells)
        writer.writerow(f"'{text}" if text.startswith(("=", "+", "-", "@")) else text for text in texts)
    return answer


def _asked(request: HttpRequest, found: Site) -> tuple[QuerySet[BrokenLink], dict[str, str]]:
    """Return what was asked for, and the choices that made it."""
    kept = {name: request.GET[name][:80] for name in ("owner", "why") if request.GET.get(name)}
    asked = BrokenLink.objects.filter(site=found).select_related("owner").order_by("pk")
    if "owner" in kept:
        asked = asked.filter(owner=kept["owner"])
    if "why" in kept:
        asked = asked.filter(why=kept["why"])
    return asked, kept


def _owners(found: QuerySet[BrokenLink]) -> list[tuple[str, str]]:
    return list(Organ.objects.filter(key__in=found.values("owner")).order_by("key").values_list("key", "short_name"))


def _heads() -> list[tuple[str, ...]]:
    return [
        ("page", _("页面")),
        ("column", _("栏目")),
        ("link", _("链接")),
        ("why", _("原因")),
        ("advice", _("怎样改")),
        ("owner", _("责任单位")),
        ("since", _("发现时间")),
    ]


def _rows(found: Site, shown: list[BrokenLink]) -> list[dict[str, Any]]:
    names = {each.path: each.name for each in columns_of(found)}
    return [
        {
            "page": {
                "text": each.title,
                "href": reverse("publishing:manuscript", args=[each.page]),
                "note": f"/pages/{each.page}/",
            },
            "column": names.get(each.path, each.path),
            "link": each.link,
            "why": {"text": str(LinkFault(each.why).label), "tone": "warning"},
            "advice": ADVICE[LinkFault(each.why)],
            "owner": each.owner.short_name,
            "since": day(each.since),
        }
        for each in shown
    ]
