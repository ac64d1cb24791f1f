"""The list of rooms is the tree's, and every room is built on the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from huizheng.config import rooms

STOREYS = {"commons": rooms.COMMONS, "outer": rooms.OUTER, "inner": rooms.INNER}
HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
ROOMS = [(storey, room) for storey, names in STOREYS.items() for room in names]


@pytest.mark.parametrize("storey", STOREYS)
def test_the_list_of_rooms_is_the_tree(storey: str) -> None:
    standing = {path.parent.name for path in (HOUSE / storey).glob("*/apps.py")}
    assert standing == set(STOREYS[storey])


@pytest.mark.parametrize(("storey", "room"), ROOMS)
def test_a_room_says_what_it_is_for(storey: str, room: str) -> None:
    text = (HOUSE / storey / room / "__init__.py").read_text()
    assert len(text.strip().splitlines()) >= 3


@pytest.mark.parametrize(("storey", "room"), ROOMS)
def test_a_door_only_re_exports(storey: str, room: str) -> None:
    door = HOUSE / storey / room / "api.py"
    if not door.exists():
        assert not list((HOUSE / storey / room).glob("actions*")), "a room with verbs has a door"
        return
    text = door.read_text()
    assert "__all__" in text
    assert "\ndef " not in text
    assert "\nclass " not in text
