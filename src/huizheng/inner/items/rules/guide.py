"""What a guide must tell people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, Severity, World, rule

_LICENCE: Final = "01"
_PERSON: Final = "1"
_FULL_PHONE: Final = re.compile(r"0\d{2,3}-\d{5,8}")
_REQUIRED: Final = (
    ("name", "事项名称"),
    ("summary", "通俗说明"),
    ("legal_basis", "设定依据"),
    ("conditions", "申请条件"),
    ("steps", "办理流程"),
    ("scope", "通办范围"),
)


@rule("elements", "指南的必备要素齐全", law="行政许可法第三十条；政府网站检查指标")
def elements(document: Document) -> Iterable[tuple[str, str]]:
    for member, label in _REQUIRED:
        if not document[member]:
            yield member, f"缺少{label}，请补上后再发布"
    window = document["window"]
    for member, label in (
        ("place", "办理地点"),
        ("hours", "办理时间"),
        ("consult_phone", "咨询电话"),
        ("complaint_phone", "监督投诉电话"),
    ):
        if not window[member]:
            yield f"window.{member}", f"缺少{label}，请补上后再发布"
    if not document["remedy"]["text"]:
        yield "remedy", "缺少救济途径，请写明复议和诉讼的期限"


@rule("telephones", "咨询电话和投诉电话不同，且都带区号", law="政务服务事项质量规则")
def telephones(document: Document) -> Iterable[tuple[str, str]]:
    window = document["window"]
    for member, label in (("consult_phone", "咨询电话"), ("complaint_phone", "投诉电话")):
        if window[member] and not _FULL_PHONE.fullmatch(window[member]):
            yield f"window.{member}", f"{label}须带区号，例如 0551-12345"
    if window["consult_phone"] and window["consult_phone"] == window["complaint_phone"]:
        yield "window.complaint_phone", "咨询电话和投诉电话不能是同一个"


@rule("themes", "服务对象和服务主题一致", law="GB/T 39046")
def themes(document: Document) -> Iterable[tuple[str, str]]:
    persons, corps = _PERSON in document["objects"], bool(set(document["objects"]) - {_PERSON})
    for member, serves, label in (("person", persons, "自然人"), ("corp", corps, "法人")):
        if serves and not document["themes"][member]:
            yield f"themes.{member}", f"服务对象含{label}，请选{label}主题"
        if not serves and document["themes"][member]:
            yield f"themes.{member}", f"服务对象不含{label}，请去掉{label}主题"


@rule("licence_faq", "行政许可至少有一条常见问题", law="政务服务事项质量规则")
def licence_faq(document: Document) -> Iterable[tuple[str, str]]:
    if document["item_type"]["code"] == _LICENCE and not document["faq"]:
        yield "faq", "请至少写一条常见问题和解答"


@rule("result_sample", "有结果名称就有结果样本", law="政务服务事项质量规则")
def result_sample(document: Document) -> Iterable[tuple[str, str]]:
    if document["result"]["name"] and not document["result"]["template"]:
        yield "result.template", "请指定结果文书的模板，样本由模板生成"


@rule("visits", "到现场的次数有理由，不到现场的能送达", law="政务服务事项质量规则")
def visits(document: Document) -> Iterable[tuple[str, str]]:
    online = document["depth"]["grade"] in {"Ⅲ", "Ⅳ"}
    if document["visits"] and not document["visit_reason"]:
        yield "visit_reason", "须到现场的，请写明必须到现场的原因"
    if document["depth"]["grade"] == "Ⅳ" and document["visits"]:
        yield "visits", "全程网办（Ⅳ级）的到现场次数应为 0"
    if not document["visits"] and not online and "post" not in document["delivery"]:
        yield "delivery", "不到现场又不能网办的，须支持邮寄"


@rule("known_items", "前置、后续和相关事项都在事项库里", law="政务服务事项质量规则", looks_around=True)
def known_items(document: Document, world: World) -> Iterable[tuple[str, str]]:
    if not world.slugs:
        return
    named = {"next": document["next"], "related": document["related"]}
    named["prerequisites"] = [
        slug for each in document["prerequisites"] for slug in (each["slug"], *each["alternatives"])
    ]
    for member, slugs in named.items():
        for slug in slugs:
            if slug not in world.slugs:
                yield member, f"事项库里没有“{slug}”，请改正或删除"


_DOUBTS: Final = (
    ("code", lambda document: not document["code"]),
    ("limits.promised", lambda document: document["limits"]["promised"]["status"] == "assumption"),
    (
        "limits.statutory",
        lambda document: bool(document["limits"]["statutory"]) and not document["limits"]["statutory"]["verified"],
    ),
    ("legal_basis", lambda document: not all(basis["verified"] for basis in document["legal_basis"])),
    ("quota", lambda document: bool(document.get("quota")) and not document["quota"]["verified"]),
    ("fee", lambda document: any(item["status"] == "unverified" for item in document["fee"]["items"])),
    ("materials", lambda document: any(material["status"] == "typical" for material in document["materials"])),
    ("window", lambda document: document["window"]["status"] == "demo"),
)


@rule("unverified_is_marked", "未核实的内容在指南上标明", law="优化营商环境条例第三十五条")
def unverified_is_marked(document: Document) -> Iterable[tuple[str, str]]:
    marked = {mark["part"] for mark in document["unverified"]}
    for part, doubts in _DOUBTS:
        if doubts(document) and part not in marked:
            yield part, "这一部分来源未核实，须在指南上标明“未核实”"


@rule("unverified", "来源已核实", severity=Severity.WARNING)
def unverified(document: Document) -> Iterable[tuple[str, str]]:
    for mark in document["unverified"]:
        yield mark["part"], mark["note"]


@rule("english_complete", "声明有英文的，英文齐全")
def english_complete(document: Document) -> Iterable[tuple[str, str]]:
    if "en" in document["languages"]:
        for part in _without_english(document):
            yield part, "缺少英文，请补上，或者去掉“英文”语种"


_TEXTS: Final = (
    "name",
    "summary",
    "visit_reason",
    "scope",
    "text",
    "q",
    "a",
    "note",
    "condition_text",
    "asked_reason",
    "validity",
    "standard",
    "place",
    "hours",
    "law",
    "article",
    "basis",
)
_OF_PARTS: Final = ("conditions", "legal_basis", "materials", "steps", "faq")
_OF_FORMS: Final = ("title", "label", "help", "statement", "row_label")


def _without_english(document: Document) -> Iterable[str]:
    """Yield the path of every Chinese text a reader meets that has no English beside it."""
    places = [
        ("", document),
        ("result", document["result"]),
        ("window", document["window"]),
        ("remedy", document["remedy"]),
    ]
    places += [(f"{member}.{number}", part) for member in _OF_PARTS for number, part in enumerate(document[member], 1)]
    places += [(f"intermediaries.{number}", one) for number, one in enumerate(document.get("intermediaries", ()), 1)]
    places += [(f"fee.{number}", item) for number, item in enumerate(document["fee"]["items"], 1)]
    if document.get("quota"):
        places.append(("quota", document["quota"]))
    if document["limits"]["statutory"]:
        places.append(("limits.statutory", document["limits"]["statutory"]))
    for path, part in places:
        for text in _TEXTS:
            if isinstance(part.get(text), str) and part[text] and not part.get(f"{text}_en"):
                yield f"{path}.{text}".lstrip(".")
    yield from _form_without_english(document["form"])
    for member in ("notes", "special_procedures"):
        if len(document.get(f"{member}_en", [])) < len(document[member]):
            yield member


def _form_without_english(form: Document) -> Iterable[str]:
    for section in form.get("sections", ()):
        yield from _unworded(f"form.{section['key']}", section)
        for field in section["fields"]:
            yield from _unworded(f"form.{field['key']}", field)
            yield from _unworded(f"form.{field['key']}", field.get("settings", {}))
            for part in (*field.get("options", ()), *field.get("columns", ())):
                yield from _unworded(f"form.{field['key']}", part)


def _unworded(path: str, part: Document) -> Iterable[str]:
    return (f"{path}.{text}" for text in _OF_FORMS if part.get(text) and not part.get(f"{text}_en"))
