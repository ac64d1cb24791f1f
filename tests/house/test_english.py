"""Whatever the public can read can be read in English, and says one thing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from huizheng.config import catalogue

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
# Rooms whose words the public reads. The office reads Chinese.
PUBLIC = [
    *sorted((HOUSE / "outer").iterdir()),
    *(HOUSE / "commons" / room for room in ("design", "files", "forms", "keys", "notices", "paper", "throttle")),
    HOUSE / "lib" / "identifiers",
]
# What a number is refused with is a sentence too: whoever shows it translates it.
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "_", "InvalidIdentifier"}
PLURALS = {"ngettext", "ngettext_lazy", "npgettext", "pgettext"}
# Chinese, or the full-width marks that go with it.
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Messages that go to a post in the office.
TO_OFFICIALS = ("case_", "columns_", "rectification_")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")


def sources() -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for room in PUBLIC:
        if not room.is_dir():
            continue
        modules = [path for path in room.rglob("*.py") if not {"tests", "migrations", "testing.py"} & set(path.parts)]
        templates = [path for path in room.rglob("*.html") if "inner" not in path.name]
        found += [(path, path.read_text()) for path in modules]
        found += [(path, templatize(path.read_text())) for path in templates]
    return found


def messages(path: Path, source: str) -> set[str]:
    """Return the msgids that a module, or a template turned into calls, asks for."""
    if path.suffix != ".py":
        found = re.findall(r"\b(?:gettext|_)\(\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", source)
        return {ast.literal_eval(text) for text in found}
    return {
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and called(node) in CALLS
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def test_no_two_rooms_translate_the_same_words_differently() -> None:
    assert catalogue.disagreements() == []


def test_both_sides_of_a_translation_have_the_same_places_for_facts() -> None:
    uneven = [
        chinese
        for chinese, english in catalogue.words().items()
        if sorted(PLACE.findall(chinese)) != sorted(PLACE.findall(english))
    ]
    assert uneven == []


@pytest.mark.parametrize(
    ("path", "source"), sources(), ids=lambda value: str(value.relative_to(HOUSE)) if isinstance(value, Path) else ""
)
def test_every_public_sentence_has_its_english(path: Path, source: str) -> None:
    known = catalogue.words()
    missing = sorted(text for text in messages(path, source) if CHINESE.search(text) and text not in known)
    assert missing == []


@pytest.mark.parametrize(
    ("path", "source"), sources(), ids=lambda value: str(value.relative_to(HOUSE)) if isinstance(value, Path) else ""
)
def test_no_sentence_asks_for_a_plural_or_a_context_that_the_catalogue_does_not_hold(path: Path, source: str) -> None:
    if path.suffix == ".py":
        asked = {called(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    else:
        asked = set(re.findall(r"\b(\w+)\(", source))
    assert not asked & PLURALS


def test_every_message_to_the_public_is_written_in_english_too() -> None:
    written = [path for path in HOUSE.rglob("templates/notices/*.zh.txt") if not path.name.startswith(TO_OFFICIALS)]
    english = [path.with_name(path.name.replace(".zh.", ".en.")) for path in written]
    assert written
    assert [path.name for path in english if not path.exists() or CHINESE.search(path.read_text())] == []
