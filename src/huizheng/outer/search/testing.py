"""For other rooms' tests: an index of a test's own."""

from __future__ import annotations

import shutil

import pytest

from huizheng.outer.search import actions
from huizheng.outer.search.index import folder, reader


@pytest.fixture
def own_index(settings, tmp_path):
    """An empty place for the index; ``actions.catch_up`` fills it."""
    settings.VAR = tmp_path
    reader.forget()
    yield folder.root()
    actions.close()
    reader.forget()
    shutil.rmtree(tmp_path, ignore_errors=True)


def write_index(at) -> None:
    """Write what the database holds now into the index."""
    actions.catch_up(at=at)
