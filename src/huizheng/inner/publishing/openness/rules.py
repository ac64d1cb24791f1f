"""The rules of opening, as the regulation has them. 政府信息公开条例 (2019-05-15)."""

from __future__ import annotations

import datetime as dt
from typing import Final

# Art 26: within twenty working days of the day the information was formed or changed.
DAYS_TO_OPEN: Final = 20
# A due day that is this near is shown as near (a choice of ours).
DAYS_NEAR: Final = 5

VALID, ENDED, ABOLISHED, NOT_YET, UNKNOWN = "有效", "失效", "废止", "尚未施行", "未知"
VALIDITIES: Final = (VALID, ENDED, ABOLISHED, NOT_YET, UNKNOWN)

# Art 20 in short words, and art 21 for cities and counties: what must be opened without being asked for.
MUST_OPEN: Final = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "规划及相关政策",
    "国民经济和社会发展统计信息",
    "行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "行政处罚、行政强制的依据、条件、程序和有一定社会影响的处罚决定",
    "财政预算、决算",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等政策措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件以及录用结果",
    "其他应当主动公开的政府信息",
)
# Kinds of page whose matter is on that list: they can only be open.
ALWAYS_OPEN: Final[dict[str, int]] = {
    "gazette": 1,
    "person": 2,
    "dataset": 4,
    "permit": 5,
    "budget": 7,
    "procurement": 9,
    "project": 10,
}


def decision_faults(*, openness: str, ground: str, reason: str, kind: str = "document") -> list[str]:
    """Return what is wrong with a decision to open (``open``, ``on-request``, ``closed``), as plain sentences.

    Open is the rule and needs no ground (arts 5, 13); anything else names its article (14, 15, 16) and its reason;
    art 14 and art 15 forbid opening, so they never lead to opening on request as a matter of course.
    """
    faults = []
    if openness == "open":
        if ground:
            faults.append("选择主动公开时不填不公开的依据。请清空依据，或者改选公开属性。")
        return faults
    if kind in ALWAYS_OPEN:
        item = MUST_OPEN[ALWAYS_OPEN[kind] - 1]
        faults.append(f"“{item}”属于应当主动公开的信息（条例第二十条第{ALWAYS_OPEN[kind]}项）。请选择主动公开。")
    if not ground:
        faults.append("不主动公开的，须选择依据（条例第十四条、第十五条、第十六条）。公开为常态，不公开为例外。")
    if not reason.strip():
        faults.append("不主动公开的，须写明理由：哪些内容、为什么不能公开。")
    if openness == "on-request" and ground.startswith("14"):
        faults.append("条例第十四条的信息不予公开，不能选“依申请公开”。请改选“不予公开”，或者改选依据。")
    return faults


def validity(
    *,
    on: dt.date,
    effective_on: dt.date | None,
    ends_on: dt.date | None,
    abolished_on: dt.date | None = None,
    is_known: bool = True,
) -> str:
    """Return whether a document is in force on a day. ``ends_on`` is the last day of force."""
    if abolished_on is not None and abolished_on <= on:
        return ABOLISHED
    if ends_on is not None and ends_on < on:
        return ENDED
    if effective_on is not None and effective_on > on:
        return NOT_YET
    return VALID if is_known else UNKNOWN


def index_number(*, uscc: str, on: dt.date, sequence: int) -> str:
    """Return the index number: code of the publisher / year and month – five digits.

    Raises ``ValueError`` for a number that five digits do not hold.
    """
    if not 1 <= sequence <= 99_999:  # noqa: PLR2004 - five digits
        raise ValueError(f"no five digits for {sequence}")
    return f"{uscc}/{on:%Y%m}-{sequence:05d}"
