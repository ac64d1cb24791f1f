"""Questions about what may be read. All of it is public: there is no viewer to start from, but there is a moment.

What was withdrawn, has expired or is not shown yet is in no answer.
"""

from huizheng.outer.sites.queries.cards import Card, CardPage
from huizheng.outer.sites.queries.catalogue import Entry, EntryPage, Sieve, catalogue, catalogue_counts
from huizheng.outer.sites.queries.files import public_file
from huizheng.outer.sites.queries.following import (
    Address,
    Changes,
    WholePage,
    addresses,
    cards,
    changes_after,
    every_page,
    whole_pages,
)
from huizheng.outer.sites.queries.linking import ReferringPage, referring_pages
from huizheng.outer.sites.queries.lists import Want, column_page, counts, newest, pages_of_kind, sections
from huizheng.outer.sites.queries.narrowing import Narrow, narrowed
from huizheng.outer.sites.queries.pages import Neighbour, PageView, around, page
from huizheng.outer.sites.queries.sites import (
    children_of,
    emergencies,
    emergency,
    latest_change,
    site,
    site_by_host,
    site_names,
)

__all__ = [
    "Address",
    "Card",
    "CardPage",
    "Changes",
    "Entry",
    "EntryPage",
    "Narrow",
    "Neighbour",
    "PageView",
    "ReferringPage",
    "Sieve",
    "Want",
    "WholePage",
    "addresses",
    "around",
    "cards",
    "catalogue",
    "catalogue_counts",
    "changes_after",
    "children_of",
    "column_page",
    "counts",
    "emergencies",
    "emergency",
    "every_page",
    "latest_change",
    "narrowed",
    "newest",
    "page",
    "pages_of_kind",
    "public_file",
    "referring_pages",
    "sections",
    "site",
    "site_by_host",
    "site_names",
    "whole_pages",
]
