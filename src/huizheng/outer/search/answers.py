"""What somebody asks for and what they get, by value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

PER_PAGE = 10
MOST_PAGES = 50
FACETS = ("kind", "site", "organ", "year", "theme")


@dataclass(frozen=True)
class Wanted:
    """A question with its scope.

    ``site`` is the site whose content is searched, with all it shows by placement and subscription; empty means every
    site of the cluster. ``language`` is that of the site which asks. ``facets`` narrow: ``kind``, ``site`` (the
    source), ``organ``, ``year``, ``theme``. ``order`` is ``best`` or ``newest``.
    """

    text: str
    site: str = ""
    language: str = "zh-hans"
    facets: dict[str, str] = field(default_factory=dict)
    order: str = "best"
    page: int = 1
    size: int = PER_PAGE


@dataclass(frozen=True)
class Hit:
    """One thing found, read again from the database under the rule of visibility."""

    type: str  # page, service, organ, site
    key: str
    kind: str
    title: str
    marked_title: SafeString
    snippet: SafeString
    url: str
    site: str = ""
    site_name: str = ""
    organ: str = ""
    published_at: dt.datetime | None = None
    document_number: str = ""
    validity: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Answer:
    """What was found. ``loosened``: not all words could be met together. ``instead``: what was probably meant."""

    hits: list[Hit]
    total: int
    services: list[Hit] = field(default_factory=list)
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    renamed: tuple[tuple[str, str], ...] = ()
    instead: str = ""
    loosened: bool = False
    is_ready: bool = True
    pages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """One line while somebody is typing."""

    type: str  # service, column, organ, site, page
    title: str
    url: str
    note: str = ""
    site: str = ""
