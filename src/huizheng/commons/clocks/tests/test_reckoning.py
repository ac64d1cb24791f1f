"""What must hold for any ledger; no database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huizheng.commons.calendar.api import WorkingCalendar
from huizheng.commons.calendar.notices import festivals, shipped
from huizheng.commons.clocks.api import GROUNDS, LICENCE_DECISION, ClockRule, Unit, promise
from huizheng.commons.clocks.reckoning import ONE, Extension, Pause, Reading
from huizheng.commons.clocks.wording import cited, in_chinese, in_english, number_zh

CALENDAR = WorkingCalendar(
    {day.on: day.works for days in shipped().values() for day in days},
    frozenset(shipped()),
    festivals(),
)
HEARING, INSPECTION = GROUNDS["hearing"], GROUNDS["inspection"]
starts = st.dates(dt.date(2024, 1, 1), dt.date(2027, 6, 30))
rules = st.builds(
    lambda n, unit: dataclasses.replace(LICENCE_DECISION, n=n, unit=unit),
    st.integers(0, 60),
    st.sampled_from(Unit),
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@st.composite
def readings(draw, *, open_pause: bool = False):
    start = draw(starts)
    pauses = []
    for ground in draw(st.lists(st.sampled_from(list(GROUNDS.values())), max_size=4)):
        since = start + dt.timedelta(days=draw(st.integers(0, 90)))
        pauses.append(Pause(since, since + dt.timedelta(days=draw(st.integers(0, 30))), ground))
    if open_pause:
        pauses.append(Pause(start + dt.timedelta(days=draw(st.integers(0, 30))), None, HEARING))
    extensions = [Extension(start + ONE, draw(st.integers(1, 15)), "案情复杂")] if draw(st.booleans()) else []
    return Reading(draw(rules), start, tuple(pauses), tuple(extensions))


@st.composite
def pauses_after(draw, start: dt.date):
    since = start + dt.timedelta(days=draw(st.integers(0, 90)))
    return Pause(since, since + dt.timedelta(days=draw(st.integers(0, 40))), INSPECTION)


@given(readings(), st.data())
def test_a_pause_never_shortens(reading, data) -> None:
    pause = data.draw(pauses_after(reading.started_on))
    longer = dataclasses.replace(reading, pauses=(*reading.pauses, pause))
    assert longer.due_on(CALENDAR) >= reading.due_on(CALENDAR)


@given(readings(), st.integers(1, 15))
def test_an_extension_lengthens_by_days_that_count(reading, days) -> None:
    assume(not reading.extensions)
    longer = dataclasses.replace(reading, extensions=(Extension(reading.started_on, days, "案情复杂"),))
    before, after = reading.due_on(CALENDAR), longer.due_on(CALENDAR)
    assert after >= before
    if reading.rule.unit is Unit.WORKING and reading.total:
        added = sum(
            reading.counts(before + dt.timedelta(days=n), CALENDAR) for n in range(1, (after - before).days + 1)
        )
        assert added == days
        assert after > before


@given(readings())
def test_the_last_day_is_a_working_day_on_which_the_clock_ran(reading) -> None:
    due = reading.due_on(CALENDAR)
    assert CALENDAR.is_working_day(due)
    assert not reading.is_paused_on(due)


@given(readings())
def test_a_pause_resumed_on_its_own_day_takes_nothing(reading) -> None:
    since = reading.started_on + dt.timedelta(days=3)
    same = dataclasses.replace(reading, pauses=(*reading.pauses, Pause(since, since, HEARING)))
    assert same.due_on(CALENDAR) == reading.due_on(CALENDAR)


@given(readings(), st.data())
def test_two_pauses_that_overlap_take_each_day_once(reading, data) -> None:
    pause = data.draw(pauses_after(reading.started_on))
    inside = Pause(pause.since, pause.since + (pause.until - pause.since) // 2, HEARING)
    once = dataclasses.replace(reading, pauses=(*reading.pauses, pause))
    nested = dataclasses.replace(reading, pauses=(*reading.pauses, pause, inside))
    assert nested.due_on(CALENDAR) == once.due_on(CALENDAR)


@given(readings(open_pause=True), st.integers(0, 60))
def test_an_open_pause_hides_the_last_day_unless_the_period_had_run_out(reading, later) -> None:
    due = reading.due_on(CALENDAR)
    opened = reading.pauses[-1]
    resumed = dataclasses.replace(
        reading,
        pauses=(*reading.pauses[:-1], dataclasses.replace(opened, until=opened.since + dt.timedelta(days=later))),
    )
    if due is None:
        assert resumed.due_on(CALENDAR) >= opened.since
    else:
        assert due < opened.since
        assert resumed.due_on(CALENDAR) == due


def dates_zh(text: str) -> list[dt.date]:
    return [dt.date(int(y), int(m), int(d)) for y, m, d in re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)]


MONTHS = [dt.date(2026, month, 1).strftime("%B") for month in range(1, 13)]


def dates_en(text: str) -> list[dt.date]:
    found = re.findall(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})", text)
    return [dt.date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in found]


def count_by_hand(unit: Unit, total: int, start: dt.date, paused: set[dt.date]) -> dt.date:
    """Another way to the same day: list the candidates, strike out, take the total-th."""
    candidates = [start + dt.timedelta(days=n) for n in range(1, 500)]
    running = [each for each in candidates if each not in paused]
    working = [each for each in running if CALENDAR.is_working_day(each)]
    if total == 0:
        return next(each for each in [start, *candidates] if each not in paused and CALENDAR.is_working_day(each))
    if unit is Unit.WORKING:
        return working[total - 1]
    return next(each for each in working if each >= running[total - 1])


@given(readings())
def test_the_explanation_holds_what_was_computed(reading) -> None:
    """Its numbers and dates are read back and counted by hand: they lead to the same day."""
    text = in_chinese(reading, CALENDAR)
    start, *rest = dates_zh(text)
    intervals = [(rest[2 * n], rest[2 * n + 1]) for n in range(len(reading.pauses))]
    paused = {since + dt.timedelta(days=n) for since, until in intervals for n in range((until - since).days)}
    unit = Unit.WORKING if "个工作日（依据" in text else Unit.CALENDAR
    total = int(re.search(r"期限为(\d+)", text)[1]) + sum(int(days) for days in re.findall(r"决定延长(\d+)", text))
    due = dates_zh(re.search(r"期限届满日为[^。（]*", text)[0])[0]
    assert count_by_hand(unit, total, start, paused) == due == reading.due_on(CALENDAR)
    if reading.pauses:
        left_out = {
            each for each in paused if start < each <= due and (unit is Unit.CALENDAR or CALENDAR.is_working_day(each))
        }
        assert int(re.search(r"暂停期间共(\d+)", text)[1]) == len(left_out)


@given(readings())
def test_both_languages_name_the_same_dates(reading) -> None:
    assert dates_en(in_english(reading, CALENDAR)) == dates_zh(in_chinese(reading, CALENDAR))


@given(readings(open_pause=True))
def test_both_languages_agree_while_paused(reading) -> None:
    assert dates_en(in_english(reading, CALENDAR)) == dates_zh(in_chinese(reading, CALENDAR))
    if reading.due_on(CALENDAR) is None:
        assert "尚未恢复" in in_chinese(reading, CALENDAR)
        assert "期限届满日" not in in_chinese(reading, CALENDAR)


class TestDatedExamples:
    @pytest.mark.parametrize(
        ("start", "n", "due"),
        [
            ("2026-02-10", 15, "2026-03-09"),
            ("2026-02-10", 20, "2026-03-16"),
            ("2026-02-13", 5, "2026-02-27"),
            ("2026-04-30", 7, "2026-05-13"),
            ("2026-09-18", 20, "2026-10-22"),
            ("2026-02-15", 1, "2026-02-24"),  # begun on a holiday: day 1 is the first working day after it
            ("2026-02-14", 0, "2026-02-14"),
            ("2026-02-15", 0, "2026-02-24"),
        ],
    )
    def test_periods_of_working_days(self, start, n, due) -> None:
        assert Reading(promise(n), day(start)).due_on(CALENDAR) == day(due)

    @pytest.mark.parametrize(
        ("start", "n", "due"), [("2026-09-05", 30, "2026-10-08"), ("2026-03-02", 60, "2026-05-06")]
    )
    def test_periods_of_calendar_days_run_on_past_a_holiday(self, start, n, due) -> None:
        assert Reading(promise(n, unit=Unit.CALENDAR), day(start)).due_on(CALENDAR) == day(due)

    @pytest.mark.parametrize(
        ("since", "until", "due"),
        [
            ("2026-03-16", "2026-03-20", "2026-03-20"),  # paused on the last day: one day is left
            ("2026-03-16", "2026-03-21", "2026-03-23"),  # resumed on a Saturday: that day is the Monday
            ("2026-03-02", "2026-03-03", "2026-03-17"),
            ("2026-02-15", "2026-02-24", "2026-03-16"),  # paused over the holidays only: nothing was lost
            ("2026-02-10", "2026-02-12", "2026-03-17"),  # the start day isn't counted anyway
            ("2026-03-17", "2026-04-17", "2026-03-16"),  # it had run out
        ],
    )
    def test_pauses(self, since, until, due) -> None:
        reading = Reading(LICENCE_DECISION, day("2026-02-10"), (Pause(day(since), day(until), INSPECTION),))
        assert reading.due_on(CALENDAR) == day(due)


def test_explains_itself_in_one_paragraph() -> None:
    reading = Reading(
        LICENCE_DECISION,
        day("2026-02-10"),
        (Pause(day("2026-03-02"), day("2026-03-05"), INSPECTION),),
        (Extension(day("2026-03-10"), 10, "现场检验结论尚需复核。"),),
    )
    assert in_chinese(reading, CALENDAR) == (
        "作出行政许可决定的期限为20个工作日（依据《行政许可法》第四十二条第一款）。"
        "自2026年2月10日受理之日起算，当日不计入，法定节假日和休息日不计入。"
        "因检验（《行政许可法》第四十五条），自2026年3月2日起暂停计算，2026年3月5日恢复。"
        "暂停期间共3个工作日不计入。"
        "经本行政机关负责人批准，自2026年3月10日决定延长10个工作日（依据《行政许可法》第四十二条第一款），"
        "理由：现场检验结论尚需复核。"
        "因此期限届满日为2026年4月2日。"
    )
    assert in_english(reading, CALENDAR) == (
        "The period for deciding on the licence is 20 working days (Administrative Licensing Law, art. 42(1)). "
        "It runs from acceptance on 10 February 2026; that day isn't counted, "
        "nor are public holidays and days of rest. "
        "The count paused for an inspection (Administrative Licensing Law, art. 45) on 2 March 2026 and resumed on "
        "5 March 2026. The pauses leave out 3 working days. "
        "With the approval of the head of the authority it was extended on 10 March 2026 by 10 working days "
        "(Administrative Licensing Law, art. 42(1)), for the reason given to the applicant. "
        "So the last day of the period is 2 April 2026."
    )


def test_says_that_a_year_without_a_notice_is_provisional() -> None:
    text = in_chinese(Reading(LICENCE_DECISION, day("2026-12-25")), CALENDAR)
    assert "2027年放假安排尚未公布" in text
    assert "provisional" in in_english(Reading(LICENCE_DECISION, day("2026-12-25")), CALENDAR)


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("42", "第四十二条"),
        ("32.1.4", "第三十二条第一款第四项"),
        ("10", "第十条"),
        ("110.2", "第一百一十条第二款"),
        ("101", "第一百零一条"),
    ],
)
def test_articles_are_cited_in_chinese(article, said) -> None:
    assert cited("行政许可法", article) == f"《行政许可法》{said}"


@given(st.integers(0, 999))
def test_chinese_numbers_are_all_different_and_without_blanks(number) -> None:
    assert number_zh(number)
    assert number_zh(number) != number_zh((number + 1) % 1000)


@pytest.mark.parametrize("wrong", [{"n": -1}, {"extension": -1}, {"article": "四十二"}])
def test_a_rule_that_makes_no_sense_is_refused(wrong) -> None:
    facts = dataclasses.asdict(LICENCE_DECISION) | wrong
    with pytest.raises(ValueError, match=r"period|article"):
        ClockRule(**facts)
