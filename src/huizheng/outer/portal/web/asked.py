"""Which site a request asks, before any page is made: a known host, an open site, its own language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huizheng.outer.portal.web.frame import Whole, framed
from huizheng.outer.portal.web.markup import e
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound="HttpResponseBase")


def site_of(request: HttpRequest) -> sites.Site | None:
    """Return the site that answers at the request's host; nothing when none does (yet)."""
    return sites.site_by_host(request.get_host())


def of_a_site(
    view: Callable[Concatenate[HttpRequest, sites.Site, P], R],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse | R]:
    """Make a view of a site's page: it is given the site, and speaks the site's language and no other."""

    @require_safe
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse | R:
        site = site_of(request)
        if site is None:
            if not sites.site_names():
                raise Http404("no site has come through the gate yet")
            return unknown_site(request)
        with translation.override(site.language):
            if not site.is_open:
                return closed(request, site)
            return view(request, site, *args, **kwargs)

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


def unknown_site(request: HttpRequest) -> HttpResponse:
    """Say that no site answers here, on a page that repeats nothing of the address."""
    return render(request, "portal/unknown_site.html", status=404)


def closed(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Say why the site is closed for now, and where else to ask (at most thirty days, 国办发〔2017〕47号)."""
    main = (
        f'<div class="hz-wrap hz-notice-page"><h1>{e(gettext("网站暂时关闭"))}</h1>\n<p class="hz-lead">{e(site.closed_reason or gettext("网站正在维护。"))}</p>'
        f"<p>{e(gettext('急事请拨打 12345；办事可以到省级办事大厅继续办理。'))}</p></div>"
    )
    return framed(request, site, Whole(title=gettext("网站暂时关闭"), main=main), status=503)


def not_here(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Say that there is no such page, in the site's own frame, and lead on."""
    main = (
        f'<div class="hz-wrap hz-notice-page"><p class="hz-notice-page__code" aria-hidden="true">404</p><h1>{e(gettext("没有找到这个页面"))}</h1>\n'
        f'<p class="hz-lead">{e(gettext("地址可能写错了，页面也可能已经移走。"))}</p><ul class="hz-inline-links">'
        f'<li><a href="/">{e(gettext("回到首页"))}</a></li><li><a href="/search/">{e(gettext("搜索本站"))}</a></li>'
        f'<li><a href="/site-help/sitemap/">{e(gettext("网站地图"))}</a></li><li><a href="/site-help/contact/#find-error">{e(gettext("告诉我们链接坏了"))}</a></li></ul></div>'
    )
    return framed(request, site, Whole(title=gettext("没有找到这个页面"), main=main), status=404)
