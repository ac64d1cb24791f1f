"""The facts the generator needs, read once for all sites."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from huizheng.commons.reference import api as reference
from huizheng.inner.items import api as items
from huizheng.inner.publishing.demonstration.places import Column, Place, Service, SiteFacts
from huizheng.inner.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huizheng.inner.sites.api import Site

_PROVINCE: Final = "340000"
_OFFICE: Final = "general-office"
# A site lower down also offers what the tiers below it offer to the same people.
_OFFERED: Final = {
    "province": ("province", "city", "county"),
    "city": ("city", "county"),
    "county": ("county", "town"),
}
_UNITS: Final = {"working": "个工作日"}


def all_facts() -> Iterator[SiteFacts]:
    """Return the facts of every open site, in the order of their codes."""
    organs = {organ.key: organ for organ in reference.organs()}
    below: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    named = {division.code: division for division in reference.divisions()}
    for division in named.values():
        if division.tier in {reference.Tier.CITY, reference.Tier.COUNTY} and division.valid_until is None:
            below[division.parent_id or ""].append((division.code, division.name, division.english_name))
    services, resources = _services(), _resources()
    of_division: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for organ in organs.values():
        of_division[organ.division_id].append((organ.name, organ.english_name, "、".join(organ.keywords)))
    for index, site in enumerate(sites.all_sites().order_by("slug")):
        division = site.division
        place = Place(
            code=division.code,
            name=division.name,
            short_name=division.short_name,
            english_name=division.english_name,
            kind=division.division_type,
            above=named[division.parent_id].name if division.parent_id in named else "",
            below=tuple(below[division.code]),
        )
        offered = _OFFERED.get(division.tier, ("county",))
        yield _facts(
            site,
            index=index,
            place=place,
            organs=organs,
            services=tuple(service for service in services if service.level in offered),
            neighbours=tuple(of_division[division.code]),
            resources=resources,
        )


def _facts(
    site: Site,
    *,
    index: int,
    place: Place,
    organs: dict[str, reference.Organ],
    services: tuple[Service, ...],
    neighbours: tuple[tuple[str, str, str], ...],
    resources: tuple[dict[str, str], ...],
) -> SiteFacts:
    organ = site.organ
    department = site.tree == "department"
    office = organs.get(f"{place.code}-{_OFFICE}", organ)
    return SiteFacts(
        slug=site.slug,
        index=index,
        tree=site.tree,
        language="en" if site.language == "en" else "zh-hans",
        site_code=site.site_code,
        place=place,
        organ=organ.key,
        organ_name=organ.name,
        organ_english=organ.english_name,
        organ_short=organ.short_name,
        office_name=office.name,
        prefix=organ.document_prefix if department else site.division.document_abbreviation or "示政",
        uscc=organ.uscc,
        keywords=tuple(organ.keywords),
        columns=tuple(_columns(site, organs, office)),
        services=services,
        organs=neighbours,
        resources=resources,
    )


def _columns(site: Site, organs: dict[str, reference.Organ], office: reference.Organ) -> Iterator[Column]:
    for column in sites.columns_of(site):
        if not column.is_shown:
            continue
        own = column.owner_kind == "self"
        owner = site.organ if own else organs.get(f"{site.division_id}-{column.owner_kind}", office)
        yield Column(
            path=column.path,
            name=column.name,
            english_name=column.english_name,
            type=column.type,
            order=column.order,
            required=column.is_mandatory,
            takes_pages=column.takes_pages,
            owner=owner.key,
            owner_name=owner.name,
        )


def _services() -> tuple[Service, ...]:
    current = items.Release.objects.current().order_by("item_id").values_list("document", flat=True)
    return tuple(_service(document) for document in current)


def _service(document: dict[str, Any]) -> Service:
    promise = document["limits"]["promised"]
    return Service(
        slug=document["slug"],
        name=document["name"],
        english_name=document["name_en"],
        organ_kind=document["organ_kind"],
        level=document["level"],
        promise=f"{promise['n']}{_UNITS.get(promise['unit'], '日')}" if promise["n"] else "当场办结",
        materials=len(document["materials"]),
        shared=sum(1 for material in document["materials"] if material["reuse_from"]),
        questions=tuple((each["q"], each["a"]) for each in document["faq"]),
    )


def _resources() -> tuple[dict[str, str], ...]:
    file = Path(__file__).parent / "facts" / "resources.json"
    return tuple(json.loads(file.read_text("utf-8")))
