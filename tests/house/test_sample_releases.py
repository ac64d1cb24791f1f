"""The releases that the public rooms test with are those of the item library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
SAMPLES = sorted((HOUSE / "outer" / "guides" / "samples").glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_release_is_what_the_library_makes(path: Path) -> None:
    sample = json.loads(path.read_text("utf-8"))
    assert sample["slug"] == path.stem
    if settings.ZONE == "inner":
        from huizheng.inner.items.testing import starting_document

        assert sample == starting_document(path.stem), "run: huizheng inner write_samples"


def test_there_are_samples_of_every_followed_item() -> None:
    followed = {path.stem for path in (HOUSE / "inner" / "items" / "fixtures" / "followed").glob("*.json")}
    assert followed <= {path.stem for path in SAMPLES}
