"""What every site owes its readers about itself: who runs it, how to read it, how to reach it, all of it at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import column_address
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.frame import Whole, footer_facts, framed
from huizheng.outer.portal.web.markup import breadcrumbs, e, link

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.outer.sites.api import Site


@of_a_site
def about(request: HttpRequest, site: Site) -> HttpResponse:
    return _shown(request, site, "about", gettext("关于本站"))


@of_a_site
def privacy(request: HttpRequest, site: Site) -> HttpResponse:
    return _shown(request, site, "privacy", gettext("隐私说明"))


@of_a_site
def accessibility(request: HttpRequest, site: Site) -> HttpResponse:
    return _shown(request, site, "accessibility", gettext("无障碍与长者版"))


@of_a_site
def contact(request: HttpRequest, site: Site) -> HttpResponse:
    wanted = {gettext("主办单位"), gettext("承办单位"), gettext("联系电话"), gettext("地址"), gettext("电子邮箱")}
    facts = [each for each in footer_facts(site) if each["label"] in wanted]
    return _shown(request, site, "contact", gettext("联系我们"), facts=facts)


@of_a_site
def site_map(request: HttpRequest, site: Site) -> HttpResponse:
    """Show every column of the site, in its order."""
    parts = []
    for top in site.top:
        below = "".join(
            f"<li>{link(column_address(each), each.title(site.language))}</li>"
            for each in site.below(top.path)
            if each.path != top.path
        )
        head = f'<h2 class="hz-map__title">{link(column_address(top), top.title(site.language))}</h2>\n'
        parts.append(f'<section class="hz-map__section">{head}{f"<ul>{below}</ul>" if below else ""}</section>')
    hall = (
        f'<section class="hz-map__section"><h2 class="hz-map__title">{link("/services/", gettext("办事大厅"))}</h2>\n<ul>'
        f"<li>{link('/services/life-events/', gettext('按人生大事找'))}</li><li>{link('/applications/query/', gettext('查办件'))}</li></ul></section>"
    )
    title = gettext("网站地图")
    return framed(request, site, _whole(title, f'<div class="hz-map">{"".join(parts)}{hall}</div>'))


def _shown(request: HttpRequest, site: Site, name: str, title: str, **facts: Any) -> HttpResponse:
    text = render_to_string(f"portal/help/{name}.html", {"site": site, **facts})
    return framed(request, site, _whole(title, f'<div class="hz-text">{text}</div>'))


def _whole(title: str, main: str) -> Whole:
    crumbs = breadcrumbs([(gettext("首页"), "/"), (title, "")])
    body = f'<div class="hz-wrap hz-column">{crumbs}<header class="hz-column-head"><h1 class="hz-column-head__title">{e(title)}</h1></header>\n{main}</div>'
    return Whole(title=title, main=body, section="site-help", meta=(("ColumnName", title),))
