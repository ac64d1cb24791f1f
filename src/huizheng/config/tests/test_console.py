"""What a person sees while an instance starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from huizheng.config.supervisor.console import Countdown, step
from huizheng.config.supervisor.setup import _listen
from huizheng.lib.progress import bar


def test_a_bar_is_empty_at_first_and_full_at_the_end() -> None:
    assert bar(0, 10).startswith("░" * 20)
    assert bar(10, 10).startswith("█" * 20)
    assert bar(0, 0).startswith("█" * 20)


def test_a_countdown_tells_each_tenth_once() -> None:
    told: list[str] = []
    countdown = Countdown(told.append)
    assert not countdown.is_over(None)
    for waiting in range(100, 0, -1):
        assert not countdown.is_over(waiting)
    assert countdown.is_over(0)
    assert len(told) == 10


def test_what_a_loader_says_of_its_progress_is_passed_on() -> None:
    said = "print('3/4 个站点'); print('other words')"
    process = subprocess.Popen([sys.executable, "-c", said], stdout=subprocess.PIPE, text=True)
    told: list[str] = []
    assert "other words" in _listen(process, told.append, tables=lambda: None)
    assert process.wait() == 0
    assert told == [f"{bar(3, 4)} 个站点"]


def test_a_log_has_every_word_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with step("建表") as tell:
        tell("一半")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "    一半"
    assert lines[1].startswith("  ✓ 建表")
