from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from huizheng.gate.tests.notes import Room


@pytest.fixture
def room() -> Iterator[Room]:
    from huizheng.gate.api import receives
    from huizheng.gate.registry import _handlers
    from huizheng.gate.tests.notes import NoteReceived, Room

    listening = Room()
    receives(NoteReceived)(listening.take)
    yield listening
    _handlers.pop(NoteReceived)


@pytest.fixture(autouse=True)
def own_blobs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test has blobs of its own; the keys stay those of the run."""
    from huizheng.gate import blobs

    monkeypatch.setattr(blobs, "folder", lambda: tmp_path / "blobs")
