"""The door of the search room."""

from huizheng.outer.search.answers import FACETS, MOST_PAGES, Answer, FacetValue, Hit, Suggestion, Wanted
from huizheng.outer.search.queries import search
from huizheng.outer.search.suggestions import suggest

__all__ = [
    "FACETS",
    "MOST_PAGES",
    "Answer",
    "FacetValue",
    "Hit",
    "Suggestion",
    "Wanted",
    "search",
    "suggest",
]
