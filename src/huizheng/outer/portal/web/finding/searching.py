"""The search page of a site, and its suggestions while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huizheng.outer.portal.web.addresses import port_of, site_address
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.finding.page import in_page
from huizheng.outer.search import api as finder
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

LONGEST: Final = 60
_EVERYWHERE: Final = "all"
# What an address calls a facet.
_NAMES: Final = {"kind": "type", "site": "from", "organ": "organ", "year": "year", "theme": "theme"}
_TITLES: Final = {
    "kind": _("类型"),
    "site": _("来源网站"),
    "organ": _("机关"),
    "year": _("年份"),
    "theme": _("主题"),
}
_TYPES: Final = {
    "service": _("办事"),
    "column": _("栏目"),
    "site": _("网站"),
    "organ": _("机关"),
    "page": _("信息"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever it is, it becomes something that can be answered."""

    q: str = ""
    scope: str = ""
    type: str = ""
    organ: str = ""
    year: str = ""
    theme: str = ""
    order: str = ""
    page: int = 1
    # ``from`` is a word of Python.
    source: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        def text(name: str, longest: int = 80) -> str:
            return query.get(name, "").strip()[:longest]

        number = text("page", 4)
        return cls(
            q=text("q", LONGEST),
            scope=_EVERYWHERE if text("scope") == _EVERYWHERE else "",
            type=text("type", 20),
            organ=text("organ"),
            year=text("year", 4),
            theme=text("theme", 40),
            order="newest" if text("order") == "newest" else "",
            page=min(max(int(number), 1), finder.MOST_PAGES) if number.isascii() and number.isdigit() else 1,
            source=text("from", 60),
        )

    @property
    def facets(self) -> dict[str, str]:
        values = {"kind": self.type, "site": self.source, "organ": self.organ, "year": self.year, "theme": self.theme}
        return {name: value for name, value in values.items() if value}

    def address(self, **changes: Any) -> str:
        """Return this page's address with something changed; a change begins at the first page."""
        changed = replace(self, **{"page": 1, **changes})
        values = {
            "q": changed.q,
            "scope": changed.scope,
            "type": changed.type,
            "from": changed.source,
            "organ": changed.organ,
            "year": changed.year,
            "theme": changed.theme,
            "order": changed.order,
            "page": str(changed.page) if changed.page > 1 else "",
        }
        return f"{reverse('portal:search')}?{urlencode({name: value for name, value in values.items() if value})}"

    def narrowed(self, facet: str, value: str) -> str:
        return self.address(**{{"kind": "type", "site": "source"}.get(facet, facet): value})


@of_a_site
def search(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Show what a question finds on this site, or on all sites of the cluster."""
    asked = Asked.read(request.GET)
    wanted = finder.Wanted(
        text=asked.q,
        site="" if asked.scope else site.slug,
        language=site.language,
        facets=asked.facets,
        order=asked.order or "best",
        page=asked.page,
    )
    answer = finder.search(wanted, at=timezone.now()) if asked.q else finder.Answer([], 0)
    main = render_to_string("portal/finding/search.html", _context(request, site, asked, answer))
    title = gettext("“%(question)s”的搜索结果") % {"question": asked.q} if asked.q else gettext("搜索")
    response = in_page(request, site, title=title, main=main, heading="", robots="noindex")
    response["Cache-Control"] = "no-cache"
    return response


@of_a_site
def suggest(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Show a few lines while somebody types; a fragment for htmx."""
    asked = Asked.read(request.GET)
    text = render_to_string("portal/finding/_suggestions.html", {"lines": _names(request, site, asked)})
    response = HttpResponse(text)
    response["Cache-Control"] = "no-cache"
    return response


def _names(request: HttpRequest, site: sites.Site, asked: Asked) -> list[dict[str, Any]]:
    """Return what is called so, begins so or sounds so."""
    found = finder.suggest(asked.q, site="" if asked.scope else site.slug, language=site.language, at=timezone.now())
    port = port_of(request)
    return [
        {
            "title": each.title,
            "url": address_of(each, site, port),
            "type": _TYPES.get(each.type, ""),
            "note": each.note if each.site != site.slug else "",
        }
        for each in found
    ]


def address_of(found: finder.Hit | finder.Suggestion, site: sites.Site, port: str) -> str:
    """Return where a thing stands: here when this site shows it, else on the site it belongs to."""
    if not found.site or found.site == site.slug:
        return found.url
    other = sites.site(found.site)
    return site_address(other, port, found.url) if other else found.url


def _context(request: HttpRequest, site: sites.Site, asked: Asked, answer: finder.Answer) -> dict[str, Any]:
    port = port_of(request)
    # Of another site's page that this one shows, the address is the one here.
    here = not asked.scope

    def shown(hit: finder.Hit) -> dict[str, Any]:
        stays = here and hit.type == "page"
        return {
            "title": hit.marked_title,
            "snippet": hit.snippet,
            "url": hit.url if stays else address_of(hit, site, port),
            "kind": labels.get(hit.kind, ""),
            "site": hit.site_name if hit.site != site.slug and hit.type == "page" else "",
            "organ": hit.organ,
            "at": hit.published_at,
            "number": hit.document_number,
            "validity": hit.validity if hit.validity not in {"", "有效", "未知"} else "",
        }

    labels = finder.kind_labels()
    narrowing = asked.facets
    # Pinyin and initials are in no text; names are found by them.
    by_name = asked.q.isascii() and answer.is_ready and not (answer.hits or answer.services or narrowing)
    return {
        "names": _names(request, site, asked) if asked.q and by_name else [],
        "asked": asked,
        "answer": answer,
        "site_name": site.title(site.language),
        "hits": [shown(hit) for hit in answer.hits],
        "services": [shown(hit) for hit in answer.services],
        "facets": [
            {
                "title": _TITLES[name],
                "values": [
                    {
                        "label": value.label,
                        "count": value.count,
                        "chosen": value.chosen,
                        "url": asked.narrowed(name, "" if value.chosen else value.value),
                    }
                    for value in values
                ],
            }
            for name, values in answer.facets.items()
            if len(values) > 1 or name in narrowing
        ],
        "narrowed": bool(narrowing),
        "wide": asked.address(type="", source="", organ="", year="", theme=""),
        "orders": [
            {"label": gettext("最相关"), "url": asked.address(order=""), "current": not asked.order},
            {"label": gettext("最新发布"), "url": asked.address(order="newest"), "current": asked.order == "newest"},
        ],
        "instead_url": asked.address(q=answer.instead) if answer.instead else "",
        "older": asked.address(page=asked.page + 1) if asked.page < answer.pages else "",
        "newer": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "everywhere_url": asked.address(scope=_EVERYWHERE, source="", organ="") if here else "",
        "suggest_url": reverse("portal:suggest"),
        "kept": [(name, value) for name, value in (("order", asked.order),) if value],
        "longest": LONGEST,
        "last_page": answer.pages == finder.MOST_PAGES and asked.page == answer.pages,
    }
