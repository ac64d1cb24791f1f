"""One release whole, with its quality report, in ready words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from huizheng.commons.reference.api import organ_kind_words
from huizheng.inner.items.policies import can_edit, can_release
from huizheng.inner.items.rules import Finding, Severity, every_rule
from huizheng.inner.items.states import ReleaseState
from huizheng.inner.items.web.presenters.library import item_heading, moment_words, people, state_words, tone_of
from huizheng.inner.items.wording import HANDLING, LEVELS, MATERIAL_SOURCES, NECESSITY, OBJECTS, limit_words

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.items.models import Release
    from huizheng.lib.actors import Actor

Row = dict[str, Any]
_ASKED = {"always": "申请人提供", "if_not_shared": "先共享核验，取不到再提供", "never": "由表单生成"}
_PERFORMERS = {"official": "", "system": "系统", "applicant": "申请人"}


def heading(release: Release) -> Row:
    top = item_heading(release.item)
    return {
        **top,
        "crumbs": [top["crumbs"][0], (release.item.name, top["url"]), (f"第{release.version}版", "")],
        "version": release.version,
        "title": f"{release.document['name']} 第{release.version}版",
        "state": state_words(release.state),
        "tone": tone_of(release.state),
    }


def release_page(release: Release, *, by: Actor, at: dt.datetime) -> Row:
    document = release.document
    names = people(release)
    address = [release.item_id, release.version]
    making = release.state in {ReleaseState.DRAFT, ReleaseState.CHECKED}
    editable = making and can_edit(release.item, by=by, at=at)
    return {
        **heading(release),
        "facts": _facts(release, names),
        "findings": _findings(release),
        "is_examined": release.checked_at is not None or bool(release.findings),
        "rules": len(every_rule()),
        "check_url": reverse("items:check", args=address) if editable else "",
        "edit_url": reverse("items:draft", args=[release.item_id]) if editable else "",
        "release_url": reverse("items:release_act", args=address)
        if release.state == ReleaseState.CHECKED and can_release(release, by=by, at=at)
        else "",
        "same_person": release.state == ReleaseState.CHECKED and release.drafted_by == str(by),
        "form_url": reverse("items:form", args=address),
        "changes_url": reverse("items:changes", args=address) if release.version > 1 else "",
        "document_url": reverse("items:document", args=address),
        "guide": _guide(document),
        "conditions": [each["text"] for each in document["conditions"]],
        "basis": [
            f"{each['law']}{each['article']}{'' if each['verified'] else '（未核实）'}"
            for each in document["legal_basis"]
        ],
        "material_columns": [("name", "材料"), ("necessity", "是否必要"), ("source", "来源"), ("asked", "怎样取得")],
        "materials": _materials(document),
        "step_columns": [("name", "环节"), ("organ", "办理机关"), ("officials", "人数"), ("clock", "计时")],
        "steps": _steps(document),
        "clock_columns": [("label", "时限"), ("limit", "多长"), ("law", "依据"), ("verified", "核实")],
        "clocks": _clocks(document),
        "fees": document["fee"]["items"],
        "faq": document["faq"],
        "unverified": [mark["note"] for mark in document["unverified"]],
    }


def _facts(release: Release, names: dict[str, str]) -> list[Row]:
    rows = [
        {"label": "状态", "value": state_words(release.state), "tone": tone_of(release.state)},
        {"label": "起草", "value": f"{names.get(release.drafted_by, '')} {moment_words(release.drafted_at)}"},
    ]
    if release.checked_at:
        rows.append({"label": "通过质量检查", "value": moment_words(release.checked_at)})
    if release.released_at:
        rows.append(
            {"label": "发布", "value": f"{names.get(release.released_by, '')} {moment_words(release.released_at)}"}
        )
    if release.withdrawn_at:
        who = names.get(release.withdrawn_by, "")
        rows.append(
            {"label": "停办", "value": f"{who} {moment_words(release.withdrawn_at)}", "note": release.withdrawal_reason}
        )
    rows.append({"label": "摘要（SM3）", "value": release.digest})
    return rows


def _findings(release: Release) -> list[Row]:
    return [
        {
            "severity": {
                "text": found.severity.label,
                "tone": "danger" if found.severity is Severity.ERROR else "warning",
            },
            "part": found.part,
            "message": found.message,
            "law": found.law,
        }
        for found in (Finding.from_facts(each) for each in release.findings)
    ]


def _guide(document: Row) -> list[Row]:
    limits, result = document["limits"], document["result"]
    return [
        {"label": "通俗说明", "value": document["summary"]},
        {"label": "英文名称", "value": document["name_en"]},
        {"label": "英文说明", "value": document["summary_en"]},
        {"label": "服务对象", "value": "、".join(OBJECTS[code] for code in document["objects"])},
        {"label": "行使层级", "value": LEVELS[document["level"]]},
        {"label": "实施机关", "value": organ_kind_words(document["organ_kind"])},
        {"label": "办件类型", "value": HANDLING[document["handling"]]},
        {"label": "法定时限", "value": limit_words(limits["statutory"])},
        {"label": "承诺时限", "value": limit_words(limits["promised"])},
        {"label": "到现场", "value": f"{document['visits']} 次", "note": document["visit_reason"]},
        {"label": "结果", "value": result["name"], "note": f"{result['kind']}，有效期{result['validity']}"},
        {"label": "办理窗口", "value": document["window"]["place"], "note": document["window"]["hours"]},
        {
            "label": "咨询、投诉",
            "value": f"{document['window']['consult_phone']}、{document['window']['complaint_phone']}",
        },
    ]


def _materials(document: Row) -> list[Row]:
    return [
        {
            "name": {"text": each["name"], "note": each["note"]},
            "necessity": {"text": NECESSITY[each["necessity"]], "note": each["condition_text"]},
            "source": MATERIAL_SOURCES[each["source"]],
            "asked": {"text": _ASKED[each["asked"]], "note": each["asked_reason"]},
        }
        for each in document["materials"]
    ]


def _steps(document: Row) -> list[Row]:
    rows = []
    for step in document["steps"]:
        organs = "、".join(organ_kind_words(kind) for kind in (step["organ_kind"], *step["joint_kinds"]))
        who = _PERFORMERS[step["performer"]]
        basis = step["stop_basis"]
        rows.append(
            {
                "name": {"text": step["name"], "note": step["note"]},
                "organ": {"text": organs, "note": who or step["outside_body"]},
                "officials": f"{step['min_officials']} 人" if step["performer"] == "official" else "",
                "clock": {"text": "不计入时限", "note": f"{basis['law']}{basis['article']}"} if basis else "计入",
            }
        )
    return rows


def _clocks(document: Row) -> list[Row]:
    return [
        {
            "label": clock["label"],
            "limit": limit_words(clock),
            "law": f"{clock['law']}{clock['article']}",
            "verified": "" if clock["verified"] else {"text": "未核实", "tone": "warning"},
        }
        for clock in document["clocks"]
    ]
