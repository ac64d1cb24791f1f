"""Atom feeds (RFC 4287) of a column and of a whole site."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from django.http import Http404, HttpResponse
from django.utils import timezone

from huizheng.outer.portal.web.addresses import port_of
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.frame import in_english
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

_ENTRIES: Final = 30
_LONGEST: Final = 400
# Ids are made from names that never change, whatever host a site moves to.
_SPACE: Final = uuid.UUID("6f1d4a0e-8a55-5d0c-9c1e-0b7a5f3f9a11")
# What XML 1.0 does not take, escaped or not.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Feed:
    """What a feed is of."""

    name: str
    title: str
    subtitle: str
    page: str
    itself: str


@of_a_site
def of_column(request: HttpRequest, site: sites.Site, path: str) -> HttpResponse:
    """Give the newest pages of a column."""
    column = site.column(path)
    if column is None:
        raise Http404
    at = timezone.now()
    cards = sites.column_page(site, path, at=at, size=_ENTRIES, whole=bool(column.children)).cards
    base = base_of(request, site)
    title = f"{column.title(site.language)} - {site.title(site.language)}"
    feed = Feed(
        name=f"{site.slug}/{path}",
        title=title,
        subtitle=column.purpose(site.language),
        page=f"{base}{column.url}",
        itself=f"{base}{column.url}feed.atom",
    )
    return sites.keep(_answer(feed, site, cards, base), site=site.slug, column=path, also=_taken(column))


@of_a_site
def of_site(request: HttpRequest, site: sites.Site) -> HttpResponse:
    """Give the newest pages of a site, of all its columns."""
    cards = sites.newest(site, at=timezone.now(), limit=_ENTRIES)
    base = base_of(request, site)
    feed = Feed(site.slug, site.title(site.language), "", f"{base}/", f"{base}/feed.atom")
    return sites.keep(_answer(feed, site, cards, base), site=site.slug)


def base_of(request: HttpRequest, site: sites.Site) -> str:
    """Return how the site's own addresses begin: by its own host, whatever the request called it."""
    return f"{request.scheme}://{site.host}{port_of(request)}"


def _who(site: sites.Site) -> str:
    """Return whose feed it is, in the site's language."""
    organ = in_english(site.organ_name) if site.language == "en" else site.organ_name
    return organ or site.title(site.language)


def _taken(column: sites.Column) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for slug, _ in column.sources))


def _answer(feed: Feed, site: sites.Site, cards: Sequence[sites.Card], base: str) -> HttpResponse:
    whole = {one.number: one for one in sites.whole_pages([card.number for card in cards])}
    entries = [_entry(card, whole[card.number], site, base) for card in cards if card.number in whole]
    updated = max((one.released_at for one in whole.values()), default=_the_beginning())
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{"en" if site.language == "en" else "zh-Hans"}">\n'
        f"<id>{_id(feed.name)}</id>\n<title>{_text(feed.title)}</title>\n"
        + (f"<subtitle>{_text(feed.subtitle)}</subtitle>\n" if feed.subtitle else "")
        + f"<updated>{_moment(updated)}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(feed.itself)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(feed.page)}/>\n'
        f"<author><name>{_text(_who(site))}</name></author>\n"
        f"{''.join(entries)}</feed>\n"
    )
    return HttpResponse(text, content_type=MEDIA_TYPE)


def _entry(card: sites.Card, page: sites.WholePage, site: sites.Site, base: str) -> str:
    summary = card.summary or page.text[:_LONGEST]
    categories = "".join(f"<category term={quoteattr(_clean(word))}/>" for word in (card.kind, *page.keywords) if word)
    return (
        f"<entry>\n<id>urn:uuid:{page.key}</id>\n<title>{_text(card.title)}</title>\n"
        f"<updated>{_moment(max(page.released_at, card.published_at))}</updated>\n"
        f"<published>{_moment(card.published_at)}</published>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(base + card.address)}/>\n'
        f"<author><name>{_text(card.source or site.title(site.language))}</name></author>\n"
        f"{categories}\n"
        + (f'<summary type="text">{_text(summary)}</summary>\n' if summary else "")
        + (_source(page, site) if page.site != site.slug else "")
        + "</entry>\n"
    )


def _source(page: sites.WholePage, site: sites.Site) -> str:
    """Say which site's page this is, where another shows it."""
    owner = sites.site(page.site)
    title = owner.title(site.language) if owner else page.source
    updated = _moment(page.released_at)
    return f"<source><id>{_id(page.site)}</id><title>{_text(title)}</title><updated>{updated}</updated></source>\n"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _moment(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _the_beginning() -> dt.datetime:
    return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
