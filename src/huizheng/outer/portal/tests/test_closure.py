import datetime as dt

import pytest

from huizheng.outer.portal.closure import next_closure


@pytest.mark.django_db
class TestNextClosure:
    @pytest.mark.parametrize("today", ["2026-09-20", "2026-10-01", "2026-10-07"])
    def test_is_told_before_and_while_it_lasts(self, today):
        found = next_closure(dt.date.fromisoformat(today))
        assert found is not None
        if today != "2026-09-20":
            assert (found.first, found.last) == (dt.date(2026, 10, 1), dt.date(2026, 10, 7))

    def test_is_not_told_long_before(self):
        assert next_closure(dt.date(2026, 7, 25)) is None

    def test_is_unknown_while_the_notice_of_the_year_is(self):
        assert next_closure(dt.date(2031, 5, 1)) is None
