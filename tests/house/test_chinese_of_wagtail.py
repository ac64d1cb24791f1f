"""What Wagtail's own Chinese lacks on an author's pages is supplied by the room, and only what Wagtail says."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import wagtail

from huizheng.config.catalogue import Counted, build_chinese, chinese

_PLACES = re.compile(r"%\((\w+)\)[sd]")


def test_every_sentence_keeps_its_places_for_facts() -> None:
    for original, said in chinese().items():
        text, source = (said.zh, f"{original} {said.plural}") if isinstance(said, Counted) else (said, original)
        assert set(_PLACES.findall(text)) <= set(_PLACES.findall(source)), original


def test_every_sentence_is_one_of_wagtails() -> None:
    folder = Path(wagtail.__file__).parent
    known = {
        entry.msgid
        for path in folder.glob("**/locale/en/LC_MESSAGES/*.po")
        for entry in polib.pofile(str(path), encoding="utf-8")
    }
    assert sorted(original for original in chinese() if original not in known) == []


def test_the_catalogue_words_one_and_many(tmp_path: Path) -> None:
    assert build_chinese(tmp_path) > 100
    catalogue = polib.mofile(str(tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.mo"))
    entry = catalogue.find("One other user is currently viewing")
    assert entry is not None
    assert entry.msgstr_plural == {0: "另有 %(num_user)s 人正在查看"}
