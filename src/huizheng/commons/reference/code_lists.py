"""Named code lists: what a form's choice offers. A list that is not verified, or invented, says so."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.models import Division, Organ
from huizheng.commons.reference.rules import UnknownCodeList
from huizheng.commons.reference.states import Tier


class Code(NamedTuple):
    """One entry: what is stored, and what people read in either language."""

    value: str
    label: str
    label_en: str


# Lists that are questions to the database rather than rows of the fixture.
_LIVING = ("region", "city", "county", "organ")


@cache
def _fixed() -> dict[str, tuple[list[Code], str]]:
    found: dict[str, tuple[list[Code], str]] = {}
    for row in fixtures.rows("codes.csv"):
        entry = found.setdefault(row["list"], ([], row["status"]))
        entry[0].append(Code(row["value"], row["label"], row["label_en"]))
    return found


def code_lists() -> list[str]:
    """Return the names of all code lists."""
    return sorted([*_fixed(), *_LIVING])


def code_list(name: str) -> list[Code]:
    """Return the entries of a list as ``(value, label, label_en)``, in the list's own order.

    ``region`` are the cities and counties, ``city`` and ``county`` one tier of them, ``organ`` the organs of
    the province.
    Raises ``UnknownCodeList``.
    """
    if name in _LIVING:
        return _living(name)
    if name not in _fixed():
        raise UnknownCodeList(name)
    return list(_fixed()[name][0])


def code_list_status(name: str) -> str:
    """Return how far a list is verified: ``verified``, ``memory``, ``CLDR`` or ``demo`` (invented)."""
    if name in _LIVING:
        return "verified"
    if name not in _fixed():
        raise UnknownCodeList(name)
    return _fixed()[name][1]


def code_label(name: str, value: str, *, english: bool = False) -> str:
    """Return how one value reads; a value the list does not hold reads as itself."""
    for code in code_list(name):
        if code.value == value:
            return code.label_en if english else code.label
    return value


def _living(name: str) -> list[Code]:
    if name == "organ":
        return [Code(each.key, each.name, each.english_name) for each in Organ.objects.filter(tier=Tier.PROVINCE)]
    wanted = {"city": [Tier.CITY], "county": [Tier.COUNTY]}.get(name, [Tier.CITY, Tier.COUNTY])
    places = (
        Division.objects.filter(tier__in=wanted, valid_until__isnull=True).select_related("parent").order_by("code")
    )
    return [
        Code(
            place.code,
            f"{place.parent.name}{place.name}" if place.tier == Tier.COUNTY and place.parent else place.name,
            place.english_name,
        )
        for place in places
    ]
