"""The openness catalogue of a site, or of all (政府信息公开条例 arts 12, 24): browsed, searched, printed, taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.portal.web.addresses import port_of, site_address
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.finding import classes
from huizheng.outer.portal.web.finding.page import in_page
from huizheng.outer.search import api as finder
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse, QueryDict

PER_PAGE: Final = 20
PRINTED: Final = 100
# How many pages a full-text question may bring into the catalogue.
MOST_FOUND: Final = 1000
_LONGEST: Final = 80
_FIRST_YEAR, _LAST_YEAR = 1949, 2999
_NOTHING: Final = (0,)
_TEXTS: Final = (
    "q", "title", "index", "number", "theme", "below", "kind", "organ", "validity", "scope", "after",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks of the catalogue."""

    q: str = ""  # words anywhere in the text
    title: str = ""
    index: str = ""
    number: str = ""
    theme: str = ""
    below: str = ""
    kind: str = ""
    organ: str = ""
    validity: str = ""
    scope: str = ""
    after: str = ""
    year: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        texts = {name: query.get(name, "").strip()[:_LONGEST] for name in _TEXTS}
        year = query.get("year", "")
        number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
        texts["scope"] = "all" if texts["scope"] == "all" else ""
        if not texts["theme"]:
            texts["below"] = ""
        return cls(**texts, year=number if number and _FIRST_YEAR <= number <= _LAST_YEAR else None)

    @property
    def values(self) -> dict[str, str]:
        found = {name: getattr(self, name) for name in _TEXTS if getattr(self, name)}
        return found | ({"year": str(self.year)} if self.year else {})

    def address(self, name: str = "portal:catalogue", **changes: Any) -> str:
        """Return an address of the catalogue with something changed; a change begins at the newest."""
        changed = replace(self, **{"after": "", **changes}).values
        return reverse(name) + (f"?{urlencode(changed)}" if changed else "")

    def sieve(self, site: sites.Site, *, at: dt.datetime) -> sites.Sieve:
        """Return what this asks of the database; words anywhere are found by the index first."""
        numbers: tuple[int, ...] = ()
        if self.q:
            # Only a site's own entries stand in its catalogue, whatever else it shows.
            wanted = finder.Wanted(self.q, language=site.language, facets={} if self.scope else {"site": site.slug})
            numbers = tuple(finder.pages_found(wanted, at=at, limit=MOST_FOUND)) or _NOTHING
        return sites.Sieve(
            sites=() if self.scope else (site.slug,),
            theme=self.theme,
            theme_below=self.below,
            kind_code=self.kind,
            organ=self.organ,
            validity=self.validity,
            year=self.year,
            index_number=self.index,
            document_number=self.number,
            title=self.title,
            numbers=numbers,
        )


@of_a_site
def catalogue(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Show a part of the catalogue with its classes beside it."""
    asked = Asked.read(request.GET)
    now = timezone.now()
    sieve = asked.sieve(site, at=now)
    part = sites.catalogue(sieve, at=now, cursor=asked.after, size=PER_PAGE)
    counts = sites.catalogue_counts(
        sieve, ("site", "theme", "theme_below", "kind_code", "organ", "year", "validity"), at=now
    )
    main = render_to_string("portal/finding/catalogue.html", _context(request, site, asked, part, counts))
    return in_page(
        request,
        site,
        title=gettext("政府信息公开目录"),
        main=main,
        section="openness",
        robots="noindex" if asked.values else "",
    )


@of_a_site
def printed(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Show up to a hundred entries for paper, with source and day."""
    asked = Asked.read(request.GET)
    now = timezone.now()
    part = sites.catalogue(asked.sieve(site, at=now), at=now, cursor=asked.after, size=PRINTED)
    context = {
        "site_name": gettext("全部网站") if asked.scope else site.title(site.language),
        "entries": rows(request, site, part.entries),
        "address": request.build_absolute_uri(asked.address()),
        "at": now,
        "following": asked.address("portal:catalogue_print", after=part.next) if part.next else "",
        "chosen": [label for _, label, _ in chosen(asked)],
        "back": asked.address(),
    }
    main = render_to_string("portal/finding/catalogue_print.html", context)
    return in_page(request, site, title=gettext("政府信息公开目录（打印）"), main=main, heading="", robots="noindex")


def rows(request: HttpRequest, site: sites.Site, entries: tuple[sites.Entry, ...]) -> list[dict[str, Any]]:
    """Return the entries in ready words; one of another site leads to that site."""
    port = port_of(request)
    return [
        {
            "title": one.title,
            "url": _address(one, site, port),
            "index_number": one.index_number,
            "document_number": one.document_number,
            "kind": classes.KINDS.get(str(one.openness.get("kind_code", "")), ""),
            "themes": list(one.openness.get("themes", ())),
            "organ": one.openness.get("organ_name", ""),
            "formed_on": one.openness.get("formed_on") or "",
            "published_on": one.published_on.isoformat(),
            "validity": classes.VALIDITIES.get(one.validity, one.validity),
            "tone": classes.VALIDITY_TONES.get(one.validity, "neutral"),
            "abstract": one.openness.get("abstract", ""),
        }
        for one in entries
    ]


def _address(entry: sites.Entry, site: sites.Site, port: str) -> str:
    if entry.site == site.slug:
        return entry.address
    other = sites.site(entry.site)
    return site_address(other, port, entry.address) if other else entry.address


def chosen(asked: Asked) -> list[tuple[str, str, str]]:
    """Return what narrows the catalogue: its name, its words, the address without it."""
    words = {
        "q": gettext("全文：%(value)s"),
        "title": gettext("名称：%(value)s"),
        "index": gettext("索引号：%(value)s"),
        "number": gettext("文号：%(value)s"),
        "theme": gettext("主题：%(value)s"),
        "below": gettext("主题：%(value)s"),
        "kind": gettext("文种：%(value)s"),
        "organ": gettext("发布机构：%(value)s"),
        "validity": gettext("有效性：%(value)s"),
        "year": gettext("年份：%(value)s"),
    }
    found = []
    for name, text in words.items():
        value = getattr(asked, name)
        if value:
            without: dict[str, Any] = {name: None if name == "year" else ""}
            if name == "theme":
                without["below"] = ""
            found.append((name, text % {"value": _label(name, str(value))}, asked.address(**without)))
    return found


def _label(name: str, value: str) -> str:
    if name == "kind":
        return str(classes.KINDS.get(value, value))
    if name == "theme":
        return str(classes.THEMES.get(value, value))
    if name == "validity":
        return str(classes.VALIDITIES.get(value, value))
    if name == "organ":
        return next((one.name for one in reference.organs().filter(pk=value)), value)
    return value


def _context(
    request: HttpRequest,
    site: sites.Site,
    asked: Asked,
    part: sites.EntryPage,
    counts: dict[str, dict[str, int]],
) -> dict[str, Any]:
    organs = {
        one.key: one.english_name if site.language == "en" else one.name
        for one in reference.organs().filter(pk__in=list(counts["organ"]))
    }
    total = sum(counts["validity"].values())
    return {
        "asked": asked,
        "site_name": site.title(site.language),
        "entries": rows(request, site, part.entries),
        "total": total,
        "chosen": [{"label": label, "url": url} for _, label, url in chosen(asked)],
        "reset": reverse("portal:catalogue") + ("?scope=all" if asked.scope else ""),
        "themes": [
            {
                "label": label,
                "count": counts["theme"].get(name, 0),
                "url": asked.address(theme=name, below=""),
                "current": name == asked.theme,
                "below": [
                    {
                        "label": below,
                        "count": count,
                        "url": asked.address(below=below),
                        "current": below == asked.below,
                    }
                    for below, count in sorted(counts["theme_below"].items())
                ]
                if name == asked.theme
                else [],
            }
            for name, label in classes.THEMES.items()
        ],
        "kinds": _values(counts["kind_code"], dict(classes.KINDS), asked, "kind"),
        "organs": _values(counts["organ"], organs, asked, "organ"),
        "validities": _values(counts["validity"], dict(classes.VALIDITIES), asked, "validity"),
        "years": [
            {"label": year, "count": count, "value": year, "url": asked.address(year=int(year))}
            for year, count in sorted(counts["year"].items(), reverse=True)
        ],
        "following": asked.address(after=part.next) if part.next else "",
        "newer": asked.address(after=part.previous) if part.previous else "",
        "csv": asked.address("portal:catalogue_csv"),
        "json": asked.address("portal:catalogue_json"),
        "print": asked.address("portal:catalogue_print", after=asked.after),
        "own_url": asked.address(scope=""),
        "all_url": asked.address(scope="all"),
    }


def _values(counts: dict[str, int], labels: dict[str, Any], asked: Asked, name: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": counts[value], "url": asked.address(**{name: value})}
        for value, label in labels.items()
        if counts.get(value)
    ]
