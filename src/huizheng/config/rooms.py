"""Every room of the house and where its pages hang. A house test holds this list to the tree."""

from __future__ import annotations

import importlib.util

COMMONS = (
    "telemetry",
    "keys",
    "audit",
    "events",
    "numbering",
    "calendar",
    "clocks",
    "reference",
    "files",
    "forms",
    "paper",
    "notices",
    "throttle",
    "design",
)
OUTER = ("accounts", "sites", "guides", "applications", "search", "portal")
INNER = ("organs", "items", "licences", "sites", "casework", "publishing", "journeys", "assessment", "network", "desk")

# Room -> the path its web/urls.py hangs under.
OUTER_PATHS = {
    "accounts": "account/",
    "guides": "services/",
    "applications": "applications/",
    "search": "search/",
    "sites": "released/",
    "portal": "",
}
INNER_PATHS = {
    "organs": "account/",
    "items": "items/",
    "licences": "licences/",
    "sites": "sites/",
    "casework": "cases/",
    "publishing": "publishing/",
    "journeys": "journeys/",
    "assessment": "assessment/",
    "network": "operations/",
    "desk": "",
}
COMMONS_PATHS = {"keys": "", "files": "files/", "design": "design/", "forms": "forms/", "notices": "messages/"}


def stands(module: str) -> bool:
    """Say whether a module of that name is in the tree."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def apps_of(storey: str, rooms: tuple[str, ...]) -> list[str]:
    return [f"huizheng.{storey}.{room}" for room in rooms if stands(f"huizheng.{storey}.{room}.apps")]
