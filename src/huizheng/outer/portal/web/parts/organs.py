"""The organs of a place: what each is called and where its own site, its services and its pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language, gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.portal.web.addresses import site_address
from huizheng.outer.portal.web.markup import e, empty, link
from huizheng.outer.portal.web.parts import kinds
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt

A_MINUTE = 60


def column(site: sites.Site, found: sites.Column, port: str, *, at: dt.datetime) -> str:
    """Return the column's own pages, then the register's organs of the place."""
    own = sites.column_page(site, found.path, at=at, size=40).cards
    written = kinds.listed(list(own), home=site.slug) if own else ""
    if site.kind == "department":
        return written or empty(gettext("暂时没有内容"), gettext("有新内容时会马上出现在这里。"))
    return written + register(site, port)


def register(site: sites.Site, port: str) -> str:
    key = f"portal:organs:{site.slug}:{port}:{get_language()}"
    held: str | None = cache.get(key)
    if held is None:
        held = _register(site, port)
        cache.set(key, held, A_MINUTE)
    return held


def _register(site: sites.Site, port: str) -> str:
    hosts = {each.organ: each for each in sites.site_names() if each.kind == "department"}
    items = []
    for organ in reference.organs(division_code=site.division):
        name = organ.english_name if site.language == "en" and organ.english_name else organ.name
        own = hosts.get(organ.key)
        leads = (
            [f'<a href="{reverse("guides:home")}?organ={e(organ.kind)}">{e(gettext("办事服务"))}</a>']
            if organ.is_administrative
            else []
        )
        if own is not None and own.slug != site.slug:
            leads.insert(0, link(site_address(own, port), gettext("网站")))
        items.append(
            f'<li class="hz-organs__organ"><p class="hz-organs__name">{e(name)}</p><p class="hz-organs__leads">{"".join(leads)}</p></li>'
        )
    return f'<ul class="hz-organs">{"".join(items)}</ul>' if items else ""
