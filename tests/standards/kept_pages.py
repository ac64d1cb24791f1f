"""Every shape of page that the tests of both zones asked for is valid HTML.

Run by name after them, as ``./test`` does, with ``HUIZHENG_KEPT_PAGES`` set to the same folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.standards.html import wrong_in_pages

OF_BOTH_ZONES = 300  # fewer shapes than this, and the pages were not kept


def test_every_shape_of_page_is_valid_html() -> None:
    kept = Path(os.environ["HUIZHENG_KEPT_PAGES"])
    pages = {each.stem: each.read_bytes() for each in sorted(kept.glob("*.html"))}
    assert len(pages) > OF_BOTH_ZONES
    assert wrong_in_pages(pages) == []
