"""The home page of a site: its sections in the order of its plan, read in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huizheng.outer.portal.web.addresses import port_of
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.frame import Whole, framed, is_light, site_name
from huizheng.outer.portal.web.markup import e, empty
from huizheng.outer.portal.web.parts import light
from huizheng.outer.portal.web.parts.plans import plan_of
from huizheng.outer.portal.web.parts.sections import Home, markup_of, wants_of
from huizheng.outer.portal.web.views import entrance
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show where a site begins; until the first site has come through the gate, where every service does."""
    return begin(request) if sites.site_names() else entrance(request)


@of_a_site
def begin(request: HttpRequest, site: sites.Site) -> HttpResponse:
    if is_light(site):
        return framed(request, site, light.home(site, at=timezone.now()))
    plan = plan_of(site)
    wants = site.once("home", lambda: tuple(wants_of(site, plan)))
    cards = sites.sections(site, wants, at=timezone.now())
    shared = Home(site, cards, port_of(request))
    parts = "".join(markup_of(shared, section) for section in plan)
    title = f'<h1 class="hz-visually-hidden">{e(site_name(site))}</h1>\n'
    nothing = (
        ""
        if parts
        else f'<div class="hz-wrap hz-band">{empty(gettext("本站内容正在准备"), gettext("栏目已经建好，内容发布后马上显示在这里。"))}</div>'
    )
    page = Whole(
        title="",
        main=title + parts + nothing,
        section="home",
        kind="home",
        meta=(("Description", site.title(site.language)),),
    )
    return framed(request, site, page)
