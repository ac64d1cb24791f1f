"""What has to be handed in, and what the state already has."""

from __future__ import annotations

from typing import Any, Final

_NECESSITY: Final = {"必要": "required", "非必要": "optional", "容缺后补": "later"}
_SOURCE: Final = {"申请人自备": "applicant", "政府部门核发": "government", "其他": "other"}
_MEDIA: Final = ["pdf", "jpg", "png"]
_MAX_FILES: Final = 10
_MAX_BYTES: Final = 20 * 1024 * 1024
_PHOTO_BYTES: Final = 5 * 1024 * 1024
_NOT_CONNECTED: Final = "共享渠道尚未接通，暂由申请人提供"
_NOTHING: Final = "不需要提交材料"


def _is(field: str, value: str) -> dict[str, Any]:
    return {"op": "eq", "args": [{"field": field}, value]}


def _holds(field: str) -> dict[str, Any]:
    return {"op": "eq", "args": [{"field": field}, True]}


def _one_of(field: str, *values: str) -> dict[str, Any]:
    return {"op": "in", "args": [{"field": field}, list(values)]}


def _younger_than(field: str, age: int) -> dict[str, Any]:
    return {"op": "lt", "args": [{"op": "age_on", "args": [{"field": field}, {"op": "today"}]}, age]}


# Conditions that the answers can decide: (item, words) -> expression, and whether the material is then required.
_CONDITIONS: Final[dict[tuple[str, str], tuple[dict[str, Any], bool]]] = {
    ("household-migration", "投靠亲属时"): (_is("mig.type", "投靠亲属"), True),
    ("id-card-first", "未满16周岁申领时"): (_younger_than("person.birth", 16), True),
    ("id-card-renew", "换领时交回"): (_one_of("ic.kind", "有效期满换领", "损坏换领", "信息变更换领"), False),
    ("private-school-approval", "设食堂时"): (_holds("sch.canteen"), True),
    ("blood-reimbursement", "亲属用血时核验关系"): (_one_of("use.relation", "配偶", "父母", "子女"), False),
    **{
        (slug, "单位办理时"): (_is("use.type", "非居民"), True)
        for slug in ("water-access", "electricity-access", "gas-access")
    },
    ("drainage-permit", "工业、餐饮、医疗等"): (_one_of("dr.kind", "工业", "餐饮", "医疗"), True),
    ("passport", "登记备案的国家工作人员"): (_holds("pp.staff"), True),
    ("passport", "换发时交回"): (_is("pp.kind", "换发"), False),
    ("hk-macao-permit", "探亲、逗留、商务签注时"): (_one_of("hk.endorse", "探亲", "逗留", "商务"), True),
    ("sino-foreign-cooperation", "申请正式设立时"): (_is("ed.stage", "正式设立"), True),
    ("decision-comment", "报名听证时"): (_holds("hearing"), False),
    ("administrative-review", "法人申请时"): (_one_of("rv.applicant", "企业", "事业单位", "社会组织"), True),
    ("petition-submission", "多人联名时"): (_holds("pt.joint"), True),
    ("social-security-card", "未成年人"): (_younger_than("person.birth", 18), True),
    ("driving-licence-renew", "换证时"): (_one_of("dr.kind", "期满换证", "损毁换证", "信息变更换证"), False),
    ("road-passenger-licence", "班线客运"): (_is("ps.type", "班线客运"), True),
    ("oversize-transport", "需护送加固时"): (_holds("os.escort"), True),
    ("bus-card", "残疾优惠时"): (_is("bus.kind", "残疾人爱心卡"), True),
    ("animal-quarantine", "办条件审查时"): (_is("aq.kind", "动物防疫条件审查"), True),
    ("civil-defence-review", "无法同步建设时"): (_is("cd.way", "易地建设"), True),
    ("company-deregistration", "一般注销时"): (_is("dc.way", "普通"), True),
    ("company-deregistration", "简易注销时"): (_is("dc.way", "简易"), True),
    ("community-home-care", "委托他人办理时"): (_holds("agent.flag"), True),
    ("outdoor-sign", "面积或高度达到大型标准时"): (_holds("os.large"), True),
    ("foreigner-residence-permit", "居留一年以上"): (
        {
            "op": "ge",
            "args": [{"op": "days_between", "args": [{"field": "alien.from"}, {"field": "alien.to"}]}, 365],
        },
        True,
    ),
}


def materials(fact: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the materials of a release; keys follow the fixture's order, which only ever grows at its end."""
    asked = [material for material in fact["materials"] if material["name"] != _NOTHING]
    return [_material(fact["slug"], number, material) for number, material in enumerate(asked, 1)]


def _material(slug: str, number: int, material: dict[str, Any]) -> dict[str, Any]:
    words = material.get("condition", "")
    condition, required = _CONDITIONS.get((slug, words), (None, False))
    reuse = material.get("reuse_from")
    made = material.get("generated_from_form", False)
    photo = material["name"].endswith("照片")
    government = material["source"] == "政府部门核发"
    return {
        "key": f"m{number:02}",
        "name": material["name"],
        "name_en": "",
        "necessity": "required" if required else _NECESSITY[material["necessity"]],
        "source": _SOURCE[material["source"]],
        "asked": "never" if made else "if_not_shared" if reuse else "always",
        "asked_reason": _NOT_CONNECTED if government and not reuse and not made else "",
        "condition": condition,
        "condition_text": words,
        "generated_from_form": made,
        "promise_allowed": material.get("promise_allowed", False),
        "reuse_from": {"licence": reuse.get("licence"), "resource": reuse.get("resource")} if reuse else None,
        "form": "either" if "纸质" in material.get("form", "") else "electronic",
        "copies": material.get("copies", 1),
        "note": material.get("note", ""),
        "media": ["jpg", "png"] if photo else _MEDIA,
        "max_files": _MAX_FILES,
        "max_bytes": _PHOTO_BYTES if photo else _MAX_BYTES,
        "basis": None,
        "status": "typical",
    }
