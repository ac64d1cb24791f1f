"""Limits and handling types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, Severity, rule

_LICENCE: Final = "01"
_WORKING_DAYS_A_WEEK: Final = 5
_WEEKEND: Final = 2
# The longest run of days off in a year of the State Council's notices (spring festival, national day with mid-autumn).
_LONGEST_HOLIDAY: Final = 9


@rule("handling_type", "当场办结的是即办件，其余是承诺件", law="GB/T 39046 附录 A.6")
def handling_type(document: Document) -> Iterable[tuple[str, str]]:
    at_once = document["limits"]["promised"]["n"] == 0
    if at_once != (document["handling"] == "on_the_spot"):
        yield "handling", "承诺时限为“当场”的须是即办件，其余须是承诺件"


def _calendar_days(working_days: int) -> int:
    """Return how many calendar days a number of working days takes at most, weekends counted, holidays not."""
    return working_days + _WEEKEND * -(-working_days // _WORKING_DAYS_A_WEEK)


@rule("promise_within_statute", "承诺时限不超过法定时限", law="优化营商环境条例第三十六条")
def promise_within_statute(document: Document) -> Iterable[tuple[str, str]]:
    promise, statute = document["limits"]["promised"], document["limits"]["statutory"]
    if statute is None:
        return
    promised = promise["n"]
    if promise["unit"] == "working" and statute["unit"] == "calendar":
        promised = _calendar_days(promised)
    if promised > statute["n"]:
        yield "limits.promised", "承诺时限可能超过法定时限，请缩短承诺时限"


@rule(
    "promise_in_holidays", "遇长假承诺时限也不超过法定时限", law="优化营商环境条例第三十六条", severity=Severity.WARNING
)
def promise_in_holidays(document: Document) -> Iterable[tuple[str, str]]:
    promise, statute = document["limits"]["promised"], document["limits"]["statutory"]
    if statute is None or promise["unit"] != "working" or statute["unit"] != "calendar" or not promise["n"]:
        return
    longest = _calendar_days(promise["n"])
    if longest <= statute["n"] < longest + _LONGEST_HOLIDAY:
        yield "limits.promised", "平时不超过法定时限；遇长假时以法定时限先到为准，请在长假前提醒经办人"


@rule("licence_has_statute", "行政许可有法定时限", law="行政许可法第四十二条")
def licence_has_statute(document: Document) -> Iterable[tuple[str, str]]:
    if document["item_type"]["code"] == _LICENCE and document["limits"]["statutory"] is None:
        yield "limits.statutory", "请填写法定时限；没有特别规定的为二十个工作日"


@rule("clocks", "时限和计时一致", law="行政许可法第四十二条、第四十四条")
def clocks(document: Document) -> Iterable[tuple[str, str]]:
    running = {clock["code"]: clock for clock in document["clocks"]}
    for code, limit in document["limits"].items():
        if limit is None or (code == "promised" and limit["n"] == 0):
            continue
        clock = running.get(code)
        if clock is None or (clock["n"], clock["unit"]) != (limit["n"], limit["unit"]):
            yield f"clocks.{code}", "计时与时限不一致，请改成一样"
    if document["item_type"]["code"] == _LICENCE:
        for code in ("correction", "extension", "delivery"):
            if code not in running:
                yield f"clocks.{code}", "行政许可缺少这一计时，请补上"
