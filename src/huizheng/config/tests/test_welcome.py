from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from huizheng.config import demonstration, environment
from huizheng.config.supervisor.welcome import greeting

ACCOUNT = {"zone": "inner", "login": "clerk", "password": "x", "role": "窗口受理", "prominent": True}


def greet(var: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUIZHENG_VAR", str(var))
    return greeting(dataclasses.replace(environment.read(), var=var), seconds=4.2)


def test_what_is_printed_names_addresses_and_the_demonstration_accounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIZHENG_VAR", str(tmp_path))
    file = tmp_path / "run" / "demonstration-inner.json"
    file.parent.mkdir()
    file.write_text(json.dumps([ACCOUNT]))
    assert [each["login"] for each in demonstration.accounts()] == ["clerk"]
    words = greet(tmp_path, monkeypatch)
    assert "http://127.0.0.1:" in words
    assert "clerk" in words


def test_without_demonstration_accounts_it_says_how_the_first_official_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = greet(tmp_path, monkeypatch)
    assert "./huizheng inner administrator" in words
    assert "演示账号（" not in words
