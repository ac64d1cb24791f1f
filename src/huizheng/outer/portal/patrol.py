"""The patrol of links: every address that a shown page of ours refers to is looked up, without a request.

Other hosts are asked only when an operator says so (``outside``).
What cannot be opened on the site where it stands is told to the office, which tells the owner of the column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, ResolverMatch, resolve

from huizheng.gate.api import send
from huizheng.gate.contracts import LinksChecked
from huizheng.outer.guides.api import services
from huizheng.outer.sites.api import (
    Moved,
    NoLongerThere,
    NotVisible,
    cards,
    emergency,
    page,
    public_file,
    referring_pages,
    site,
    site_by_host,
    site_names,
)

if TYPE_CHECKING:
    from huizheng.outer.portal.outside import Outside
    from huizheng.outer.sites.api import ReferringPage, Site

# More than these of one site are only counted: whoever mends a hundred sees the next ones at the next round.
MOST_TOLD: Final = 500
_REFERENCE: Final = re.compile(r'<a\s[^>]*?href="([^"]+)"')
_LONGEST: Final = 300

# Why a reference leads nowhere; the office has the words for people.
NO_PAGE, WITHDRAWN, SITE_CLOSED = "no-page", "withdrawn", "not-on-this-site"
NO_COLUMN, NO_FILE, NO_SERVICE, NO_EMERGENCY, NO_ADDRESS = (
    "no-column",
    "no-file",
    "no-service",
    "no-emergency",
    "no-address",
)
NO_ANSWER: Final = "no-answer"


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference that leads nowhere, and where it stands."""

    page: int
    title: str
    column: str
    link: str
    why: str


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at a site found."""

    site: str
    pages: int
    links: int
    broken: tuple[Broken, ...]
    more: int


def patrol(*, at: dt.datetime, outside: Outside | None = None) -> list[Round]:
    """This function will look at the links of every open site and tell the office of each, found or not.

    With ``outside`` it will also ask the other hosts that pages refer to.
    """
    offered = frozenset(services().values_list("slug", flat=True))
    rounds = []
    for name in site_names():
        found = site(name.slug)
        if found is None or not found.is_open:
            continue
        made = look_at(found, at=at, offered=offered, outside=outside)
        _tell(made, at=at, outside=outside is not None)
        rounds.append(made)
    return rounds


def look_at(found: Site, *, at: dt.datetime, offered: frozenset[str], outside: Outside | None = None) -> Round:
    """Return what a site's pages refer to that cannot be opened there."""
    judge = _Judge(found, at=at, offered=offered, outside=outside)
    broken: list[Broken] = []
    pages = links = more = 0
    for each in referring_pages(found.slug, at=at):
        pages += 1
        for link, why in judge.of_page(each):
            links += 1
            if why and len(broken) < MOST_TOLD:
                broken.append(Broken(each.number, each.title, each.column, link[:_LONGEST], why))
            elif why:
                more += 1
    return Round(found.slug, pages, links, tuple(broken), more)


@transaction.atomic
def _tell(made: Round, *, at: dt.datetime, outside: bool) -> None:
    send(
        LinksChecked(
            site=made.site,
            checked_at=at,
            pages=made.pages,
            links=made.links,
            broken=[
                {"page": each.page, "title": each.title, "column": each.column, "link": each.link, "why": each.why}
                for each in made.broken
            ],
            more=made.more,
            outside=outside,
        ),
        at=at,
    )


class _Judge:
    """Remembers what was looked up for one site."""

    def __init__(self, home: Site, *, at: dt.datetime, offered: frozenset[str], outside: Outside | None) -> None:
        self.home, self.at, self.offered, self.outside = home, at, offered, outside
        self._known: dict[tuple[str, str], str] = {}

    def of_page(self, found: ReferringPage) -> Iterator[tuple[str, str]]:
        """Return each reference of a page, once, with why it leads nowhere or nothing."""
        for link in dict.fromkeys(_references(found.parts)):
            if (asked := self._ours(link)) is not None:
                yield link, self._why(*asked)
            elif self.outside is not None and link.startswith(("http://", "https://", "//")):
                address = f"https:{link}" if link.startswith("//") else link
                yield link, "" if self.outside.answers(address) else NO_ANSWER

    def _ours(self, link: str) -> tuple[Site, str] | None:
        """Return the site and path of a reference to one of our sites; others are nobody's to look up here."""
        try:
            parts = urlsplit(link)
            host = parts.hostname
        except ValueError:
            return self.home, link
        path = unquote(parts.path)
        if parts.scheme not in {"", "http", "https"} or (not host and not path.startswith("/")):
            return None
        if not host:
            return self.home, path
        there = site_by_host(host)
        return (there, path or "/") if there is not None else None

    def _why(self, where: Site, path: str) -> str:
        key = (where.slug, path)
        if key not in self._known:
            self._known[key] = self._looked_up(where, path)
        return self._known[key]

    def _looked_up(self, where: Site, path: str) -> str:
        if path.startswith(settings.STATIC_URL):
            return ""
        try:
            match = resolve(path)
        except Resolver404:
            # Django itself leads an address without its last slash to the one with it.
            try:
                match = resolve(f"{path}/")
            except Resolver404:
                return NO_ADDRESS
        return self._matched(where, match)

    def _matched(self, where: Site, match: ResolverMatch) -> str:
        given = match.kwargs
        if match.app_name == "guides" and "slug" in given:
            return "" if given["slug"] in self.offered else NO_SERVICE
        if match.app_name == "sites" and "sm3" in given:
            return self._file(given["sm3"])
        if match.view_name in {"portal:page", "portal:print"}:
            return self._page(where, given["number"])
        if match.view_name == "portal:emergency":
            return "" if emergency(given["number"], slug=where.slug) else NO_EMERGENCY
        if match.app_name == "portal" and "path" in given:
            return "" if where.column(given["path"]) is not None else NO_COLUMN
        return ""

    def _page(self, where: Site, number: int) -> str:
        try:
            page(where, number, at=self.at)
        except Moved:
            return ""  # the reader is led on
        except NoLongerThere:
            return WITHDRAWN
        except NotVisible:
            return self._at_home(number)
        return ""

    def _at_home(self, number: int) -> str:
        """Say why a page that stands on other sites only cannot be opened: readers are led to its own site."""
        found = cards([number], at=self.at)
        home = site(found[0].site) if found else None
        if home is None:
            return NO_PAGE
        return "" if home.is_open else SITE_CLOSED

    def _file(self, sm3: str) -> str:
        try:
            public_file(sm3, at=self.at)
        except NotVisible:
            return NO_FILE
        return ""


def _references(parts: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Return the addresses in a page's pieces, and those that its live pieces would become."""
    for part in parts:
        if "html" in part:
            yield from (unescape(each).strip() for each in _REFERENCE.findall(part["html"]))
        block = part.get("live") or {}
        if block.get("type") == "services":
            yield from (f"/services/{slug}/" for slug in block.get("slugs") or ())
        elif block.get("type") == "column" and not block.get("site"):
            yield f"/{block.get('column', '')}/"
