"""What the office hears of reading: whole counts of a day, and nothing twice for nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F

from huizheng.gate.contracts import ViewsCounted
from huizheng.gate.testing import sent
from huizheng.outer.sites.actions.views import forget_old_counts, tell_views
from huizheng.outer.sites.models import ReadingCount

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 2)


def counted(views: int, *, site: str = "anhui", column: str = "", page: int = 0, day: dt.date = TODAY) -> None:
    ReadingCount.objects.create(day=day, site=site, column=column, page=page, views=views)


def test_the_office_hears_the_whole_count_of_each_site_and_day():
    counted(9, column="news/government")
    counted(4, page=100)
    counted(2, site="hefei")
    assert tell_views(at=NOW) == 2
    told = {message.site: message for message in sent(ViewsCounted)}
    assert told["anhui"].columns == {"news/government": 9}
    assert told["anhui"].pages == {"100": 4}
    assert told["hefei"].day == TODAY


def test_only_what_has_grown_is_told_again():
    counted(9, column="news/government")
    tell_views(at=NOW)
    assert tell_views(at=NOW) == 0
    ReadingCount.objects.update(views=F("views") + 3)
    assert tell_views(at=NOW) == 1
    assert sent(ViewsCounted)[-1].columns == {"news/government": 12}


def test_counts_of_pages_are_dropped_after_a_year_and_those_of_columns_stay():
    long_ago = TODAY - dt.timedelta(days=500)
    counted(1, page=5, day=long_ago)
    counted(1, column="news", day=long_ago)
    forget_old_counts(at=NOW)
    assert list(ReadingCount.objects.values_list("column", flat=True)) == ["news"]
