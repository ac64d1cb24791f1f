"""What crawlers ask for: robots.txt and the site map of sitemaps.org."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from django.http import Http404, HttpResponse
from django.utils import timezone

from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.finding.feeds import base_of
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

# The protocol's own limit for one file.
MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What belongs to one reader, or is made for machines that follow every link without end.
_NOT_FOR_CRAWLERS: Final = ("/account/", "/applications/", "/messages/", "/search/", "/api/", "/reading-mode/")


@of_a_site
def robots(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Tell crawlers what not to ask, and where the site map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS), "Allow: /"]
    text = "\n".join([*lines, "", f"Sitemap: {base_of(request, site)}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@of_a_site
def site_map(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Give every address of the site, or, where that is too long for one file, the files in which they are."""
    base = base_of(request, site)
    at = timezone.now()
    columns = [(f"{base}{path}", None) for path in ("/", *(each.url for each in site.columns.values()))]
    room = MOST - len(columns)
    pages = sites.addresses(site.slug, at=at, limit=room + 1)
    if len(pages) <= room:
        text = _urls([*columns, *((base + one.address, one.changed_at) for one in pages)])
    else:
        text = _index(base, _starts(site.slug, at=at))
    return sites.keep(_xml(text), site=site.slug)


@of_a_site
def part(request: HttpRequest, site: sites.Site, after: int) -> HttpResponse:
    """Give the addresses of one file of a long site map: pages after a number, and with the first the columns."""
    base = base_of(request, site)
    pages = sites.addresses(site.slug, at=timezone.now(), after=after, limit=_PART)
    found: list[tuple[str, dt.datetime | None]] = [(base + one.address, one.changed_at) for one in pages]
    if after == 0:
        found += [(f"{base}{path}", None) for path in ("/", *(each.url for each in site.columns.values()))]
    if not found:
        raise Http404
    return sites.keep(_xml(_urls(found)), site=site.slug)


# Room for the columns beside the pages of the first file.
_PART: Final = MOST - 2_000


def _starts(slug: str, *, at: dt.datetime) -> list[int]:
    """Return the numbers after which each file begins."""
    starts = [0]
    while len(found := sites.addresses(slug, at=at, after=starts[-1], limit=_PART)) == _PART:
        starts.append(found[-1].number)
    return starts


def _urls(addresses: Iterable[tuple[str, dt.datetime | None]]) -> str:
    rows = "".join(
        f"<url><loc>{escape(address)}</loc>{_changed(changed_at)}</url>\n" for address, changed_at in addresses
    )
    return f'<urlset xmlns="{_NAMESPACE}">\n{rows}</urlset>\n'


def _index(base: str, starts: Iterable[int]) -> str:
    rows = "".join(f"<sitemap><loc>{escape(f'{base}/sitemap-{start}.xml')}</loc></sitemap>\n" for start in starts)
    return f'<sitemapindex xmlns="{_NAMESPACE}">\n{rows}</sitemapindex>\n'


def _changed(moment: dt.datetime | None) -> str:
    return f"<lastmod>{timezone.localtime(moment).isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _xml(text: str) -> HttpResponse:
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n' + text, content_type="application/xml; charset=utf-8"
    )
