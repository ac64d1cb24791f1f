"""A page that is not here: it stands on another site, or it was taken down. Either way the reader is told and led on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import HttpResponseRedirect
from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import column_address, port_of, site_address
from huizheng.outer.portal.web.asked import not_here
from huizheng.outer.portal.web.frame import Whole, framed
from huizheng.outer.portal.web.markup import e, link
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

# The source of the column that takes applications for government information.
ON_APPLICATION: Final = "foi"
BEYOND_NUMBERS: Final = 2**63


def led_home(
    request: HttpRequest, site: sites.Site, number: int, *, at: dt.datetime, printed: bool = False
) -> HttpResponse:
    """Lead to the page's own site when it stands there only: its number is the same everywhere, texts refer to it.

    A page that may not be read anywhere now is not there at all.
    """
    found = sites.cards([number], at=at) if 0 < number < BEYOND_NUMBERS else []
    home = sites.site(found[0].site) if found else None
    if home is None or home.slug == site.slug:
        return not_here(request, site)
    path = found[0].address + ("print/" if printed else "")
    return HttpResponseRedirect(site_address(home, port_of(request), path))


def no_longer_there(request: HttpRequest, site: sites.Site, gone: sites.NoLongerThere) -> HttpResponse:
    """Say that a page was withdrawn, why as far as it may be told, and where to go from here."""
    title = gettext("这个页面的有效期已过") if gone.expired else gettext("这个页面已经撤下")
    reason = f'<p class="hz-lead">{e(gone.reason)}</p>' if gone.reason else ""
    # Only a site that takes applications online leads to them; the others say whom to ask.
    asks = next((each for each in site.columns.values() if each.source == ON_APPLICATION), None)
    ways = [
        ("/", gettext("回到首页")),
        ("/search/", gettext("搜索本站")),
        (column_address(asks), asks.title(site.language)) if asks else ("/site-help/contact/", gettext("联系我们")),
    ]
    said = (
        gettext("需要原文，可以申请政府信息公开，或者在本站搜索最新的内容。")
        if asks
        else gettext("需要原文，可以向发布单位申请政府信息公开，或者在本站搜索最新的内容。")
    )
    links = "".join(f"<li>{link(address, words)}</li>" for address, words in ways)
    main = (
        f'<div class="hz-wrap hz-notice-page"><h1>{e(title)}</h1>\n{reason}<p>{e(said)}</p>'
        f'<ul class="hz-inline-links">{links}</ul></div>'
    )
    return framed(request, site, Whole(title=title, main=main), status=410)
