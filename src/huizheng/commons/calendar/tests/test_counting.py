"""The dated examples of the law's counting, and what must hold for any day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.calendar.api import NoticeDay, NoticeRefused, WorkingCalendar, parse_notice
from huizheng.commons.calendar.notices import check_notice, festivals, shipped

CALENDAR = WorkingCalendar(
    {day.on: day.works for days in shipped().values() for day in days},
    frozenset(shipped()),
    festivals(),
)
days = st.dates(dt.date(2007, 1, 1), dt.date(2032, 12, 31))
periods = st.integers(0, 80)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str) -> set[dt.date]:
    count = (day(last) - day(first)).days
    return {day(first) + dt.timedelta(days=offset) for offset in range(count + 1)}


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2026-02-10", 15, "2026-03-09"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 7, "2026-05-13"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-03-09", 0, "2026-03-09"),
        ("2026-02-13", 1, "2026-02-14"),
    ],
)
def test_a_period_of_working_days_ends_on_its_last_working_day(start, n, last) -> None:
    assert CALENDAR.add_working_days(day(start), n) == day(last)


MAKE_UP = {
    2025: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
    2026: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
}
OFF = {
    2025: span("2025-01-01", "2025-01-01")
    | span("2025-01-28", "2025-02-04")
    | span("2025-04-04", "2025-04-06")
    | span("2025-05-01", "2025-05-05")
    | span("2025-05-31", "2025-06-02")
    | span("2025-10-01", "2025-10-08"),
    2026: span("2026-01-01", "2026-01-03")
    | span("2026-02-15", "2026-02-23")
    | span("2026-04-04", "2026-04-06")
    | span("2026-05-01", "2026-05-05")
    | span("2026-06-19", "2026-06-21")
    | span("2026-09-25", "2026-09-27")
    | span("2026-10-01", "2026-10-07"),
}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_year_is_as_the_notice_says(year) -> None:
    make_up = {day(text) for text in MAKE_UP[year]}
    for date in span(f"{year}-01-01", f"{year}-12-31"):
        expected = date in make_up or (date not in OFF[year] and date.weekday() < 5)
        assert CALENDAR.is_working_day(date) is expected, date


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2026-09-26", 5, "2026-10-08"),  # would end on National Day
        ("2026-03-02", 5, "2026-03-09"),  # would end on a Saturday
        ("2026-02-09", 5, "2026-02-14"),  # a Saturday that is worked
        ("2026-03-02", 60, "2026-05-06"),  # would end on Labour Day
    ],
)
def test_a_period_of_calendar_days_that_ends_on_a_holiday_runs_on(start, n, last) -> None:
    assert CALENDAR.add_calendar_days(day(start), n) == day(last)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_computed_feasts_are_those_that_the_notices_keep(year) -> None:
    feasts = festivals()[year]
    for feast in (feasts.spring_festival, feasts.tomb_sweeping, feasts.dragon_boat, feasts.mid_autumn):
        assert not CALENDAR.is_working_day(feast)


class TestProvisionalYear:
    def test_2027_has_no_notice_yet(self) -> None:
        assert CALENDAR.is_provisional(2027)
        assert not CALENDAR.is_provisional(2026)

    def test_has_the_statutory_days_and_otherwise_monday_to_friday(self) -> None:
        # The Spring Festival of 2027 is on 6 February: its eve is a Friday, its third day a Monday.
        off = ["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15", "2027-10-01"]
        assert not any(CALENDAR.is_working_day(day(text)) for text in off)
        assert all(
            CALENDAR.is_working_day(day(text)) for text in ["2027-01-04", "2027-02-04", "2027-02-09", "2027-05-03"]
        )

    def test_a_period_may_run_across_the_year(self) -> None:
        assert CALENDAR.add_working_days(day("2026-12-25"), 20) == day("2027-01-25")

    def test_beyond_the_computed_feasts_only_the_fixed_days_are_known(self) -> None:
        assert not CALENDAR.is_working_day(day("2070-05-01"))
        assert CALENDAR.is_working_day(day("2070-02-11"))


@given(days, periods)
def test_the_last_day_is_a_working_day_and_counting_back_agrees(start, n) -> None:
    last = CALENDAR.add_working_days(start, n)
    assert n == 0 or CALENDAR.is_working_day(last)
    assert CALENDAR.working_days_between(start, last) == n
    assert CALENDAR.working_days_between(last, start) == -n


@given(days, periods, periods)
def test_two_periods_one_after_the_other_are_their_sum(start, first, second) -> None:
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, first), second) == CALENDAR.add_working_days(
        start,
        first + second,
    )


@given(days, periods)
def test_a_calendar_period_never_ends_early_nor_on_a_holiday(start, n) -> None:
    last = CALENDAR.add_calendar_days(start, n)
    assert last >= start + dt.timedelta(days=n)
    assert CALENDAR.is_working_day(last)


@pytest.mark.parametrize("n", [-1, 100_000])
def test_a_period_that_no_law_knows_is_refused(n) -> None:
    with pytest.raises(ValueError, match="period"):
        CALENDAR.add_working_days(day("2026-01-01"), n)
    with pytest.raises(ValueError, match="period"):
        CALENDAR.add_calendar_days(day("2026-01-01"), n)


class TestNotice:
    @pytest.mark.parametrize("year", range(2007, 2027))
    def test_the_shipped_ones_would_pass_the_check(self, year) -> None:
        check_notice(year, shipped()[year])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("a,b\n", "第一行"),
            ("date,holiday,day\n2027-13-01,元旦,off\n", "第2行的日期"),
            ("date,holiday,day\n2027-01-01,元旦,holiday\n", "第2行的day"),
        ],
    )
    def test_a_broken_file_is_refused_with_its_row(self, text, said) -> None:
        with pytest.raises(NoticeRefused, match=said):
            parse_notice(text)

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([], "不完整"),
            ([NoticeDay(day("2027-01-01"), "元旦", works=False)], "不完整"),
            ([NoticeDay(day("2027-01-01"), "", works=False)], "没有写节日名称"),
            ([NoticeDay(day("2027-01-01"), "元旦", works=False)] * 2, "两次"),
            ([NoticeDay(day("2028-01-01"), "元旦", works=False)], "不属于2027年"),
            ([NoticeDay(day("2027-05-06"), "劳动节", works=True)], "不是周末"),
        ],
    )
    def test_days_that_cannot_be_a_years_notice_are_refused(self, rows, said) -> None:
        with pytest.raises(NoticeRefused, match=said):
            check_notice(2027, rows)
