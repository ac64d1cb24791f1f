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
    *(HOUSE / "commons" / room for room in ("design", "forms", "files", "throttle")),
]
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy", "pgettext"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def sources() -> list[tuple[Path, str]]:
    found = []
    for room in PUBLIC:
        if not room.is_dir():
            continue
        for path in room.rglob("*.py"):
            if not {"tests", "migrations", "testing.py"} & {*path.parts, path.name}:
                found.append((path, path.read_text()))
        for path in [*room.rglob("*.html"), *room.rglob("templates/**/*.txt")]:
            if "inner" not in path.name:
                found.append((path, templatize(path.read_text())))
    return found


def messages(path: Path, source: str) -> set[str]:
    """Return the msgids that a module, or a template turned into calls, asks for."""
    if path.suffix != ".py":
        found = re.findall(
            r"\b(?:gettext|ngettext|pgettext)\(\s*(?:u)?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", source
        )
        found += re.findall(r"\b_\(\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", source)
        return {ast.literal_eval(text) for text in found}
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_no_two_rooms_translate_the_same_words_differently() -> None:
    assert catalogue.disagreements() == []


@pytest.mark.parametrize(
    ("path", "source"), sources(), ids=lambda value: str(value.relative_to(HOUSE)) if isinstance(value, Path) else ""
)
def test_every_public_sentence_has_its_english(path: Path, source: str) -> None:
    known = catalogue.words()
    missing = sorted(text for text in messages(path, source) if CHINESE.search(text) and text not in known)
    assert missing == []
