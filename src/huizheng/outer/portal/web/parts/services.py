"""The service hall as sites show it: themes, what is done most, the services that a column means."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import get_language, gettext

from huizheng.outer.guides import api as guides
from huizheng.outer.portal.web.markup import e, english, icon
from huizheng.outer.portal.web.presenters import Audience
from huizheng.outer.portal.web.theme_icons import icon_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.sites.api import Site

A_MINUTE: Final = 60
MOST_THEMES: Final = 12
MOST_OFTEN: Final = 6
MOST_OF_A_COLUMN: Final = 60
_kept: dict[tuple[Any, ...], tuple[float, str]] = {}


def kept_a_minute(key: tuple[Any, ...], make: Callable[[], str]) -> str:
    """Return what was made within the last minute: services change with releases, not with readers."""
    now = time.monotonic()
    found = _kept.get(key)
    if found is not None and now - found[0] < A_MINUTE:
        return found[1]
    made = make()
    _kept[key] = (now, made)
    return made


def forget() -> None:
    """This function will make the next page ask again."""
    _kept.clear()


def name_of(each: guides.Service) -> str:
    return (each.name_en if english() else "") or each.name


def promise(each: guides.Service) -> str:
    """Return what people ask first: must I come, and how long."""
    come = gettext("不用到现场") if not each.visits else gettext("到现场 %(n)s 次") % {"n": each.visits}
    if not each.promised_n:
        wait = gettext("当场办结")
    elif each.promised_unit == "working":
        wait = gettext("%(n)s 个工作日办结") % {"n": each.promised_n}
    else:
        wait = gettext("%(n)s 日办结") % {"n": each.promised_n}
    return f"{come} · {wait}"


def address_of(each: guides.Service) -> str:
    return reverse("guides:guide", args=[each.slug])


def listed(found: Iterable[guides.Service]) -> str:
    rows = "".join(
        f'<li class="hz-acts__act"><a href="{address_of(each)}">{e(name_of(each))}</a><span class="hz-acts__note">{e(promise(each))}</span></li>'
        for each in found
    )
    return f'<ul class="hz-acts">{rows}</ul>' if rows else ""


def organ_kind_of(site: Site) -> str:
    """Return the kind of organ that a department's site belongs to, or nothing for a government's."""
    return site.organ.partition("-")[2] if site.kind == "department" else ""


def home_section(site: Site) -> str:
    kind = organ_kind_of(site)
    return kept_a_minute(("home", kind, get_language()), lambda: _home_section(kind))


def _home_section(kind: str) -> str:
    title = e(gettext("办事服务"))
    search = (
        f'<form class="hz-askhall" method="get" action="{reverse("guides:home")}" role="search">'
        f'<label class="hz-visually-hidden" for="hall-search">{e(gettext("搜索要办的事"))}</label>'
        f'<input class="hz-input" type="search" id="hall-search" name="q" placeholder="{e(gettext("想办什么事？例如：开小吃店"))}" autocomplete="off" maxlength="80">'
        f'<button class="hz-button" type="submit">{e(gettext("找服务"))}</button></form>'
    )
    if kind:
        body = listed(list(guides.services(organ_kind=kind)[: MOST_OFTEN * 2]))
        if not body:
            return ""
        inner = f'<div class="hz-acts--two">{body}</div>'
    else:
        groups = "".join(_themes(audience) for audience in ("person", "corp"))
        often = listed(guides.often_used("person")[:MOST_OFTEN])
        if not groups and not often:
            return ""
        held = (
            f'<section class="hz-hall__often" aria-labelledby="often-title"><h3 id="often-title">{e(gettext("办得最多的事"))}</h3>\n{often}</section>'
            if often
            else ""
        )
        inner = f'<div class="hz-hall__grid"><div class="hz-hall__themes">{groups}</div>{held}</div>'
    follow = (
        f'<ul class="hz-inline-links"><li><a href="{reverse("portal:entrance")}">{e(gettext("进入办事大厅"))}</a></li>'
        f'<li><a href="{reverse("applications:query")}">{e(gettext("凭编号查办件"))}</a></li>'
        f'<li><a href="{reverse("guides:themes")}">{e(gettext("按人生大事找"))}</a></li></ul>'
    )
    return (
        f'<section class="hz-band hz-band--wall hz-hall" aria-labelledby="hall-title"><div class="hz-wrap"><div class="hz-hall__head">'
        f'<h2 class="hz-section__title" id="hall-title">{title}</h2>\n{search}</div>{inner}{follow}</div></section>'
    )


def _themes(audience: Audience) -> str:
    found = sorted((each for each in guides.themes(audience) if each.count), key=lambda each: -each.count)[:MOST_THEMES]
    if not found:
        return ""
    order = {each.code: place for place, each in enumerate(guides.themes(audience))}
    words = gettext("个人办事") if audience == "person" else gettext("法人办事")
    cells = "".join(
        f'<li><a class="hz-theme" href="{reverse("guides:theme", args=[audience, each.code])}">{icon(icon_of(audience, each.code))}'
        f"<span>{e((each.name_en if english() else '') or each.name)}</span></a></li>"
        for each in sorted(found, key=lambda each: order[each.code])
    )
    return f'<h3 class="hz-hall__who">{e(words)}</h3>\n<ul class="hz-themes">{cells}</ul>'


def of_column(source: str, site: Site) -> list[guides.Service]:
    """Return the services that a column's source means: ``items:themes.person=005,060``, ``items:slug=…`` and so on.

    What a source names that the hall cannot sieve by gives all services of the site's organ, or none.
    """
    asked = source.partition(":")[2]
    found: dict[str, guides.Service] = {}
    for condition in asked.split("&"):
        key, _, value = condition.partition("=")
        narrowed = _found(key, value, site)
        found = narrowed if not found else {slug: one for slug, one in found.items() if slug in narrowed}
    return list(found.values())[:MOST_OF_A_COLUMN]


def _found(key: str, value: str, site: Site) -> dict[str, guides.Service]:
    kind = organ_kind_of(site)
    if key == "slug":
        wanted = value.split(",")
        return {each.slug: each for each in guides.services().filter(pk__in=wanted)}
    if key in {"themes.person", "themes.corp"}:
        audience = key.partition(".")[2]
        return {
            each.slug: each
            for code in filter(None, value.split(","))
            for each in guides.services(audience=audience, theme=code)
        }
    if key == "authority":
        return {each.slug: each for each in guides.services(organ_kind=kind if value == "self" else value)}
    if key == "object":
        return {each.slug: each for each in guides.services(audience="person" if value == "1" else "corp")}
    if key == "fee":
        return {each.slug: each for each in guides.services(organ_kind=kind).filter(charged=True)}
    return {each.slug: each for each in guides.services(organ_kind=kind)}
