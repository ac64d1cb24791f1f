"""Every quality rule, broken once: the sound document passes, the broken one is found by exactly that rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huizheng.inner.items.rules import Severity, World, blocking, every_rule, examine
from huizheng.inner.items.testing import starting_document

Document = dict[str, Any]
POINTED_AT = ("next", "related")


def sound() -> Document:
    """Return a licence of twenty days with an inspection, as the starting data makes it."""
    return starting_document("food-business-licence")


WORLD = World(
    frozenset(
        {slug for member in POINTED_AT for slug in sound()[member]}
        | {slug for each in sound()["prerequisites"] for slug in (each["slug"], *each["alternatives"])}
    )
)


def put(path: str, value: Any) -> Callable[[Document], None]:
    """Return what sets one member of a document: ``window.hours``, ``steps.0.name``."""
    *way, last = path.split(".")

    def change(document: Document) -> None:
        place: Any = document
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[int(last) if last.isdigit() else last] = value

    return change


def all_of(*changes: Callable[[Document], None]) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for each in changes:
            each(document)

    return change


def without_declaration(document: Document) -> None:
    for section in document["form"]["sections"]:
        section["fields"] = [field for field in section["fields"] if field["type"] != "declaration"]


def inspected_by_one(document: Document) -> None:
    next(step for step in document["steps"] if step["kind"] == "inspect")["min_officials"] = 1


def without_basis_of_the_pause(document: Document) -> None:
    next(step for step in document["steps"] if step["stops_clock"])["stop_basis"] = None


def material(**changes: Any) -> Callable[[Document], None]:
    return lambda document: document["materials"][0].update(changes)


PLAIN = {"asked": "always", "reuse_from": None, "generated_from_form": False, "condition": None}
FEE = {"name": "工本费", "standard": "10 元", "basis": "食品安全法第一条", "status": "verified"}

BREAKERS: dict[str, list[Callable[[Document], None]]] = {
    "elements": [
        put("summary", ""), put("conditions", []), put("window.place", ""), put("window.hours", ""),
        put("window.complaint_phone", ""), put("remedy.text", ""), put("scope", ""),
    ],
    "telephones": [
        put("window.consult_phone", "12345"),
        put("window.complaint_phone", sound()["window"]["consult_phone"]),
    ],
    "themes": [put("themes.corp", []), put("themes.person", ["005"])],
    "licence_faq": [put("faq", [])],
    "result_sample": [put("result.template", "")],
    "visits": [
        all_of(put("visits", 1), put("visit_reason", ""), put("depth.grade", "Ⅲ")),
        all_of(put("visits", 1), put("visit_reason", "核对原件"), put("depth.grade", "Ⅳ")),
        all_of(put("visits", 0), put("depth.grade", "Ⅱ"), put("delivery", ["window"])),
    ],
    "known_items": [
        put("next", ["no-such-item"]),
        put("prerequisites", [{"slug": "no-such-item", "alternatives": []}]),
    ],
    "unverified_is_marked": [put("unverified", [])],
    "unverified": [put("unverified", [{"part": "fee", "note": "收费标准未核实", "note_en": ""}])],
    "english_complete": [put("languages", ["zh", "en"])],
    "form_sound": [put("form", {"format": 1}), material(condition={"op": "eq", "args": [{"field": "no.such"}, "是"]})],
    "declaration": [without_declaration],
    "legal_basis": [
        put("legal_basis.0.article", "有关条款"), put("legal_basis.0.law", "国家有关规定"),
        put("legal_basis.0.policy", True),
    ],
    "handling_type": [put("handling", "on_the_spot"), put("limits.promised.n", 0)],
    "promise_within_statute": [put("limits.promised.n", 21)],
    "promise_in_holidays": [
        put("limits", {
            "promised": {"n": 10, "unit": "working", "status": "assumption"},
            "statutory": {"n": 15, "unit": "calendar", "basis": "x", "verified": True},
        }),
    ],
    "licence_has_statute": [put("limits.statutory", None)],
    "clocks": [put("limits.promised.n", 7), lambda document: document["clocks"].pop()],
    "fee_complete": [
        put("fee", {"charged": True, "online_payment": False, "items": []}),
        put("fee", {"charged": True, "online_payment": True, "items": [{**FEE, "basis": ""}]}),
        put("fee", {"charged": False, "online_payment": True, "items": []}),
        put("fee", {"charged": False, "online_payment": False, "items": [FEE]}),
    ],
    "fee_by_law": [
        put("fee", {"charged": True, "online_payment": False, "items": [{**FEE, "basis": basis}]})
        for basis in ("某文件", "食品安全法", "安徽省食品安全条例第三条", "食品经营许可管理办法第五条", "有关法律规定")
    ],
    "fee_standard": [
        put("fee", {"charged": True, "online_payment": False, "items": [{**FEE, "standard": "分档收取"}]}),
    ],
    "fee_unverified": [
        all_of(
            put("fee", {"charged": True, "online_payment": False, "items": [
                {**FEE, "basis": "国家收费标准", "standard": "分科目收取", "status": "unverified"},
            ]}),
            put("window.status", "demo"),
        ),
    ],
    "quota": [
        put("quota", {"number": 5, "period": "standing", "law": "某条例", "article": "有关规定", "verified": True}),
        all_of(
            put("quota", {"number": 5, "period": "year", "law": "某条例", "article": "第三条", "verified": True}),
            put("item_type.code", "20"),
        ),
    ],
    "material_keys": [lambda document: document["materials"].append(document["materials"][0])],
    "open_ended_material": [material(name="其他有关材料"), material(name="需要提供的相关证明")],
    "shared_material": [
        material(**{**PLAIN, "reuse_from": {"licence": "id-card", "resource": None}}),
        material(**{**PLAIN, "generated_from_form": True}),
        material(**PLAIN, source="government", asked_reason=""),
    ],
    "government_material": [material(**PLAIN, source="government", asked_reason="尚未接通")],
    "proof_basis": [material(**PLAIN, name="无犯罪记录证明", basis=None, status="verified", source="applicant")],
    "proof_basis_unverified": [
        material(**PLAIN, name="无犯罪记录证明", basis=None, status="typical", source="applicant"),
    ],
    "intermediary_basis": [
        put("intermediaries", [{"name": "安全评价报告", "basis": None}]),
        put("intermediaries", [{"name": "安全评价报告", "basis": {"law": "某办法", "article": "", "verified": False}}]),
        put("intermediaries", [
            {"name": "安全评价报告", "basis": {"law": "某通知", "article": "第一条", "verified": True, "policy": True}},
        ]),
    ],
    "licence_steps": [put("steps.0.name", "收件")],
    "step_order": [
        put("steps.0.kind", "review"),
        lambda document: document["steps"].pop(),
        lambda document: document["steps"].append({**document["steps"][-1]}),
    ],
    "inspectors": [inspected_by_one],
    "excluded_time": [without_basis_of_the_pause],
}  # fmt: skip


def codes(document: Document) -> set[str]:
    return {finding.code for finding in examine(document, WORLD)}


def test_every_rule_is_broken_here_once() -> None:
    assert set(BREAKERS) == {rule.code for rule in every_rule()}


def test_the_sound_document_breaks_nothing_that_blocks() -> None:
    assert list(blocking(examine(sound(), WORLD))) == []


@pytest.mark.parametrize(
    ("code", "change"),
    [(code, change) for code, changes in BREAKERS.items() for change in changes],
    ids=[f"{code}-{number}" for code, changes in BREAKERS.items() for number, _ in enumerate(changes)],
)
def test_a_breach_is_found_and_told_with_its_part(code: str, change: Callable[[Document], None]) -> None:
    broken = sound()
    change(broken)
    found = [finding for finding in examine(broken, WORLD) if finding.code == code]
    assert found, codes(broken)
    assert all(finding.part and finding.message for finding in found)


def test_only_doubts_let_a_release_pass() -> None:
    warnings = {rule.code for rule in every_rule() if rule.severity is Severity.WARNING}
    assert warnings == {
        "unverified", "promise_in_holidays", "fee_unverified", "government_material", "proof_basis_unverified",
    }  # fmt: skip


def test_an_intermediary_service_that_the_law_asks_for_passes() -> None:
    document = sound()
    basis = {"law": "安全生产法", "article": "第三十二条", "verified": True}
    document["intermediaries"] = [{"name": "安全评价报告", "basis": basis}]
    assert "intermediary_basis" not in codes(document)


@pytest.mark.parametrize(
    "basis",
    [
        "食品安全法第一条", "《中华人民共和国护照法》第二十条", "全国人民代表大会常务委员会法第一条",
        "外国人入境出境管理条例第三十四条", "中国公民往来台湾地区管理办法第二条", "市场主体登记管理条例第三条",
    ],
)  # fmt: skip
def test_a_fee_that_a_law_or_an_administrative_regulation_orders_passes(basis: str) -> None:
    document = sound()
    put("fee", {"charged": True, "online_payment": False, "items": [{**FEE, "basis": basis}]})(document)
    assert not codes(document) & {"fee_by_law", "fee_standard", "fee_unverified"}


def test_a_fee_without_its_law_is_let_through_only_where_the_whole_release_is_invented() -> None:
    document = sound()
    put("fee", {"charged": True, "online_payment": False, "items": [
        {**FEE, "basis": "国家收费标准", "status": "unverified"},
    ]})(document)  # fmt: skip
    put("window.status", "published")(document)
    assert "fee_by_law" in codes(document)
    put("window.status", "demo")(document)
    assert "fee_by_law" not in codes(document)
    assert "fee_unverified" in codes(document)
