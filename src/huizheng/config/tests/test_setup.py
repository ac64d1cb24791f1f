"""What a zone says while it is made ready, and what that sets going."""

from __future__ import annotations

import subprocess
import sys

from huizheng.config import environment
from huizheng.config.supervisor import parts, setup
from huizheng.config.supervisor.__main__ import EARLY, WEB
from huizheng.lib.progress import TABLES_STAND


def test_the_tables_are_told_as_soon_as_they_stand_and_progress_as_a_bar() -> None:
    told: list[str] = []
    speech = f"print('1/2 sites'); print('{TABLES_STAND}'); print('2/2 sites'); print('a warning')"
    process = subprocess.Popen([sys.executable, "-c", speech], stdout=subprocess.PIPE, text=True)
    heard = setup._listen(process, told.append, tables=lambda: told.append("tables"))
    assert process.wait() == 0
    assert [word.rpartition(" ")[2] for word in told] == ["sites", "tables", "sites"]
    assert heard.splitlines()[-1] == "a warning"


def test_what_begins_early_are_parts_of_the_instance() -> None:
    names = [part.name for part in parts.programs(environment.read())]
    assert {*WEB, *(name for early in EARLY.values() for name in early)} <= set(names)
    assert set(EARLY) <= {f"{zone} {what}" for zone in setup.ZONES for what in ("tables", "whole")}
