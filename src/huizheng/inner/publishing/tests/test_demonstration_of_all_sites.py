"""The whole cluster: every site's facts, and no column that must hold pages without one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huizheng.inner.items.testing import given_release
from huizheng.inner.publishing.demonstration.gathering import all_facts
from huizheng.inner.publishing.demonstration.generator import pages_of
from huizheng.inner.sites.api import all_sites, columns_of
from huizheng.inner.sites.testing import given_sites

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
FETCHED = {"news/state-council"}


def test_no_required_column_of_any_site_is_empty_and_no_section_repeats_a_title() -> None:
    given_sites()
    for slug in ("individual-registration", "subsistence-allowance", "foreigner-work-permit"):
        given_release(slug)
    facts = {each.slug: each for each in all_facts()}
    assert len(facts) == 171
    total, late = 0, set()
    for site in all_sites():
        pages = list(pages_of(facts[site.slug], today=TODAY))
        filled = {page["column"] for page in pages}
        shown = [column for column in columns_of(site) if column.is_shown and column.takes_pages]
        required = {column.path for column in shown if column.is_mandatory}
        assert required <= filled, (site.slug, required - filled)
        openness = [page["title"] for page in pages if page["column"].startswith("openness/")]
        repeated = {title for title in openness if openness.count(title) > 1 and "栏目说明" not in title}
        assert not repeated, (site.slug, repeated)
        late |= {
            column.path
            for column in shown
            if column.update_days and not column.sources and column.path in filled
            if TODAY - _freshest(pages, column.path) > dt.timedelta(days=column.update_days)
        }
        total += len(pages)
    assert 10_000 < total < 25_000
    # What is fetched from the State Council is not made up, and real documents are as old as they are.
    assert late <= FETCHED, late


def _freshest(pages: list[dict[str, Any]], column: str) -> dt.date:
    return max(dt.datetime.fromisoformat(page["published_at"]).date() for page in pages if page["column"] == column)
