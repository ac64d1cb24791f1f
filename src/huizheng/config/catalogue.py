"""The English catalogue: every room keeps its own words in ``locale_en.toml``; together they become one gettext file.

``"中文" = "English"``, with the same places for facts on both sides. Numbers stand where English needs no plural
(“Visits: 2”), since Chinese has none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

# What a third party's own Chinese lacks, by the words it uses: ``"English" = "中文"`` in a room's ``locale_zh.toml``.
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
    return _write(folder / "en", "en", words())


@dataclass(frozen=True)
class Counted:
    """A message that English words differently for many; ``zh`` serves for every number."""

    plural: str
    zh: str


def chinese() -> dict[str, str | Counted]:
    """Return what rooms supply of the Chinese of third-party pages."""
    found: dict[str, str | Counted] = {}
    for path in sorted(HOUSE.rglob("locale_zh.toml")):
        for original, said in tomllib.loads(path.read_text()).items():
            found[original] = Counted(**said) if isinstance(said, dict) else said
    return found


def build_chinese(folder: Path) -> int:
    """Write ``zh_Hans/LC_MESSAGES/django.mo`` under ``folder`` and return how many messages it holds."""
    return _write(folder / "zh_Hans", "zh_Hans", chinese())


def _write(place: Path, language: str, messages: Mapping[str, str | Counted]) -> int:
    catalogue = polib.POFile()
    plurals = "nplurals=2; plural=(n != 1);" if language == "en" else "nplurals=1; plural=0;"
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": plurals,
        "Language": language,
    }
    for original, said in messages.items():
        entry = (
            polib.POEntry(msgid=original, msgid_plural=said.plural, msgstr_plural={0: said.zh})
            if isinstance(said, Counted)
            else polib.POEntry(msgid=original, msgstr=said)
        )
        catalogue.append(entry)
    folder = place / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))
    return len(catalogue)
