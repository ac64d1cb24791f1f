"""The sections of a home page, by tree: what stands where until a site arranges it anew."""

from __future__ import annotations

from typing import Any

Section = dict[str, Any]


def _section(section: str, *columns: str, limit: int = 8, title: str = "") -> Section:
    return {"section": section, "columns": list(columns), "limit": limit, "title": title}


_PORTAL = [
    _section("headlines", "news/government", "news/leaders", limit=7),
    _section("notices", "news/notices", "openness/policies", "openness/policies/interpretation", limit=6),
    _section("services", limit=12),
    _section("openness", "openness/policies/government", "openness/gazette", "openness/budget", limit=6),
    _section("interaction", "interaction/interview", "news/press", "news/clarification", limit=5),
    _section("data", "openness/statistics", "data/charts", limit=4),
    _section("themes", "themes/current", "themes/public-safety", "themes/agriculture-rural", limit=6),
    _section("pictures", "news/media", limit=4),
    _section("sites", limit=0),
]
_HOMES: dict[str, list[Section]] = {
    "province": _PORTAL,
    "city": _PORTAL,
    "county": _PORTAL,
    "department": [
        _section("headlines", "news/work", "news/pictures", limit=7),
        _section("notices", "news/notices", "openness/policies", "openness/policies/interpretation", limit=6),
        _section("services", limit=12),
        _section("openness", "openness/plans", "openness/budget", "openness/statistics", limit=6),
        _section("interaction", "interaction/interview", limit=5),
        _section("themes", "themes", limit=6),
        _section("sites", limit=0),
    ],
    "sannong": [
        _section("headlines", "news", limit=7),
        _section("notices", "policy/documents", "policy/plain", limit=6),
        _section("prices", "market/produce-prices", "market/input-prices", limit=8),
        _section("columns", "technology/calendar", "technology/crops", "technology/pests", limit=5),
        _section("columns", "migrant/jobs", "migrant/return", "disaster/guides", limit=5),
    ],
    "english": [
        _section("headlines", "news", limit=6),
        _section("doors", "entry", "work", "business", "study", "living", "travel"),
        _section("columns", "entry/visas", "work/permit", "study/guide", limit=4),
        _section("columns", "business/projects", "business/policy", "business/zones", limit=5),
        _section("columns", "travel/attractions", "travel/routes", "living/hotlines", limit=5),
    ],
}


def default_home(tree: str) -> list[Section]:
    return [dict(section) for section in _HOMES.get(tree, _PORTAL)]
