"""Every word of the room that people read stands in English too."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from huizheng.commons.forms.wording import sentences

ROOM = Path(__file__).parents[1]
HOUSE = ROOM.parents[1]
OWN: dict[str, str] = tomllib.loads((ROOM / "locale_en.toml").read_text())
# A sentence is said in English once, by the room that owns it: identifiers speak for themselves.
ENGLISH = {zh: en for path in HOUSE.rglob("locale_en.toml") for zh, en in tomllib.loads(path.read_text()).items()}
PLACES = re.compile(r"%\((\w+)\)s|\{n\}")


def marked() -> set[str]:
    found: set[str] = set()
    for path in ROOM.rglob("*.py"):
        if "tests" not in path.parts:
            found |= set(re.findall(r'(?:\b_|gettext|gettext_lazy)\(\s*"([^"]*[^\x00-\x7f][^"]*)"', path.read_text()))
    for path in ROOM.rglob("*.html"):
        text = path.read_text()
        found |= set(re.findall(r'{% translate "([^"]*)"', text))
        blocks = re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text)
        found |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", block) for block in blocks}
    return found


def test_every_marked_word_has_an_english_one() -> None:
    assert len(marked()) > 60
    assert marked() - set(ENGLISH) == set()


def test_every_sentence_about_an_answer_has_an_english_one() -> None:
    assert set(sentences().values()) - set(ENGLISH) == set()


def test_both_languages_leave_the_same_places_open() -> None:
    assert [zh for zh, en in OWN.items() if sorted(PLACES.findall(zh)) != sorted(PLACES.findall(en))] == []
