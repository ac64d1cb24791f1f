"""The drawings of states are the tables that the code follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from huizheng.config.drawings import FOLDER, drawings

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
TABLE = re.compile(r"^(NEXT|TRANSITIONS|OWN_STEPS)\b", re.MULTILINE)


@pytest.mark.parametrize("name", drawings(settings.ZONE))
def test_a_drawing_is_what_the_table_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == drawings(settings.ZONE)[name](), "run: make draw"


def test_every_table_of_transitions_is_drawn() -> None:
    tables = {str(path.relative_to(HOUSE)) for path in HOUSE.rglob("states.py") if TABLE.search(path.read_text())}
    drawn = {
        found
        for path in FOLDER.glob("*.md")
        for found in re.findall(r"src/huizheng/(\S+?states\.py)", path.read_text())
    }
    assert tables == drawn
