"""The document of a site as it crosses: its facts, its functions, and only where its columns differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import SiteReleased
from huizheng.inner.sites.functions import FUNCTIONS
from huizheng.inner.sites.resolving import SiteFacts, words_of
from huizheng.inner.sites.rules import holds
from huizheng.inner.sites.states import DifferenceKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from huizheng.inner.sites.models import Difference, Site

Row = dict[str, Any]


def functions_of(site: Site) -> dict[str, bool]:
    """Return every function with whether it is on: never one that does not stand."""
    return {name: each.stands and bool(site.functions.get(name, True)) for name, each in FUNCTIONS.items()}


def facts_of(site: Site) -> SiteFacts:
    division = site.division
    return SiteFacts(
        facts={
            "division_type": division.division_type,
            "labour_outflow": "1" if division.labour_outflow else "0",
            "tier": site.tier,
        },
        words=words_of(
            short_name=division.short_name, english_name=division.english_name, division_type=division.division_type
        ),
        functions=functions_of(site),
    )


def site_document(site: Site, rows: Iterable[Row], differences: Iterable[Difference]) -> Row:
    """Return the document of a site over the columns of its tree (``docs/editions.md``)."""
    facts = facts_of(site)
    return {
        "slug": site.slug,
        "kind": site.kind,
        "tier": site.tier,
        "name": site.name,
        "short_name": site.short_name,
        "english_name": site.english_name,
        "parent": site.parent_id or "",
        "division": site.division_id,
        "organ": site.organ_id,
        "organ_name": site.organ.name,
        "language": site.language,
        "hosts": list(site.hosts),
        "tree": site.tree,
        "theme": {"colour": site.colour},
        "site_code": site.site_code,
        "site_code_status": site.site_code_status,
        "footer": site.footer,
        "functions": dict(facts.functions),
        "words": dict(facts.words),
        "differences": crossing_differences(rows, facts, differences),
        "home": site.home,
        "is_open": site.is_open,
        "closed_reason": site.closed_reason,
        "demonstration": site.is_demonstration,
    }


def crossing_differences(
    rows: Iterable[Row], facts: SiteFacts, differences: Iterable[Difference]
) -> dict[str, dict[str, Any]]:
    """Return the differences by path. A column whose condition the site does not meet crosses as hidden."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if not holds(row["condition"], dict(facts.facts)):
            found[row["path"]] = {"hidden": True}
    for each in differences:
        entry = found.setdefault(each.path, {})
        match DifferenceKind(each.kind):
            case DifferenceKind.RENAME:
                entry |= {key: each.value[key] for key in ("name", "english_name") if each.value.get(key)}
            case DifferenceKind.HIDE:
                entry["hidden"] = each.value["hidden"]
            case DifferenceKind.ORDER:
                entry["order"] = each.value["order"]
            case DifferenceKind.ADD:
                entry["added"] = {**each.value, "path": each.path}
            case DifferenceKind.SUBSCRIBE:
                entry["sources"] = each.value["sources"]
    return found


def release_site(site: Site, rows: Iterable[Row], differences: Iterable[Difference], *, at: dt.datetime) -> UUID:
    """Send the site as it stands now through the gate."""
    return send(
        SiteReleased(
            slug=site.slug,
            version=site.version,
            document=site_document(site, rows, differences),
            released_at=at,
        ),
        at=at,
    )
