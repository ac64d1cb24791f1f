from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from huizheng.commons.audit.api import lines_about
from huizheng.commons.calendar.api import (
    NoticeRefused,
    add_calendar_days,
    add_working_days,
    is_provisional,
    is_working_day,
    load_notice,
    notices,
    roll_forward,
    working_calendar,
    working_days_between,
)
from huizheng.commons.calendar.events import CalendarChanged
from huizheng.commons.calendar.testing import imagined_notice, load_imagined
from huizheng.commons.events.api import subscribe
from huizheng.commons.events.testing import deliver_all
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 11, 4, 9, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
heard: list[int] = []


@subscribe(CalendarChanged)
def note(event: CalendarChanged) -> None:
    heard.append(event.year)


def test_a_loaded_year_is_no_longer_provisional_and_counts_at_once() -> None:
    assert is_provisional(2027)
    before = add_working_days(dt.date(2026, 12, 25), 20)
    load_imagined(at=AT, off=("01-02", "01-03", "01-04"), work=("01-09",))
    assert not is_provisional(2027)
    assert not is_working_day(dt.date(2027, 1, 4))
    assert is_working_day(dt.date(2027, 1, 9))
    assert add_working_days(dt.date(2026, 12, 25), 20) == before
    assert working_days_between(dt.date(2026, 12, 31), dt.date(2027, 1, 9)) == 5
    assert roll_forward(dt.date(2027, 1, 2)) == dt.date(2027, 1, 5)
    assert add_calendar_days(dt.date(2026, 12, 31), 4) == dt.date(2027, 1, 5)


def test_a_corrected_notice_replaces_the_whole_year() -> None:
    load_imagined(2026, at=AT, off=("03-10",))
    assert not is_working_day(dt.date(2026, 3, 10))
    assert is_working_day(dt.date(2026, 2, 17)), "the shipped notice of that year no longer counts"
    load_imagined(2026, at=AT)
    assert is_working_day(dt.date(2026, 3, 10))


def test_it_is_told_and_written_down() -> None:
    heard.clear()
    load_imagined(at=AT)
    deliver_all()
    assert heard == [2027]
    line = lines_about(("calendar.notice", "2027")).get()
    assert line.action == "calendar:notice:load"
    assert "2027-10-01 off" in line.facts["days"]


def test_a_refused_notice_changes_nothing() -> None:
    before = working_calendar()
    with pytest.raises(NoticeRefused):
        load_notice(year=2028, days=imagined_notice(2027), source="x", by=SYSTEM, at=AT)
    with pytest.raises(NoticeRefused, match="文号"):
        load_notice(year=2027, days=imagined_notice(2027), source=" ", by=SYSTEM, at=AT)
    assert working_calendar() is before


def test_all_notices_are_listed_with_their_source() -> None:
    load_imagined(at=AT)
    listed = notices()
    assert [listed[0].year, listed[1].year, listed[-1].year] == [2027, 2026, 2007]
    assert listed[0].source == "测试用放假通知"
    assert listed[0].loaded_at == AT
    assert listed[1].source == "国务院办公厅关于2026年部分节假日安排的通知"
    assert len(listed[1].days) == 39


def test_asking_again_costs_one_small_query(django_assert_num_queries) -> None:
    working_calendar()
    with django_assert_num_queries(1):
        working_calendar()


class TestCommand:
    def test_loads_a_file(self, tmp_path, capsys) -> None:
        file = tmp_path / "2027.csv"
        file.write_text("date,holiday,day\n2027-01-01,元旦,off\n2027-10-01,国庆节,off\n", encoding="utf-8")
        call_command("calendar", "load", str(file), "--year", "2027", "--source", "国办发明电〔2026〕1号")
        assert "已录入2027年放假通知，共2天" in capsys.readouterr().out
        assert not is_provisional(2027)

    def test_says_what_is_wrong(self, tmp_path) -> None:
        file = tmp_path / "2027.csv"
        file.write_text("date,holiday,day\n2027-01-01,元旦,off\n", encoding="utf-8")
        with pytest.raises(CommandError, match="不完整"):
            call_command("calendar", "load", str(file), "--year", "2027", "--source", "x")
