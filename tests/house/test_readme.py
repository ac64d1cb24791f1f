"""The two READMEs say the same, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = {name: (ROOT / name).read_text() for name in ("README.md", "README.zh-CN.md")}
VARIABLE = re.compile(r"HUIZHENG_[A-Z_]+")
LINK = re.compile(r"\]\(([^)]+)\)")


def test_every_variable_that_the_product_reads_stands_in_both() -> None:
    read = set(VARIABLE.findall((ROOT / "src/huizheng/config/environment.py").read_text()))
    for text in READMES.values():
        assert set(VARIABLE.findall(text)) == read


def test_both_have_the_same_chapters_pictures_commands_and_links() -> None:
    english, chinese = READMES.values()
    for mark in ("\n## ", "![", "```", "| `", "\n1. ", "\n2. ", "\n3. "):
        assert english.count(mark) == chinese.count(mark), mark
    there, here = (set(LINK.findall(text)) - set(READMES) for text in (english, chinese))
    assert there == here
    commands = re.compile(r"`(\./[a-z]+[^`]*|make [^`]+)`")
    assert set(commands.findall(english)) == set(commands.findall(chinese))


@pytest.mark.parametrize("name", READMES)
def test_what_is_linked_is_there(name: str) -> None:
    missing = [link for link in LINK.findall(READMES[name]) if "://" not in link and not (ROOT / link).exists()]
    assert missing == []
