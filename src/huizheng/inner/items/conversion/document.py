"""One item's facts become one release document (docs/service-release.md)."""

from __future__ import annotations

from typing import Any, Final

from huizheng.inner.items.conversion.facts import overlay
from huizheng.inner.items.conversion.form import form
from huizheng.inner.items.conversion.limits import REMEDY, clocks, promised, statutory
from huizheng.inner.items.conversion.materials import materials
from huizheng.inner.items.conversion.steps import TOWN, steps

FORMAT: Final = 1
_ON_THE_SPOT: Final = "1"
_TEMPLATES: Final = {"证照": "result_certificate", "批文": "result_approval", "其他": "result_confirmation"}
_WINDOWS: Final = {
    "province": "省政务服务中心综合窗口",
    "city": "市政务服务中心综合窗口",
    "county": "县（市、区）政务服务中心综合窗口",
    "town": "乡镇（街道）为民服务中心窗口",
}
_WINDOWS_EN: Final = {
    "province": "General window, provincial government service centre",
    "city": "General window, municipal government service centre",
    "county": "General window, county government service centre",
    "town": "Window, township service centre",
}
_UNVERIFIED: Final = {
    "code": (
        "国家基本目录编码未核实，所示为演示编码",
        "The national code is not verified; the code shown is for demonstration.",
    ),
    "limits.promised": (
        "承诺时限为演示假设，未与实施清单核对",
        "The promised limit is an assumption of this demonstration.",
    ),
    "limits.statutory": ("法定时限依据未核实", "The statutory limit has not been verified."),
    "legal_basis": ("部分设定依据未核实", "Part of the legal basis has not been verified."),
    "fee": ("收费标准未核实，以收费部门公布为准", "Fees have not been verified."),
    "materials": (
        "材料清单按同类事项整理，未与安徽的办事指南核对",
        "The list of materials is typical and has not been checked.",
    ),
    "form": ("表单为演示设计", "The form was designed for this demonstration."),
    "window": ("办理地点、时间、电话为演示内容", "Place, hours and telephone numbers are demonstration data."),
    "depth": ("网办深度和到场次数为演示假设", "Online depth and number of visits are assumptions."),
    "special_procedures": (
        "现场核查、公示等不计入时限，系按行政许可法第四十五条理解，未核实",
        "That inspections do not count towards the limit is our reading.",
    ),
}


def document(fact: dict[str, Any], *, version: int = 1) -> dict[str, Any]:
    """Return the release document of an item; what was written by hand replaces what the rules make."""
    town = fact["level"] == "town"
    organ_kind = TOWN if town else fact["organ_kind"]
    made = {
        "format": FORMAT,
        "slug": fact["slug"],
        "version": version,
        "code": fact["code"],
        "demo_code": fact["demo_code"],
        "name": fact["name"],
        "name_en": fact["english_name"],
        "summary": fact["summary"],
        "summary_en": fact["english_summary"],
        "languages": ["zh"],
        "item_type": fact["type"],
        "level": fact["level"],
        "organ_kind": organ_kind,
        "guiding_kind": fact["organ_kind"] if town else "",
        "joint_kinds": fact["joint_kinds"],
        "objects": sorted(fact["objects"]),
        "themes": fact["themes"],
        "legal_basis": [_basis(basis) for basis in fact["legal_basis"]],
        "conditions": [{"text": text} for text in fact["conditions"]],
        "handling": "on_the_spot" if fact["handling"] == _ON_THE_SPOT else "promise",
        "limits": {"statutory": statutory(fact), "promised": promised(fact)},
        "visits": fact["visits"],
        "visit_reason": fact["visit_reason"],
        "depth": fact["depth"],
        "scope": fact["scope"],
        "fee": _fee(fact["fee"]),
        "materials": materials(fact),
        "form": {},
        "steps": steps(fact, organ_kind),
        "clocks": clocks(fact),
        "special_procedures": fact["special_procedures"],
        "result": _result(fact["result"]),
        "delivery": ["electronic", "window", "post"],
        "faq": fact["faq"],
        "prerequisites": [
            {"slug": slug, "alternatives": fact["prerequisite_alternatives"].get(slug, [])}
            for slug in fact["prerequisites"]
        ],
        "next": fact["next"],
        "related": fact["related"],
        "remedy": REMEDY,
        "window": _window(fact),
        "notes": [fact["note"]] if fact["note"] else [],
        "unverified": [],
    }
    by_hand = overlay(fact["slug"])
    if "form" not in by_hand:
        made["form"] = form(fact)
    made |= by_hand
    made["unverified"] = _unverified(made, checked=by_hand)
    return made


def _basis(basis: dict[str, Any]) -> dict[str, Any]:
    return {
        "law": basis["law"],
        "article": basis["article"],
        "edition": basis.get("edition", ""),
        "policy": basis.get("policy", False),
        "verified": basis["verified"],
    }


def _fee(fee: dict[str, Any]) -> dict[str, Any]:
    return {
        "charged": fee["charged"],
        "online_payment": False,
        "items": [
            {"name": item["name"], "standard": item["standard"], "basis": item["basis"], "status": "unverified"}
            for item in fee["items"]
        ],
    }


def _result(result: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": result["name"],
        "name_en": "",
        "kind": result["kind"],
        "validity": result["validity"],
        "licence": result["licence"],
        "template": _TEMPLATES[result["kind"]],
        "template_version": 1,
    }


def _window(fact: dict[str, Any]) -> dict[str, Any]:
    # Subscriber numbers never begin with 0: these can be told from real ones and ring nowhere.
    number = fact["demo_code"][3:9]
    return {
        "place": _WINDOWS[fact["level"]],
        "place_en": _WINDOWS_EN[fact["level"]],
        "hours": "工作日 9:00–12:00，13:30–17:00",
        "hours_en": "Working days 9:00–12:00 and 13:30–17:00",
        "consult_phone": f"0551-0{number}1",
        "complaint_phone": "0551-12345",
        "status": "demo",
    }


def _unverified(made: dict[str, Any], *, checked: dict[str, Any]) -> list[dict[str, str]]:
    """Return every part whose source is not verified, so that the guide can say so."""
    statute = made["limits"]["statutory"]
    doubtful = {
        "code": not made["code"],
        "legal_basis": not all(basis["verified"] for basis in made["legal_basis"]),
        "limits.statutory": statute is not None and not statute["verified"],
        "limits.promised": made["limits"]["promised"]["status"] == "assumption",
        "fee": any(item["status"] == "unverified" for item in made["fee"]["items"]),
        "materials": any(material["status"] == "typical" for material in made["materials"]),
        "form": "form" not in checked,
        "depth": True,
        "special_procedures": any(step["stop_basis"] and not step["stop_basis"]["verified"] for step in made["steps"]),
        "window": made["window"]["status"] == "demo",
    }
    return [
        {"part": part, "note": _UNVERIFIED[part][0], "note_en": _UNVERIFIED[part][1]}
        for part, doubt in doubtful.items()
        if doubt
    ]
