"""Which kinds of page a column offers to whoever writes in it, the most fitting first."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from huizheng.inner.publishing.kinds.registry import kind_choices
from huizheng.inner.sites.api import NotVisible, columns_of

_PLAIN: Final = ("article", "info")
# The first pattern that matches a column's path decides. Paths are those of the standard trees.
_BY_PATH: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (r"(?:news/press|interaction/interview)", ("conference", "article")),
    (r"openness/(?:policies/interpretation|policies/validity)", ("article",)),
    (
        r"openness/policies(?:/.*)?|employment/policy|invest/policy|business/policy|policy/documents",
        ("document", "article"),
    ),
    (r"openness/gazette", ("gazette",)),
    (r"openness/personnel", ("appointment", "document", "article")),
    (r"openness/leaders|about/government", ("person", "info")),
    (r"openness/budget", ("budget", "document", "article")),
    (r"openness/procurement", ("procurement", "document", "article")),
    (r"openness/projects|village/projects", ("project", "document", "article")),
    (r"openness/permits", ("permit", "document", "article")),
    (r"openness/decisions/catalogue", ("document", "article")),
    (r"openness/decisions(?:/.*)?", ("decision", "document", "article")),
    (
        r"openness/(?:statistics|.*environment)|about/economy|about/figures|data/charts",
        ("dataset", "article", "region"),
    ),
    (r"data/(?:catalogue|open)", ("dataset",)),
    (
        r"openness/(?:plans|emergency/plans|penalties|land|fees|powers|rules|annual-reports)",
        ("document", "article"),
    ),
    (r"openness/(?:functions|guide|organs|offices)", ("info", "article")),
    (r"openness/recruitment", ("article", "document", "vacancy")),
    (r"openness/.*", ("article", "document")),
    (r"about/(?:overview|divisions|cities|population|geography)", ("region", "info")),
    (r"about/enterprises|study/universities", ("enterprise", "info")),
    (r"about/tourism|travel/attractions|village/tourism", ("scenic", "article")),
    (r"about/products", ("product", "article")),
    (r"invest/projects|business/projects", ("investment", "article")),
    (r"invest/expo|business/expo", ("expo", "exhibitor", "exhibit", "article")),
    (r"invest/parks|business/zones", ("enterprise", "info", "article")),
    (r"market/(?:produce|input)-prices", ("price", "article")),
    (r"employment/vacancies|rural-labour/jobs|migrant/jobs", ("vacancy",)),
    (r"employment/training|rural-labour/courses|migrant/training|education/adult", ("course", "article")),
    (r"employment/job-fairs", ("article", "vacancy")),
    (r"medical/hospitals|education/schools|study/schools|living/medical|community/directory", ("enterprise", "info")),
    (r"themes(?:/.*)?", ("theme", "article")),
    (r"news/notices|notices", ("article", "document")),
)
_BY_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "list": ("article",),
    "page": ("info",),
    "directory": ("info", "article"),
    "library": ("document", "article"),
    "data": ("dataset", "article"),
    "gallery": ("article",),
    "live": ("conference", "article"),
    "qa": ("article", "info"),
    "map": ("info",),
    "section": ("theme", "info", "article"),
    # What works by itself has pages that explain it.
    "form": ("info", "article"),
    "service": ("info", "article"),
    "link": (),
}


@cache
def kinds_for(path: str, column_type: str = "list") -> tuple[str, ...]:
    """Return the kinds that a column of this path and type offers, the usual one first; nothing for a mere link."""
    if column_type == "link":
        return ()
    for pattern, kinds in _BY_PATH:
        if re.fullmatch(pattern, path):
            return kinds
    return _BY_TYPE.get(column_type, _PLAIN)


def kind_choices_in(site_slug: str, column: str) -> list[tuple[str, str]]:
    """Return what an author may begin in a column of a site, as people read it; empty when there is no such column."""
    try:
        found = next((each for each in columns_of(site_slug) if each.path == column), None)
    except NotVisible:
        return []
    if found is None:
        return []
    names = dict(kind_choices())
    return [(kind, names[kind]) for kind in kinds_for(found.path, found.type)]
