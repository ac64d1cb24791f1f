"""Who does what: the actors of the starting data become duties and kinds of organs (docs/service-release.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

TOWN: Final = "town-government"
LICENCE: Final = "01"
INSPECTION_OFFICIALS: Final = 2

_KINDS: Final = {
    "受理": "accept",
    "审核": "review",
    "现场核查": "inspect",
    "公示": "publicise",
    "核机公示": "inspect",
    "核对": "check",
    "审批": "approve",
    "裁决": "approve",
    "办结": "conclude",
    "送达": "deliver",
    "回访": "deliver",
    "体检": "check",
    "评估": "check",
    "审理": "review",
    "调解": "review",
    "办理": "review",
    "派单": "review",
    "冷静期": "other",
    "预约": "other",
}
_DUTIES: Final = {
    "accept": "case_accept",
    "review": "case_review",
    "inspect": "case_inspect",
    "publicise": "case_review",
    "check": "case_review",
    "approve": "case_approve",
    "conclude": "case_approve",
    "deliver": "case_deliver",
    "other": "case_review",
}
_EXCLUDED_TIME: Final = frozenset({"现场核查", "核机公示", "体检", "评估", "核对", "公示", "冷静期"})
_ENGLISH: Final = {
    "受理": "Acceptance",
    "审核": "Review",
    "现场核查": "On-site inspection",
    "公示": "Public notice",
    "核机公示": "Machine check and public notice",
    "核对": "Data check",
    "审批": "Decision",
    "裁决": "Award",
    "办结": "Completion",
    "送达": "Delivery",
    "回访": "Follow-up call",
    "体检": "Medical examination",
    "评估": "Assessment",
    "审理": "Hearing",
    "调解": "Mediation",
    "办理": "Handling",
    "派单": "Assignment",
    "冷静期": "Cooling-off period",
    "预约": "Appointment",
}
_LICENCE_BASIS: Final = {
    "law": "行政许可法",
    "article": "第四十五条",
    "verified": False,
    "note": "按检验、检测、专家评审所需时间不计入期限理解；所需时间书面告知申请人",
}
_COOLING_OFF_BASIS: Final = {
    "law": "民法典",
    "article": "第一千零七十七条",
    "verified": True,
    "note": "三十日撤回期单独计算",
}


@dataclass(frozen=True)
class Performer:
    """Who an actor is: an empty ``organ_kind`` is the handling organ itself."""

    organ_kind: str = ""
    joint_kinds: tuple[str, ...] = ()
    performer: str = "official"
    outside_body: str = ""
    known: bool = True


_OWN: Final = Performer()
_ACTORS: Final = {
    **dict.fromkeys(
        (
            "窗口或线上首席受理员",
            "承办科室",
            "机关负责人或授权首席代表",
            "窗口",
            "两名以上核查人员",
            "登记员",
            "征兵办",
            "县征兵办",
            "复议机构",
            "复议机关",
            "信访部门",
            "法律援助中心",
            "劳动监察",
            "县农业农村局",
            "县民政局",
            "县教育局",
            "县卫健委",
            "县住建局",
            "住建",
            "县应急管理局",
            "县级核对机构",
            "县民政局（可委托乡镇）",
        ),
        _OWN,
    ),
    "系统": Performer(performer="system"),
    "申请人": Performer(performer="applicant"),
    **dict.fromkeys(("乡镇街道", "乡镇", "乡镇人民政府"), Performer(TOWN)),
    **dict.fromkeys(("村组", "村（居）委会"), Performer(TOWN, outside_body="村（居）民委员会")),
    "村、乡镇": Performer(TOWN, outside_body="村民委员会"),
    "社区或乡镇街道": Performer(TOWN, outside_body="社区居民委员会"),
    "乡镇联审": Performer(TOWN, ("natural-resources", "agriculture")),
    "乡镇街道、县卫健委": Performer(TOWN, ("health",)),
    "乡镇武装部": Performer(TOWN, outside_body="乡镇（街道）人民武装部"),
    **dict.fromkeys(("县财政", "县财政局", "财政"), Performer("finance")),
    "县农业农村局、财政局": Performer("agriculture", ("finance",)),
    "住建、民政": Performer(joint_kinds=("civil-affairs",)),
    "县自然资源局": Performer("natural-resources"),
    "学校与县教育局": Performer(outside_body="学校"),
    "学校": Performer(outside_body="学校"),
    "征兵体检站": Performer(outside_body="征兵体检站"),
    "评估机构": Performer(outside_body="评估机构"),
    "承办单位": Performer(outside_body="承办单位"),
    **dict.fromkeys(("仲裁委", "仲裁庭"), Performer(outside_body="劳动人事争议仲裁委员会")),
    "社区服务站": Performer(TOWN, outside_body="社区服务站"),
    "服务人员": Performer(TOWN, outside_body="服务人员"),
}
# What an actor that is not listed probably is, by the words in it; the first hit wins.
_HINTS: Final = (
    ("乡镇", TOWN),
    ("街道", TOWN),
    ("村", TOWN),
    ("社区", TOWN),
    ("财政", "finance"),
    ("税务", "tax"),
    ("公安", "public-security"),
)


def performer_of(actor: str) -> Performer:
    """Return who an actor is; one that is not listed is guessed and marked unknown."""
    if actor in _ACTORS:
        return _ACTORS[actor]
    kind = next((kind for word, kind in _HINTS if word in actor), "")
    return Performer(kind, known=False)


def steps(fact: dict[str, Any], organ_kind: str) -> list[dict[str, Any]]:
    """Return the steps of a release."""
    converted = []
    seen: dict[str, int] = {}
    for step in fact["steps"]:
        kind = _KINDS.get(step["name"], "other")
        seen[kind] = seen.get(kind, 0) + 1
        key = kind if seen[kind] == 1 else f"{kind}_{seen[kind]}"
        converted.append(
            _step(step, key=key, kind=kind, licence=fact["type"]["code"] == LICENCE, organ_kind=organ_kind)
        )
    return converted


def _step(step: dict[str, str], *, key: str, kind: str, licence: bool, organ_kind: str) -> dict[str, Any]:
    who = performer_of(step["actor"])
    basis = _stop_basis(step["name"], licence=licence)
    return {
        "key": key,
        "name": step["name"],
        "name_en": _ENGLISH.get(step["name"], ""),
        "kind": kind,
        "performer": who.performer,
        "duty": _DUTIES[kind],
        "organ_kind": who.organ_kind or organ_kind,
        "joint_kinds": list(who.joint_kinds),
        "outside_body": who.outside_body,
        "actor": step["actor"],
        "stops_clock": basis is not None,
        "stop_basis": basis,
        "min_officials": INSPECTION_OFFICIALS if kind == "inspect" else 1,
        "note": step["action"],
    }


def _stop_basis(name: str, *, licence: bool) -> dict[str, Any] | None:
    if name not in _EXCLUDED_TIME:
        return None
    if name == "冷静期":
        return dict(_COOLING_OFF_BASIS)
    return dict(_LICENCE_BASIS) if licence else None


def unknown_actors(items: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, str, str]]:
    """Yield slug, step and actor of every step whose actor was guessed."""
    for fact in items:
        for step in fact["steps"]:
            if not performer_of(step["actor"]).known:
                yield fact["slug"], step["name"], step["actor"]
