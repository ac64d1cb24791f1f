"""How an organ of a city or county is called: the pattern of its kind, with the division's name in it.

Patterns come from the fixture: ``市教育局（教育体育局）``, ``县（市、区）民政局``,
``县（市）公安局、区公安分局``. A district's organ carries the city's name before its own, an organ of a
county or county-level city does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DISTRICT = "市辖区"
_COUNTY = "县（市、区）"
_TRAILING_NOTE = re.compile(r"（[^）]*）$")


@dataclass(frozen=True, slots=True)
class Place:
    """What naming needs to know of a division."""

    name: str
    short_name: str
    english_name: str
    division_type: str
    city_name: str = ""

    @property
    def is_district(self) -> bool:
        return self.division_type == DISTRICT

    @property
    def full_name(self) -> str:
        return f"{self.city_name}{self.name}" if self.is_district else self.name


# Kinds whose district bodies are branches of the city's organ, by the pattern's own words.
_BRANCHES = {
    "县（市）公安局、区公安分局": "公安局",
    "县（市）自然资源和规划局、区分局": "自然资源和规划局",
}


def city_organ_name(pattern: str, place: Place) -> str:
    """Return e.g. ``合肥市教育局`` for the pattern ``市教育局（教育体育局）``."""
    plain = _formal(_TRAILING_NOTE.sub("", pattern))
    before, _, after = plain.partition("市")
    return f"{before}{place.name}{after}"


def county_organ_name(pattern: str, place: Place) -> str:
    """Return e.g. ``合肥市瑶海区民政局``, ``长丰县民政局`` or ``合肥市公安局瑶海分局``."""
    if pattern in _BRANCHES:
        body = _BRANCHES[pattern]
        return f"{place.city_name}{body}{place.short_name}分局" if place.is_district else f"{place.name}{body}"
    plain = _formal(_TRAILING_NOTE.sub("", pattern))
    if plain.startswith("市"):  # a branch of the city's organ in every county
        head, _, tail = plain.removeprefix("市").partition("县（市")
        return f"{place.city_name}{head}{place.name}{tail[tail.index('）') + 1 :]}"
    return plain.replace(_COUNTY, place.full_name, 1)


def county_organ_short_name(name: str, place: Place) -> str:
    """Return the name people of the city use: without the city's own name in front of a district's."""
    if place.is_district and name.startswith(place.full_name):
        return name.removeprefix(place.city_name)
    return name


def english_organ_name(pattern: str, place: Place) -> str:
    """Return e.g. ``Yaohai District Market Regulation Bureau``, ``Hefei Municipal Education Bureau``."""
    english = pattern.split("/", maxsplit=1)[0].replace("(and Sports) ", "").strip()
    if english.startswith("Municipal "):
        return f"{place.english_name.removesuffix(' City')} {english}"
    return f"{_without_note(place.english_name)} {english.removeprefix('County ')}"


def town_names(place: Place) -> tuple[str, str]:
    """Return the demonstration town's division name and the name of its government."""
    if place.is_district:
        return f"{place.name}示范街道", f"{place.name}示范街道办事处（演示）"
    return f"{place.name}示范镇", f"{place.name}示范镇人民政府（演示）"


def _formal(pattern: str) -> str:
    return pattern.replace("政府办公室", "人民政府办公室") if "人民政府" not in pattern else pattern


def _without_note(english: str) -> str:
    return re.sub(r"\s*\(.*\)$", "", english)
