"""Limits, the clocks that follow from them, and what one can do against a decision."""

from __future__ import annotations

from typing import Any, Final

LICENCE: Final = "01"
_UNITS: Final = {"工作日": "working", "日": "calendar", "当场": "working"}
_DAYS_OF_A_MONTH: Final = 30
_LICENCE_LAW: Final = "行政许可法"
# A licence that rests on one of these is given on its finding (art 55): two officials are sent within five days.
_INSPECTED: Final = ("检验", "检测", "检疫")

REMEDY: Final[dict[str, Any]] = {
    "text": "对不予受理、不予办理等决定不服的，可以自知道之日起六十日内申请行政复议，"
    "也可以自知道之日起六个月内向人民法院提起行政诉讼。",
    "text_en": "If you disagree with a decision you may apply for administrative reconsideration within 60 days, or "
    "bring an administrative lawsuit within six months, of learning of it.",
    "bases": [
        {"law": "行政复议法", "article": "第二十条", "verified": True},
        {"law": "行政诉讼法", "article": "第四十六条", "verified": False},
    ],
}


def statutory(fact: dict[str, Any]) -> dict[str, Any] | None:
    limit = fact["statutory_limit"]
    if limit is None:
        return None
    if limit["unit"] == "月":  # a month is told in days, its shortest reading for planning
        return {
            "n": limit["n"] * _DAYS_OF_A_MONTH,
            "unit": "calendar",
            "basis": f"{limit['basis']}：{limit['n']}个月",
            "verified": limit["verified"],
        }
    return {"n": limit["n"], "unit": _UNITS[limit["unit"]], "basis": limit["basis"], "verified": limit["verified"]}


def promised(fact: dict[str, Any]) -> dict[str, Any]:
    limit = fact["promised_limit"]
    return {"n": limit["n"], "unit": _UNITS[limit["unit"]], "status": limit["status"]}


def clocks(fact: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every limit that can run in a case, with its law (行政许可法 arts 32, 42, 44)."""
    licence = fact["type"]["code"] == LICENCE
    law = _LICENCE_LAW if licence else f"参照{_LICENCE_LAW}"
    found = [_clock("correction", 5, "working", "一次告知补正", law=law, article="第三十二条", verified=licence)]
    promise, statute = promised(fact), statutory(fact)
    if promise["n"]:
        found.append(_clock("promised", promise["n"], promise["unit"], "承诺办结时限", verified=False))
    if statute:
        found.append(
            _clock(
                "statutory",
                statute["n"],
                statute["unit"],
                "法定办结时限",
                law=statute["basis"],
                verified=statute["verified"],
            )
        )
    if licence:
        joint = bool(fact["joint_kinds"])
        label = "经本级人民政府负责人批准延长" if joint else "经机关负责人批准延长"
        article = "第四十二条第二款" if joint else "第四十二条"
        found.append(
            _clock("extension", 15 if joint else 10, "working", label, law=law, article=article, verified=True)
        )
    if licence and any(word in fact["name"] for word in _INSPECTED):
        label = "指派两名以上工作人员检验、检测、检疫"
        found.append(_clock("inspection", 5, "working", label, law=law, article="第五十五条", verified=True))
    found.append(_clock("delivery", 10, "working", "颁发、送达结果", law=law, article="第四十四条", verified=licence))
    return found


def _clock(
    code: str, n: int, unit: str, label: str, *, law: str = "", article: str = "", verified: bool
) -> dict[str, Any]:
    return {"code": code, "n": n, "unit": unit, "law": law, "article": article, "label": label, "verified": verified}
