"""Places to choose from: the province's cities and counties, and the other provinces by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from huizheng.commons.forms.parts import Option, reads_english
from huizheng.commons.reference import api as reference

_SIX: Final = 6


def division_options() -> Sequence[Option]:
    """Return cities with their counties, then the other provinces, each with the group it is listed under.

    Costs one query; a page with several such fields asks once.
    """
    found: list[Option] = []
    own: set[str] = set()
    cities: dict[str, Option] = {}
    for place in reference.divisions():
        if place.tier == reference.Tier.PROVINCE:
            own.add(place.code)
        elif place.tier == reference.Tier.CITY:
            cities[place.code] = Option(place.code, place.name, place.english_name, group=place.name)
            found.append(cities[place.code])
        elif place.tier == reference.Tier.COUNTY and place.parent_id in cities:
            city = cities[place.parent_id]
            english = f"{place.english_name}, {city.label_en}" if place.english_name else ""
            found.append(Option(place.code, f"{city.label}{place.name}", english, group=city.label))
    found += [
        Option(code.value, code.label, code.label_en, group="其他省（区、市）")
        for code in reference.code_list("province")
        if code.value not in own
    ]
    return found


def is_division(code: str) -> bool:
    """Say whether the first six digits are a division in use here, or another province."""
    six = code[:_SIX]
    if reference.divisions().filter(code=six).exists():
        return True
    return any(six == province.value for province in reference.code_list("province"))


def division_name(code: str) -> str:
    """Return the full name of a division, or the code itself where it is not known."""
    if not code:
        return ""
    try:
        if reads_english():
            return ", ".join(place.english_name or place.name for place in reversed(reference.division_path(code)))
        return reference.division_full_name(code)
    except reference.UnknownPlace:
        name = reference.code_label("province", code[:_SIX])
        return name if name != code[:_SIX] or len(code) == _SIX else code
