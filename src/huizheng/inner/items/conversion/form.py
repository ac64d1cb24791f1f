"""The form of a release: flat fields of the starting data become sections, types, rules and conditions."""

from __future__ import annotations

from typing import Any, Final

from huizheng.inner.items.conversion.conditions import condition
from huizheng.inner.items.conversion.fields import field

FORM_FORMAT: Final = 1
# Prefix of a key -> section. A section appears where its first field stands, declarations and delivery last.
_SECTIONS: Final[dict[str, tuple[str, str, str]]] = {
    "person": ("applicant", "申请人", "Applicant"),
    "corp": ("organisation", "申请单位", "Applicant organisation"),
    "agent": ("agent", "代理人", "Agent"),
    "guardian": ("guardian", "监护人", "Guardian"),
    "guard": ("guardian", "监护人", "Guardian"),
    "spouse": ("spouse", "配偶", "Spouse"),
    "baby": ("child", "新生儿", "Newborn child"),
    "mother": ("parents", "父母", "Parents"),
    "father": ("parents", "父母", "Parents"),
    "male": ("groom", "男方", "Man"),
    "female": ("bride", "女方", "Woman"),
    "legal": ("representative", "法定代表人", "Legal representative"),
    "bank": ("account", "收款账户", "Bank account"),
    "delivery": ("delivery", "结果送达", "Delivery of the result"),
    "decl": ("declaration", "声明", "Declaration"),
}
_CONTENT: Final = ("content", "申请内容", "What you apply for")
_LAST: Final = ("account", "delivery", "declaration")


def form(fact: dict[str, Any]) -> dict[str, Any]:
    """Return the form of an item in the format of the form room."""
    keys = {each["key"]: each for each in fact["form_fields"]}
    sections: dict[str, dict[str, Any]] = {}
    for each in fact["form_fields"]:
        key, title, english = _SECTIONS.get(each["key"].partition(".")[0], _CONTENT)
        section = sections.setdefault(key, {"key": key, "title": title, "title_en": english, "fields": []})
        converted = field(each, keys)
        shown = condition(each.get("depends_on", ""), keys)
        if shown is not None:
            converted["visible_if"] = shown
        section["fields"].append(converted)
    ordered = [section for key, section in sections.items() if key not in _LAST]
    ordered += [sections[key] for key in _LAST if key in sections]
    return {"format": FORM_FORMAT, "sections": ordered}
