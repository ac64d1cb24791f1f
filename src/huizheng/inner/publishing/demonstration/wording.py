"""The words of one text with the facts of one site filled in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from huizheng.inner.publishing.demonstration.places import Column, SiteFacts

MONTH = dt.timedelta(days=30)


def words(site: SiteFacts, column: Column, *, turn: int, day: dt.date, today: dt.date) -> dict[str, str]:
    """Return everything a text may name in braces."""
    place = site.place
    service = site.service(turn, column.owner.partition("-")[2] if site.tree == "department" else "")
    # The one service that is told whole in English.
    abroad = next((each for each in site.services if each.slug == "foreigner-work-permit"), service)
    resource = site.resources[(site.index + turn) % len(site.resources)] if site.resources else {}
    return {
        "site": site.slug,
        "place": place.name,
        "short": site.organ_short if site.tree == "department" else place.short_name,
        "code": place.code,
        "english": site.organ_english if site.tree == "department" else place.english_name,
        "belongs": f"隶属{place.above}" if place.above else "位于中国华东地区",
        "below_words": place.below_words,
        "below_sentence": place.below_sentence,
        "head": "主要负责人" if site.tree == "department" else place.head,
        "org": site.organ_name if site.tree == "department" else f"{place.name}人民政府",
        "office": site.office_name,
        "owner": column.owner_name,
        "hall": f"{place.name}政务服务中心",
        "prefix": site.prefix,
        "site_code": site.site_code,
        "keywords": "、".join(site.keywords[:8]) or "本部门法定职责",
        "n_items": str(len(site.services)),
        "item": service.name,
        "english_item": abroad.english_name,
        "item_days": service.promise,
        "item_materials": str(service.materials),
        "item_left": str(service.materials - service.shared),
        "item_spared": str(service.shared),
        "year": str(today.year),
        "last_year": str(today.year - 1),
        "next_year": str(today.year + 1),
        "day": day.isoformat(),
        "later": (today + MONTH).isoformat(),
        "later30": (today + 2 * MONTH).isoformat(),
        "earlier": (day - 3 * MONTH).isoformat(),
        "earlier30": (day - 2 * MONTH).isoformat(),
        "resource": resource.get("name", "公共信用信息"),
        "resource_summary": resource.get("summary", "依法可以公开的公共信用信息。"),
        "resource_code": resource.get("code", "100/000000"),
        "resource_provider": resource.get("provider", site.organ_name),
    }


def filled(value: Any, facts: dict[str, str]) -> Any:
    """Return a value of a text with its braces filled; ``"={year}"`` becomes a number."""
    if isinstance(value, str):
        text = value.format_map(facts)
        return int(text[1:]) if value.startswith("={") else text
    if isinstance(value, list):
        return [filled(each, facts) for each in value]
    if isinstance(value, dict):
        return {key: filled(each, facts) for key, each in value.items()}
    return value
