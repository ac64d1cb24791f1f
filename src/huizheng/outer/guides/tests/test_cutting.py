"""The process that cuts texts for the index."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from huizheng.outer.guides.cutting import Cutter, CutterGone, cut
from huizheng.outer.guides.segmentation import initials, pinyin, words

REQUEST = {"name": "个体工商户登记", "groups": [["个体工商户登记", "Registration"], []]}


@pytest.fixture
def cutter() -> Iterator[Cutter]:
    found = Cutter(idle=0.5)
    yield found
    found.close()


def test_cuts_as_the_room_itself_would() -> None:
    found = cut("个体工商户登记", [["个体工商户登记"], ["需要哪些材料？", "身份证"]])

    assert found.words == [" ".join(words("个体工商户登记")), " ".join([*words("需要哪些材料？"), *words("身份证")])]
    assert (found.pinyin, found.initials) == (pinyin("个体工商户登记"), initials("个体工商户登记"))


def test_ends_by_itself_when_nothing_comes_and_is_there_again_when_something_does(cutter: Cutter) -> None:
    first = cutter.ask(REQUEST)
    process = cutter.process
    assert process is not None

    assert process.wait(20) == 0
    assert cutter.ask(REQUEST) == first
    assert cutter.process is not process


def test_is_started_again_when_it_was_killed(cutter: Cutter) -> None:
    first = cutter.ask(REQUEST)
    assert cutter.process is not None
    cutter.process.send_signal(signal.SIGKILL)

    assert cutter.ask(REQUEST) == first


def test_says_so_when_it_cannot_cut(cutter: Cutter, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CutterGone):
        cutter.ask({"name": 5, "groups": 5})
    assert "TypeError" in capfd.readouterr().err
