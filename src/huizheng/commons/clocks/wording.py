"""How a clock explains itself. The paragraph holds every date that the computation used, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from huizheng.commons.clocks.reckoning import days_in
from huizheng.commons.clocks.rules import Unit

if TYPE_CHECKING:
    from huizheng.commons.calendar.api import WorkingCalendar
    from huizheng.commons.clocks.reckoning import Reading

_DIGITS = "零一二三四五六七八九"
_UNITS = {Unit.WORKING: "个工作日", Unit.CALENDAR: "日"}
_UNITS_EN = {Unit.WORKING: "working day", Unit.CALENDAR: "calendar day"}
TEN, TWENTY, HUNDRED = 10, 20, 100


def in_chinese(reading: Reading, calendar: WorkingCalendar) -> str:
    rule, due = reading.rule, reading.due_on(calendar)
    unit = _UNITS[rule.unit]
    basis = cited(rule.law, rule.article)
    parts = [f"{rule.label}为{rule.n}{unit}（依据{basis}）"]
    if reading.restart_reason:
        parts.append(f"因{reading.restart_reason.rstrip('。')}，重新起算，此前的计算不再适用")
    excluded = "，法定节假日和休息日不计入" if rule.unit is Unit.WORKING else ""
    parts.append(f"自{date_zh(reading.started_on)}{rule.begins}之日起算，当日不计入{excluded}")
    for pause in reading.pauses:
        law = cited(pause.ground.law, pause.ground.article)
        said = f"因{pause.ground.label}（{law}），自{date_zh(pause.since)}起暂停计算"
        parts.append(said + (f"，{date_zh(pause.until)}恢复" if pause.until else "，尚未恢复"))
    if reading.pauses and due:
        parts.append(f"暂停期间共{left_out(reading, due, calendar)}{unit}不计入")
    parts.extend(
        f"经{rule.extension_by}批准，自{date_zh(extension.on)}决定延长{extension.days}{unit}"
        f"（依据{basis}），理由：{extension.reason.rstrip('。')}"
        for extension in reading.extensions
    )
    if due is None:
        parts.append(f"期限恢复计算前没有届满日，还剩{reading.total - consumed(reading, calendar)}{unit}")
    else:
        parts.append(f"因此期限届满日为{date_zh(due)}" + (moved_zh(reading, due) if rule.unit is Unit.CALENDAR else ""))
    if reading.stopped_on:
        late = due is not None and reading.stopped_on > due
        parts.append(f"{date_zh(reading.stopped_on)}终止计算，{'已经逾期' if late else '没有逾期'}")
    for on, old, new in reading.recomputed:
        before, after = (date_zh(day) if day else "待恢复后确定" for day in (old, new))
        parts.append(f"{date_zh(on)}因放假安排公布重新计算，届满日由{before}改为{after}")
    if years := provisional_years(reading, due, calendar):
        named = "、".join(f"{year}年" for year in years)
        parts.append(f"{named}放假安排尚未公布，暂按周一至周五并扣除法定节假日推算，公布后将重新计算")
    return "。".join(parts) + "。"


def in_english(reading: Reading, calendar: WorkingCalendar) -> str:
    rule, due = reading.rule, reading.due_on(calendar)
    basis = cited_en(rule.law_en, rule.article)
    parts = [f"The period for {rule.label_en} is {days_en(rule.n, rule.unit)} ({basis})"]
    if reading.restart_reason:
        parts.append("It was restarted, and what was counted before no longer applies")
    excluded = ", nor are public holidays and days of rest" if rule.unit is Unit.WORKING else ""
    parts.append(f"It runs from {rule.begins_en} on {date_en(reading.started_on)}; that day isn't counted{excluded}")
    for pause in reading.pauses:
        said = f"The count paused for {pause.ground.label_en} ({cited_en(pause.ground.law_en, pause.ground.article)})"
        said += f" on {date_en(pause.since)}"
        parts.append(said + (f" and resumed on {date_en(pause.until)}" if pause.until else " and has not resumed yet"))
    if reading.pauses and due:
        parts.append(f"The pauses leave out {days_en(left_out(reading, due, calendar), rule.unit)}")
    parts.extend(
        f"With the approval of {rule.extension_by_en} it was extended on {date_en(extension.on)} by "
        f"{days_en(extension.days, rule.unit)} ({basis}), for the reason given to the applicant"
        for extension in reading.extensions
    )
    if due is None:
        left = reading.total - consumed(reading, calendar)
        parts.append(f"Until the count resumes there is no last day; {days_en(left, rule.unit)} remain")
    else:
        parts.append(f"So the last day of the period is {date_en(due)}")
    if reading.stopped_on:
        late = due is not None and reading.stopped_on > due
        parts.append(f"The count ended on {date_en(reading.stopped_on)}, {'after' if late else 'within'} the period")
    for on, old, new in reading.recomputed:
        before, after = (date_en(day) if day else "a day to be set" for day in (old, new))
        parts.append(f"On {date_en(on)} a holiday notice moved the last day from {before} to {after}")
    if years := provisional_years(reading, due, calendar):
        named = " and ".join(str(year) for year in years)
        parts.append(
            f"The holidays of {named} are not announced yet: the day is provisional and will be counted again",
        )
    return ". ".join(parts) + "."


def left_out(reading: Reading, due: dt.date, calendar: WorkingCalendar) -> int:
    """Return how many days of the unit the pauses took from (start, due], each once."""
    return sum(
        reading.is_paused_on(day) and (reading.rule.unit is Unit.CALENDAR or calendar.is_working_day(day))
        for day in days_in(reading.started_on, due)
    )


def consumed(reading: Reading, calendar: WorkingCalendar) -> int:
    """Return how many days had counted when the pause that is still open began."""
    since = min(pause.since for pause in reading.pauses if pause.until is None)
    return reading.counted(since, calendar)


def provisional_years(reading: Reading, due: dt.date | None, calendar: WorkingCalendar) -> list[int]:
    if due is None:
        return []
    return [year for year in range(reading.started_on.year, due.year + 1) if calendar.is_provisional(year)]


def moved_zh(reading: Reading, due: dt.date) -> str:
    """Say that a calendar-day period ran on, when it did."""
    plain = reading.started_on
    left = reading.total
    while left > 0:
        plain += dt.timedelta(days=1)
        left -= not reading.is_paused_on(plain)
    return "" if plain == due else "（期限最后一日不是工作日，顺延至其后第一个工作日）"


def cited(law: str, article: str) -> str:
    """Return 《行政许可法》第四十二条第一款 for ``42.1``, and a promise as it is."""
    if not article:
        return law
    places = zip(article.split("."), ("条", "款", "项"), strict=False)
    return f"《{law}》{''.join(f'第{number_zh(int(number))}{place}' for number, place in places)}"


def cited_en(law: str, article: str) -> str:
    if not article:
        return law
    head, *rest = article.split(".")
    return f"{law}, art. {head}{''.join(f'({number})' for number in rest)}"


def number_zh(number: int) -> str:
    """Return a whole number below 1000 in Chinese, as laws number their articles."""
    hundreds, rest = divmod(number, HUNDRED)
    tens, ones = divmod(rest, TEN)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if TEN <= number < TWENTY else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones or not number else "")


def date_zh(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def date_en(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_en(count: int, unit: Unit) -> str:
    return f"{count} {_UNITS_EN[unit]}{'' if count == 1 else 's'}"


# Not strftime: an explanation reads the same under every locale of the machine.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
