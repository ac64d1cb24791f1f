"""The applicant's content in ready words: answers, materials with their files, and what a correction changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.commons.design.api import moment
from huizheng.commons.forms.api import Form, diff, in_words, load_form, render_summary, summary
from huizheng.inner.casework.queries import hand_ins
from huizheng.inner.casework.states import ContentKind
from huizheng.inner.casework.wording import CONTENT_KINDS

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from huizheng.inner.casework.models import Case, CaseMaterial
    from huizheng.inner.casework.plan import Plan
    from huizheng.inner.casework.queries import HandIn

# What nobody answers cannot be corrected.
_NOT_ANSWERED = frozenset({"note", "computed"})
_ORIGINS = {
    "upload": "申请人上传",
    "shared": "数据共享",
    "licence": "电子证照",
    "form": "系统按填报内容生成",
    "later": "容缺后补",
}


@dataclass(frozen=True)
class Shown:
    """One version of the content, ready to be read."""

    heading: str
    people: list[dict[str, Any]]
    answers: SafeString
    materials: list[dict[str, Any]]


_forms: dict[str, Form] = {}


def form_of(plan: Plan) -> Form:
    """Return the form of a plan, read once: a release never changes."""
    form = _forms.get(plan.digest)
    if form is None:
        form = _forms[plan.digest] = load_form(plan.form)
    return form


def content_of(case: Case, plan: Plan, hand_in: HandIn, *, materials: list[CaseMaterial]) -> Shown:
    """Return one version in ready words; ``materials`` are those in force with it."""
    form = form_of(plan)
    kind = CONTENT_KINDS[ContentKind(hand_in.content.kind)]
    return Shown(
        heading=_("%(kind)s，%(at)s 提交") % {"kind": kind, "at": moment(hand_in.content.submitted_at)},
        people=_people(hand_in),
        answers=render_summary(summary(form, hand_in.answers), heading_level=3),
        materials=[_material(case, each) for each in materials],
    )


def in_force(versions: list[HandIn]) -> list[CaseMaterial]:
    """Return the newest state of every material: a correction brings only the files that are new."""
    newest: dict[str, CaseMaterial] = {}
    for version in versions:
        for material in version.materials:
            if material.files.all() or material.key not in newest:
                newest[material.key] = material
    return list(newest.values())


def _people(hand_in: HandIn) -> list[dict[str, Any]]:
    names = {
        "name": _("姓名或名称"),
        "certificate_number": _("证件号码"),
        "uscc": _("统一社会信用代码"),
        "legal_representative": _("法定代表人"),
        "mobile": _("手机"),
        "address": _("地址"),
    }
    rows = [
        {"label": label, "value": str(hand_in.applicant[key])}
        for key, label in names.items()
        if hand_in.applicant.get(key)
    ]
    if hand_in.agent:
        rows += [
            {"label": _("代理人%(what)s") % {"what": label}, "value": str(hand_in.agent[key])}
            for key, label in names.items()
            if hand_in.agent.get(key)
        ]
    return rows


def _material(case: Case, material: CaseMaterial) -> dict[str, Any]:
    return {
        "name": material.name,
        "origin": _ORIGINS.get(material.origin, material.origin),
        "files": [
            {
                "name": file.name,
                "size": filesizeformat(file.size),
                "url": reverse("casework:file", args=[case.number, file.pk]),
                "view_url": reverse("casework:preview", args=[case.number, file.pk]),
            }
            for file in material.files.all()
        ],
    }


def compare(plan: Plan, before: HandIn, after: HandIn) -> list[dict[str, str]]:
    """Return what the correction changed: answers by their labels, materials by their files' digests."""
    form = form_of(plan)
    changes = [
        {"label": change.label, "before": change.before or _("（空）"), "after": change.after or _("（空）")}
        for change in diff(form, before.answers, after.answers)
    ]
    old_files = {each.key: _files(each) for each in before.materials}
    for material in after.materials:
        files = _files(material)
        if files and files != old_files.get(material.key):
            changes.append(
                {
                    "label": material.name,
                    "before": "、".join(name for _sm3, name in sorted(old_files.get(material.key, set())))
                    or _("（无文件）"),
                    "after": "、".join(name for _sm3, name in sorted(files)),
                }
            )
    return changes


def _files(material: CaseMaterial) -> set[tuple[str, str]]:
    return {(file.sm3, file.name) for file in material.files.all()}


def correctable(case: Case, plan: Plan) -> list[dict[str, Any]]:
    """Return everything that may be ticked on the correction page, with the present answer beside it."""
    versions = hand_ins(case)
    answers = versions[-1].answers if versions else {}
    form = form_of(plan)
    groups = [
        {
            "title": section.title,
            "rows": [
                _row("field", field.key, field.title, in_words(field, answers.get(field.key)))
                for field in section.fields
                if field.type not in _NOT_ANSWERED
            ],
        }
        for section in form.sections
    ]
    handed = {each.key: each for each in in_force(versions)}
    groups.append(
        {
            "title": _("申请材料"),
            "rows": [
                _row(
                    "material",
                    material["key"],
                    material["name"],
                    "、".join(file.name for file in handed[material["key"]].files.all())
                    if material["key"] in handed
                    else _("未提交"),
                )
                for material in plan.materials
            ],
        }
    )
    return [group for group in groups if group["rows"]]


def _row(kind: str, key: str, label: str, value: str) -> dict[str, Any]:
    return {
        "id": f"{kind}-{key}".replace(".", "-"),
        "kind": kind,
        "key": key,
        "label": label,
        "value": value,
        "ticked": False,
        "reason": "",
    }
