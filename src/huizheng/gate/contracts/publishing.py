"""What crosses for the portal cluster: sites, their columns, editions of pages, placements, withdrawals, emergencies.

The words of an edition are an *edition document* (``docs/editions.md``, ``edition.schema.json``): plain, canonical
JSON under its SM3 digest. Many documents travel as one bundle that takes effect at one moment, all or none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from huizheng.gate.contracts.base import Attachment, Message


def _channel(site: str) -> str:
    """Order is kept within a site, so one site's fault holds back no other."""
    return f"publishing.{site}"


@dataclass(frozen=True)
class ColumnTreeReleased(Message):
    """The standard columns of a kind of site: one definition that every site of the kind reads.

    ``columns`` are in order, parents first: ``{"path", "name", "english_name", "type", "source", "sources": [..],
    "order", "required": "always"|"conditional"|"recommended"|"optional", "condition", "update_rule",
    "update_days": int|null, "owner_kind", "review_chain", "function", "requirements": [..], "description",
    "keywords": [..], "basis", "note"}``. Names, descriptions and keywords may hold the placeholders that a site's
    ``words`` fill; ``sources`` are subscriptions (their grammar: ``docs/editions.md``). ``function`` names what the
    column needs to work (``letters``, ``surveys``, …) or is empty; a column whose function is off is not shown.
    """

    NAME = "publishing.tree"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    name: str
    version: int
    columns: list[dict[str, Any]]
    released_at: dt.datetime

    def channel(self) -> str:
        return _channel("trees")

    def business_number(self) -> str:
        return f"tree:{self.name}"


@dataclass(frozen=True)
class SiteReleased(Message):
    """A site as it stands from now on: its facts, its functions, and where its columns differ from the tree.

    ``document``: ``{"slug", "kind", "tier", "name", "short_name", "english_name", "parent", "division", "organ",
    "organ_name", "language", "hosts": [..], "tree", "theme": {"colour": "…"}, "site_code", "site_code_status",
    "footer": {"operator", "phone", "icp", "police", "address", "postcode", "email"}, "functions": {name: bool},
    "words": {"short", "en", "head", "headen"}, "differences": {path: {"name"?, "english_name"?, "hidden"?, "order"?,
    "added"?: {whole column}, "sources"?: ["site:path", …]}}, "home": [section, …], "is_open": bool, "closed_reason",
    "demonstration": bool}``.
    ``sources`` of a column are the columns of other sites that it shows beside its own pages.
    """

    NAME = "publishing.site"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    slug: str
    version: int
    document: dict[str, Any]
    released_at: dt.datetime

    def channel(self) -> str:
        return _channel(self.slug)

    def business_number(self) -> str:
        return f"site:{self.slug}"


@dataclass(frozen=True)
class EditionsReleased(Message):
    """One or many editions become public at one moment, all or none.

    Each entry of ``editions`` is ``{"sm3", "document"}``. A bundle too large for an envelope travels as ``content``:
    an attachment that holds the canonical JSON of the same list. ``files`` are the pictures and documents that the
    editions refer to, as plain bytes: they are public from this moment.
    """

    NAME = "publishing.editions"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    bundle: UUID
    site: str
    editions: list[dict[str, Any]]
    released_at: dt.datetime
    content: Attachment | None = None
    files: tuple[Attachment, ...] = ()

    def channel(self) -> str:
        return _channel(self.site)

    def business_number(self) -> str:
        return f"site:{self.site}"

    def attached(self) -> tuple[Attachment, ...]:
        return (*self.files, *((self.content,) if self.content else ()))


@dataclass(frozen=True)
class PageWithdrawn(Message):
    """A page leaves, everywhere it stands, in one of four ways.

    ``how``: ``error`` (published in error: gone, or a redirect when ``to`` is set), ``consolidated`` (redirect to
    ``to``, an address that begins with ``/`` or the number of a page), ``abolished`` (废止 or 失效: it stays, marked
    with ``reason``), ``expired`` (its time has run out: gone from lists, the address says so).
    """

    NAME = "publishing.withdrawn"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    site: str
    page: UUID
    number: int
    how: str
    reason: str
    to: str
    at: dt.datetime

    def channel(self) -> str:
        return _channel(self.site)

    def business_number(self) -> str:
        return f"site:{self.site}"


@dataclass(frozen=True)
class PlacementChanged(Message):
    """A page stands, or no longer stands, in another column of its own or of another site.

    It travels on the channel of the page's own site, so it never overtakes the edition it places.
    """

    NAME = "publishing.placement"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    placement: UUID
    page: UUID
    source_site: str
    site: str
    column: str
    on: bool
    rank: int
    shown_from: dt.datetime
    shown_until: dt.datetime | None
    at: dt.datetime

    def channel(self) -> str:
        return _channel(self.source_site)

    def business_number(self) -> str:
        return f"site:{self.source_site}"


@dataclass(frozen=True)
class EmergencyChanged(Message):
    """An emergency theme opens, changes or closes: a banner on every site named, and a column of its own.

    ``sites`` are the slugs reached; ``level`` is ``red``, ``orange``, ``yellow``, ``blue`` or ``notice``; ``address``
    leads to the theme's page. ``measures`` are sentences that tell people what to do.
    """

    NAME = "publishing.emergency"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    emergency: UUID
    number: str
    state: str
    level: str
    title: str
    english_title: str
    summary: str
    measures: list[str]
    area: str
    sites: list[str]
    address: str
    opened_at: dt.datetime
    at: dt.datetime
    column: str = "themes/emergency-event"

    def channel(self) -> str:
        return _channel("emergencies")

    def business_number(self) -> str:
        return f"emergency:{self.number}"


@dataclass(frozen=True)
class EditionsWanted(Message):
    """The public network has lost its editions, or some of them, and asks for all that is released now."""

    NAME = "publishing.wanted"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    site: str  # empty: every site
    at: dt.datetime

    def channel(self) -> str:
        return _channel("wanted")

    def business_number(self) -> str:
        return f"wanted:{self.site or '*'}"


@dataclass(frozen=True)
class ViewsCounted(Message):
    """How often the pages of a site were read on a day, by column; nothing about readers."""

    NAME = "publishing.views"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    site: str
    day: dt.date
    columns: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    def channel(self) -> str:
        return _channel("views")

    def business_number(self) -> str:
        return f"views:{self.site}"


@dataclass(frozen=True)
class LinksChecked(Message):
    """What the pages of a site refer to was looked up: how many pages and links, and those that lead nowhere.

    Each entry of ``broken`` is ``{"page": number, "title", "column", "link", "why"}``, where ``why`` is ``no-page``,
    ``withdrawn``, ``not-on-this-site``, ``no-column``, ``no-file``, ``no-service``, ``no-emergency``,
    ``no-address`` or ``no-answer``. ``more`` counts what was found beyond them. It is the whole of a round: what is not
    in it is mended, except links to other hosts when those were not asked (``outside``).
    """

    NAME = "publishing.links"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"

    site: str
    checked_at: dt.datetime
    pages: int
    links: int
    broken: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0
    outside: bool = False

    def channel(self) -> str:
        return _channel("links")

    def business_number(self) -> str:
        return f"links:{self.site}"
