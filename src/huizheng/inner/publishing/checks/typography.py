"""Dates that do not exist, document numbers out of form, punctuation that strayed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Passage, Subject

_FULL_DATE = re.compile(
    r"(?<![0-9])([12][0-9]{3})\s*[年\-/.]\s*([0-9]{1,2})\s*[月\-/.]\s*([0-9]{1,2})(?![0-9])日?(?:\s*\(?(?:星期|周)([一二三四五六日天])\)?)?"
)
_SHORT_DATE = re.compile(r"(?<![0-9年\-/.])([0-9]{1,2})月([0-9]{1,2})日")
_WEEKDAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = 12

_NUMBER = re.compile(
    r"([\u4e00-\u9fa5]{1,10}?[发函政办字规令公告秘复议])\s*([\[【(（﹝〔])\s*([12][0-9]{3})\s*([\]】)）﹞〕])\s*(第?)\s*(0*)([0-9]{1,4})\s*号"
)
_NUMBER_LAW: Final = "党政机关公文格式（GB/T 9704-2012）7.2.5"

_HAN = r"[\u4e00-\u9fa5]"
_HALF = re.compile(rf"(?<={_HAN})[,;:?!](?={_HAN}|$)|(?<={_HAN})\.(?={_HAN})|(?<={_HAN})\((?=[^()]*{_HAN})")
_TWICE = re.compile(r"[，、；：]{2,}|[。]{2}(?!。)|[，、；：][。！？]")
_STRAIGHT = re.compile(rf"\"(?={_HAN})|(?<={_HAN})\"")
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]{2,}")  # noqa: RUF001
_BARE_TITLE_END = "。，；、！"
_PAIRS: Final = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"), ("「", "」"))


def dates(subject: Subject) -> Iterator[Finding]:
    """Find dates that do not exist, and weekdays that do not belong to their date."""
    for passage in subject.passages:
        if not any(character.isdigit() for character in passage.plain):
            continue
        for found in _FULL_DATE.finditer(passage.plain):
            year, month, day, weekday = int(found[1]), int(found[2]), int(found[3]), found[4]
            try:
                on = dt.date(year, month, day)
            except ValueError:
                if "年" in found[0] or "-" in found[0]:
                    yield _no_such_date(passage, found[0])
                continue
            if weekday and _WEEKDAYS[weekday] != on.weekday():
                right = "一二三四五六日"[on.weekday()]
                yield Finding(
                    "date.weekday",
                    Severity.WARN,
                    passage.where,
                    f"{passage.where}写的是“{found[0]}”，但这一天是星期{right}。请核对日期。",
                )
        for found in _SHORT_DATE.finditer(passage.plain):
            month, day = int(found[1]), int(found[2])
            if not (1 <= month <= _MONTHS and 1 <= day <= _LONGEST[month - 1]):
                yield _no_such_date(passage, found[0])


def _no_such_date(passage: Passage, text: str) -> Finding:
    return Finding(
        "date.none", Severity.WARN, passage.where, f"{passage.where}中的“{text}”不是有效的日期。请对照原文核对。"
    )


def document_numbers(subject: Subject) -> Iterator[Finding]:
    """Find document numbers whose brackets, 第 or leading zeros depart from the form 代字〔年〕序号号."""
    for passage in subject.passages:
        if "号" not in passage.text:
            continue
        for found in _NUMBER.finditer(passage.text):
            written, right = found[0][len(found[1]) :], f"〔{found[3]}〕{found[7]}号"
            if written != right:
                yield Finding(
                    "number.form",
                    Severity.WARN,
                    passage.where,
                    f"{passage.where}中的发文字号“{written}”应写作“{right}”：年份用六角括号，序号不加“第”、不编虚位。",
                    _NUMBER_LAW,
                )


def punctuation(subject: Subject) -> Iterator[Finding]:
    """Find half-width marks in Chinese, doubled marks, straight quotes, full-width letters and lone brackets."""
    if not subject.is_chinese:
        return
    half = straight = wide = 0
    first: dict[str, str] = {}
    for passage in subject.passages:
        if passage.role in {"label", "fact"}:
            continue
        text = passage.text
        for name, found in (
            ("half", _HALF.findall(text)),
            ("straight", _STRAIGHT.findall(text)),
            ("wide", _FULL_WIDTH.findall(text)),
        ):
            if found:
                first.setdefault(name, passage.where)
                half += len(found) * (name == "half")
                straight += len(found) * (name == "straight")
                wide += len(found) * (name == "wide")
        twice = _TWICE.search(text)
        if twice:
            yield Finding(
                "punctuation.twice",
                Severity.WARN,
                passage.where,
                f"{passage.where}有连用的标点“{twice[0]}”。请删去多余的标点。",
            )
        yield from _lone(passage)
    title = str(subject.document.get("title", "")).strip()
    if title and title[-1] in _BARE_TITLE_END:
        yield Finding("punctuation.title", Severity.WARN, "标题", f"标题末尾不加“{title[-1]}”。请删去。")
    for count, name, message in (
        (half, "half", "中文里的半角标点，请改为全角（，。：；？！（））"),
        (straight, "straight", "直引号，请改为中文引号“”"),
        (wide, "wide", "全角字母或数字，请改为半角"),
    ):
        if count:
            yield Finding(
                f"punctuation.{name}",
                Severity.NOTICE,
                first[name],
                f"全文有{count}处{message}。第一处在{first[name]}。",
            )


def _lone(passage: Passage) -> Iterator[Finding]:
    for opening, closing in _PAIRS:
        if passage.text.count(opening) != passage.text.count(closing):
            yield Finding(
                "punctuation.pair",
                Severity.WARN if opening == "《" else Severity.NOTICE,
                passage.where,
                f"{passage.where}的“{opening}”和“{closing}”不成对。请补上或者删去一个。",
            )
