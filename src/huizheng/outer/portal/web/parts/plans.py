"""What a home page shows when the site itself has told nothing that can be shown: a plan for each kind of site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from huizheng.outer.portal.web.parts.sections import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huizheng.outer.sites.api import Site

Plan = tuple[dict[str, Any], ...]


def _section(name: str, *columns: str, limit: int = 6) -> dict[str, Any]:
    return {"section": name, "columns": columns, "limit": limit}


PORTAL: Final[Plan] = (
    _section("headlines", "news/government", "news/leaders", limit=7),
    _section("services"),
    _section("notices", "openness/policies", "openness/policies/interpretation"),
    _section("openness"),
    _section("data"),
    _section("themes", "themes"),
    _section("interaction"),
    _section("sites"),
)
DEPARTMENT: Final[Plan] = (
    _section("headlines", "news/work", limit=7),
    _section("notices", "openness/policies", "openness/policies/interpretation"),
    _section("services"),
    _section("openness", "openness/plans", "openness/budget", limit=4),
    _section("interaction"),
)
ENGLISH: Final[Plan] = (
    _section("headlines", "news", limit=7),
    _section("doors", "entry", "work", "business", "study", "living", "travel"),
    _section("data"),
    _section("columns", "business/policy", "study/scholarships", "travel/notices", limit=4),
)
PLANS: Final[Mapping[str, Plan]] = {"department": DEPARTMENT, "english": ENGLISH}


def plan_of(site: Site) -> Sequence[Mapping[str, Any]]:
    """Return the sections of a site's home page: those it told, if any can be shown, else its kind's."""
    told = [section for section in site.home if section.get("section") in KINDS]
    return told or PLANS.get(site.tree, PORTAL)
