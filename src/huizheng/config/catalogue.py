"""The English catalogue: every room keeps its own words in ``locale_en.toml``; together they become one gettext file.

``"中文" = "English"``, with the same places for facts on both sides. Numbers stand where English needs no plural
(“Visits: 2”), since Chinese has none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib

HOUSE = Path(__file__).resolve().parents[1]


def words() -> dict[str, str]:
    """Return every room's translations; where two rooms differ, the first by path stands."""
    found: dict[str, str] = {}
    for _, chinese, english in _all():
        found.setdefault(chinese, english)
    return found


def disagreements() -> list[str]:
    """Return where two rooms translate the same words differently: one catalogue can hold only one of them."""
    known = words()
    return [
        f"{room}: {chinese} = {english!r}, not {known[chinese]!r}"
        for room, chinese, english in _all()
        if english != known[chinese]
    ]


def _all() -> Iterator[tuple[str, str, str]]:
    for path in sorted(HOUSE.rglob("locale_en.toml")):
        for chinese, english in tomllib.loads(path.read_text()).items():
            yield str(path.parent.relative_to(HOUSE)), chinese, english


def build(folder: Path) -> int:
    """Write ``en/LC_MESSAGES/django.mo`` under ``folder`` and return how many messages it holds."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "Language": "en",
    }
    for chinese, english in words().items():
        catalogue.append(polib.POEntry(msgid=chinese, msgstr=english))
    place = folder / "en" / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(place / "django.mo"))
    return len(catalogue)
