"""The procedure of a major decision: 重大行政决策程序暂行条例 (in force 2019-09-01)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

# Art 15: comments are open for as a rule not less than 30 days.
COMMENT_DAYS: Final = 30
# Art 16: the papers reach the participants seven days before the hearing.
HEARING_PAPERS_DAYS: Final = 7

COMMENT, HEARING, DELIBERATION, DECIDED, EXPLAINED = "征求意见", "听证", "审议", "已决定", "已解读"
_TOO_SHORT: Final = (
    "征求意见期限一般不少于30日，现在是{days}日（条例第十五条）。请改为{until}或者以后；"
    "因情况紧急需要缩短的，请填写“缩短期限的说明”，说明会一并公布。"
)
STAGES: Final = (COMMENT, HEARING, DELIBERATION, DECIDED, EXPLAINED)


@dataclass(frozen=True)
class Course:
    """The days of a decision, as far as they are known."""

    comment_from: dt.date | None = None
    comment_until: dt.date | None = None
    shortened: str = ""
    hearing_on: dt.date | None = None
    papers_on: dt.date | None = None
    legality_on: dt.date | None = None
    deliberated_on: dt.date | None = None
    decided_on: dt.date | None = None
    has_adoption: bool = False
    is_explained: bool = False


def stage(course: Course) -> str:
    """Return the stage that a decision has reached."""
    if course.is_explained and course.decided_on:
        return EXPLAINED
    if course.decided_on:
        return DECIDED
    if course.deliberated_on:
        return DELIBERATION
    return HEARING if course.hearing_on else COMMENT


def comment_days(course: Course) -> int | None:
    """Return how many days comments are open; the first and the last day both count as open."""
    if course.comment_from is None or course.comment_until is None:
        return None
    return (course.comment_until - course.comment_from).days


def faults(course: Course) -> list[tuple[str, str]]:
    """Return what departs from the procedure: the field, and what to do with the article."""
    return [
        *_comments(course),
        *_hearing(course),
        *_discussion(course),
    ]


def _comments(course: Course) -> list[tuple[str, str]]:
    found = []
    days = comment_days(course)
    if course.comment_from is None or days is None:
        found.append(("comment_from", "请填写征求意见的起止日期（条例第十五条）。"))
    elif days < 0:
        found.append(("comment_until", "征求意见的截止日期早于开始日期。请核对。"))
    elif days < COMMENT_DAYS and not course.shortened.strip():
        found.append(
            (
                "comment_until",
                _TOO_SHORT.format(days=days, until=course.comment_from + dt.timedelta(days=COMMENT_DAYS)),
            )
        )
    return found


def _hearing(course: Course) -> list[tuple[str, str]]:
    found = []
    if course.hearing_on and course.comment_from and course.hearing_on <= course.comment_from:
        found.append(("hearing_on", "听证会应当在公布决策草案以后举行（条例第十六条）。请核对日期。"))
    if course.hearing_on and course.papers_on is None:
        found.append(("papers_on", "请填写听证会材料送达听证参加人的日期（条例第十六条）。"))
    elif course.hearing_on and course.papers_on and (course.hearing_on - course.papers_on).days < HEARING_PAPERS_DAYS:
        found.append(
            (
                "papers_on",
                f"听证会材料应当在听证会{HEARING_PAPERS_DAYS}日前送达听证参加人（条例第十六条）。请核对日期。",
            )
        )
    if course.papers_on and not course.hearing_on:
        found.append(("hearing_on", "填了材料送达日期，请同时填写听证会日期。"))
    return found


def _discussion(course: Course) -> list[tuple[str, str]]:
    found = []
    if course.deliberated_on:
        if course.legality_on is None:
            found.append(
                ("legality_on", "决策草案未经合法性审查不得提交讨论（条例第二十五条）。请填写合法性审查的日期。")
            )
        elif course.legality_on > course.deliberated_on:
            found.append(("legality_on", "合法性审查应当在集体讨论以前完成（条例第二十五条）。请核对日期。"))
        if course.comment_until and course.deliberated_on <= course.comment_until:
            found.append(("deliberated_on", "征求意见还没有结束，不能集体讨论（条例第十五条、第十八条）。请核对日期。"))
    if course.decided_on:
        if course.deliberated_on is None:
            found.append(
                ("deliberated_on", "决策草案应当经常务会议或者全体会议讨论（条例第三十条）。请填写讨论的日期。")
            )
        elif course.decided_on < course.deliberated_on:
            found.append(("decided_on", "决定日期早于集体讨论的日期。请核对。"))
        if not course.has_adoption:
            found.append(("adoption", "公布决策时应当说明公众意见的采纳情况（条例第三十二条）。请填写。"))
    if course.is_explained and not course.decided_on:
        found.append(("explained_number", "还没有作出决定，不能填写解读。"))
    return found
