"""The door of the search room."""

from huizheng.outer.search.answers import FACETS, MOST_PAGES, Answer, FacetValue, Hit, Suggestion, Wanted
from huizheng.outer.search.labels import kind_labels
from huizheng.outer.search.queries import pages_found, search
from huizheng.outer.search.suggestions import suggest

__all__ = [
    "FACETS",
    "MOST_PAGES",
    "Answer",
    "FacetValue",
    "Hit",
    "Suggestion",
    "Wanted",
    "kind_labels",
    "pages_found",
    "search",
    "suggest",
]
