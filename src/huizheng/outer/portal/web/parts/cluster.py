"""The sites of the cluster by tier and place: a schematic map of squares, lists, an index by letter."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from huizheng.lib.first_letters import first_letter, place_in_sound
from huizheng.outer.portal.web.addresses import site_address
from huizheng.outer.portal.web.markup import e
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SECTIONS_KEPT: Final = 400
# Each city a square about where it lies: north is up. A drawing to find a name by, not a map.
SQUARES: Final[tuple[tuple[str, ...], ...]] = (
    ("", "huaibei", "suzhou", ""),
    ("bozhou", "huainan", "bengbu", "chuzhou"),
    ("fuyang", "hefei", "maanshan", ""),
    ("luan", "tongling", "wuhu", "xuancheng"),
    ("anqing", "chizhou", "huangshan", ""),
)


def label(each: sites.SiteName, language: str) -> str:
    return each.title(language) if language == "en" else each.short_name


def square_map(language: str, port: str, *, current: str = "") -> str:
    """Return the sixteen cities as squares, from north to south: a list that looks like the province."""
    known = {each.slug: each for each in sites.site_names()}
    cells = []
    for row, slugs in enumerate(SQUARES, 1):
        for place, slug in enumerate(slugs, 1):
            if slug in known:
                here = ' aria-current="true"' if slug == current else ""
                cells.append(
                    f'<li class="hz-squares__city hz-squares__city--r{row} hz-squares__city--c{place}"><a href="{e(site_address(known[slug], port))}"{here}>'
                    f"{e(label(known[slug], language))}</a></li>"
                )
    if not cells:
        return ""
    note = e(gettext("示意图：方块只表示大致方位，不表示边界和面积。"))
    return f'<ul class="hz-squares">{"".join(cells)}</ul><p class="hz-muted">{note}</p>'


def names(found: Iterable[sites.SiteName], language: str, port: str, *, current: str = "") -> str:
    items = "".join(
        f'<li><a href="{e(site_address(each, port))}"{" aria-current=true" if each.slug == current else ""}>{e(label(each, language))}</a></li>'
        for each in found
    )
    return f'<ul class="hz-names">{items}</ul>'


def below(slug: str) -> tuple[list[sites.SiteName], list[sites.SiteName]]:
    """Return the governments and the departments directly below a site, in the order of their divisions."""
    found = [each for each in sites.children_of(slug) if each.is_open and each.language != "en"]
    ordered = sorted(found, key=lambda each: (each.division, each.slug))
    return (
        [each for each in ordered if each.kind != "department" and each.slug != "sannong"],
        [each for each in ordered if each.kind == "department"],
    )


def home_section(site: sites.Site, port: str) -> str:
    """Return the sites around this one, made anew when any site is no longer what it was."""
    key = (site.slug, port)
    kept = _sections.get(key)
    if kept is None or kept[0] is not site:
        while len(_sections) >= SECTIONS_KEPT:
            _sections.pop(next(iter(_sections)), None)
        kept = _sections[key] = (site, _home_section(site, port))
    return kept[1]


_sections: dict[tuple[str, str], tuple[sites.Site, str]] = {}


def _home_section(site: sites.Site, port: str) -> str:
    """Return the sites below a site, or beside it."""
    department = site.kind == "department"
    governments, departments = below(site.parent if department and site.parent else site.slug)
    title = gettext("市县网站")
    if department:
        title = gettext("省直部门网站")
        inner = names(departments, site.language, port, current=site.slug) if len(departments) > 1 else ""
    elif site.tier == "province":
        left = square_map(site.language, port)
        right = (
            f"<section><h3>{e(gettext('省直部门网站'))}</h3>\n{names(departments, site.language, port)}</section>"
            if departments
            else ""
        )
        inner = f'<div class="hz-cluster__grid"><div>{left}</div>{right}</div>' if left or right else ""
    else:
        title = gettext("县区网站") if governments else gettext("同级网站")
        beside = governments or (below(site.parent)[0] if site.parent else [])
        inner = names(beside, site.language, port, current=site.slug) if len(beside) > 1 else ""
    if not inner:
        return ""
    return (
        f'<section class="hz-band hz-home__extra" aria-labelledby="cluster-title"><div class="hz-wrap"><div class="hz-section__head">'
        f'<h2 class="hz-section__title" id="cluster-title">{e(title)}</h2></div>{inner}</div></section>'
    )


def by_letter(found: Sequence[sites.SiteName]) -> list[tuple[str, list[sites.SiteName]]]:
    """Return the sites under the first letter of their names as they sound."""
    keyed = sorted(((_sound(each), each) for each in found), key=lambda pair: pair[0])
    return [(letter, [each for _, each in group]) for letter, group in groupby(keyed, key=lambda pair: pair[0][0])]


def _sound(each: sites.SiteName) -> tuple[str, bytes]:
    """Return the letter and the order within it; a place's site is called by its sound (六安 is Lu'an, not Liu'an)."""
    if each.kind != "department":
        return each.slug[:1].upper(), each.slug.encode()
    name = each.short_name.removeprefix("省")
    return first_letter(name) or each.slug[:1].upper(), place_in_sound(name)


def directory(site: sites.Site, port: str) -> str:
    """Return all sites: by place on the squares, by tier and region, by letter (R140, R142)."""
    language = site.language
    known = [each for each in sites.site_names() if each.is_open]
    departments = sorted((each for each in known if each.kind == "department"), key=_sound)
    cities = sorted(
        (each for each in known if each.tier == "city" and each.kind != "department"), key=lambda each: each.division
    )
    counties = [each for each in known if each.tier == "county" and each.kind != "department"]
    special = [each for each in known if each.kind not in {"department", "city-portal", "county-portal"}]
    regions = "".join(
        f'<section class="hz-region"><h3 class="hz-region__city"><a href="{e(site_address(city, port))}">{e(label(city, language))}</a></h3>\n'
        f"{names(sorted((each for each in counties if each.parent == city.slug), key=lambda each: each.division), language, port)}</section>"
        for city in cities
    )
    letters = by_letter([*cities, *counties, *departments])
    jump = "".join(f'<li><a href="#letter-{letter}">{letter}</a></li>' for letter, _ in letters)
    index = "".join(
        f'<section class="hz-letter"><h3 id="letter-{letter}">{letter}</h3>\n{names(found, language, port)}</section>'
        for letter, found in letters
    )
    total = gettext("共 %(n)s 个网站") % {"n": len(known)}
    return (
        f'<p class="hz-lead">{e(total)}</p>'
        f'<section class="hz-directory"><h2>{e(gettext("省级和专题网站"))}</h2>\n{names(special, language, port)}</section>'
        f'<section class="hz-directory"><h2>{e(gettext("按地区"))}</h2>\n<div class="hz-directory__map">{square_map(language, port)}</div><div class="hz-regions">{regions}</div></section>'
        f'<section class="hz-directory"><h2>{e(gettext("省直部门网站"))}</h2>\n{names(departments, language, port)}</section>'
        f'<section class="hz-directory"><h2>{e(gettext("按拼音"))}</h2>\n<ul class="hz-letters">{jump}</ul><div class="hz-letter-columns">{index}</div></section>'
    )
